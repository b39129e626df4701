import { misfitOfCount, misfitOfLength } from '../form-words.js';
import type { FormField, FormFields } from '../use-form-problems.js';
import { readJsonObject } from '../variants/json.js';
import type { SetupDraft, StepDraft, TasksDraft } from './setup-draft.js';

/** The fields of a setup, as those of a form; those of the tasks as they are chosen. */
export function setupFormFields({ datasetVersionId, tasks, endpointId, steps }: SetupDraft): FormFields {
  return {
    datasetVersionId: { label: 'Dataset', value: datasetVersionId },
    tasks: { label: 'Tasks', value: tasks },
    ...(datasetVersionId === '' ? {} : taskFields(tasks)),
    endpointId: { label: 'Endpoint', value: endpointId },
    steps: { label: 'Steps in scope', value: steps },
  };
}

function taskFields({ way, names, metadata, size, seed }: TasksDraft): FormFields {
  switch (way) {
    case null:
    case 'all':
      return {};
    case 'externalIds':
      return {
        'tasks.externalIds': {
          label: 'External ids',
          value: names,
          misfit: namesIn(names).length === 0 ? 'Name at least one item.' : null,
        },
      };
    case 'metadata':
      return { 'tasks.metadata': metadataField('Metadata', metadata) };
    case 'sample':
      return {
        'tasks.sample.size': { label: 'How many items', value: size, misfit: misfitOfCount(size) },
        'tasks.sample.seed': { label: 'Seed', value: seed, misfit: misfitOfLength(seed, 200) },
        'tasks.sample.metadata':
          metadata.trim() === ''
            ? { label: 'Only of those with this metadata', value: metadata }
            : metadataField('Only of those with this metadata', metadata),
      };
  }
}

function metadataField(label: string, text: string): FormField {
  const read = readJsonObject(text);
  return { label, value: text, misfit: 'misfit' in read ? read.misfit : null };
}

/** The tasks as the API takes them, of a form that was checked; null: nothing is chosen. */
export function tasksInput({ way, names, metadata, size, seed }: TasksDraft) {
  switch (way) {
    case null:
      return null;
    case 'all':
      return { all: true };
    case 'externalIds':
      return { externalIds: namesIn(names) };
    case 'metadata':
      return { metadata: JSON.parse(metadata) as unknown };
    case 'sample': {
      const wanted = metadata.trim() === '' ? null : (JSON.parse(metadata) as unknown);
      return { sample: { size: Number(size), seed: seed.trim() || null, metadata: wanted } };
    }
  }
}

/** The names in a text that has one a line. */
export function namesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The steps as the API takes them. */
export function stepsInput(steps: readonly StepDraft[]) {
  return steps.map(({ id, overridable }) => ({ stepId: id, parameters: [...overridable] }));
}
