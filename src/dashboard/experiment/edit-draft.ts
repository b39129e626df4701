import { stepsInput, tasksInput } from '../setup/read-setup.js';
import { newSetup, type SetupDraft, type TasksDraft } from '../setup/setup-draft.js';
import { isSameJson, writtenJson } from '../variants/json.js';
import type { ExperimentToEditFragment, UpdateExperimentInput } from './generated.js';

/** What can be edited of an experiment. */
export interface EditDraft extends SetupDraft {
  name: string;
  description: string;
  type: ExperimentToEditFragment['type'];
  pointer: string;
  extract: string;
}

/** What the dialog begins with. */
export function editDraftOf(experiment: ExperimentToEditFragment): EditDraft {
  const { name, description, type, datasetVersion, taskSelection, endpoint, steps, comparedAnswer } = experiment;
  return {
    name,
    description: description ?? '',
    type,
    datasetId: datasetVersion?.dataset.id ?? '',
    datasetVersionId: datasetVersion?.id ?? '',
    tasks: tasksDraftOf(taskSelection),
    endpointId: endpoint?.id ?? '',
    steps: steps.map(({ externalId, step: { id, parameters }, overridableParameters }) => ({
      id,
      externalId,
      parameters,
      overridable: parameters.map(({ name }) => name).filter((each) => overridableParameters.some(({ name }) => name === each)),
    })),
    pointer: comparedAnswer?.pointer ?? '',
    extract: comparedAnswer?.extract ?? '',
  };
}

function tasksDraftOf(selection: ExperimentToEditFragment['taskSelection']): TasksDraft {
  const { tasks } = newSetup;
  if (!selection) return { ...tasks, way: null };
  const { kind, externalIds, metadata, size, seed } = selection;
  const written = metadata === null ? '' : writtenJson(metadata);
  switch (kind) {
    case 'ALL':
      return tasks;
    case 'LIST':
      return { ...tasks, way: 'externalIds', names: (externalIds ?? []).join('\n') };
    case 'FILTER':
      return { ...tasks, way: 'metadata', metadata: written };
    case 'SAMPLE':
      return { ...tasks, way: 'sample', size: String(size), seed: seed ?? '', metadata: written };
  }
}

/** What of it differs from what was there at first, and is to be sent. */
export function editChangesOf(former: ExperimentToEditFragment, draft: EditDraft): Omit<UpdateExperimentInput, 'id'> {
  const before = editDraftOf(former);
  const changed = (...keys: (keyof EditDraft)[]): boolean => keys.some((key) => !isSameJson(draft[key], before[key]));
  const { name, description, type, datasetVersionId, tasks, endpointId, steps, pointer, extract } = draft;
  // Where nothing was said of the tasks, an experiment with a baseline would stay a draft.
  const choosesTasks = changed('tasks') || (changed('datasetVersionId') && tasks.way === null);
  return {
    ...(changed('name') ? { name: name.trim() } : {}),
    ...(changed('description') ? { description: description.trim() || null } : {}),
    ...(changed('type') ? { type } : {}),
    ...(changed('datasetVersionId') ? { datasetVersionId: datasetVersionId || null } : {}),
    ...(datasetVersionId && choosesTasks ? { tasks: tasksInput(tasks) ?? { all: true } } : {}),
    ...(type === 'WEBHOOK' && changed('endpointId') ? { endpointId: endpointId || null } : {}),
    ...(type === 'WEBHOOK' && changed('steps') ? { steps: stepsInput(steps) } : {}),
    ...(changed('pointer', 'extract') ? { comparedAnswer: answerOf(former, pointer, extract) } : {}),
  };
}

/** What the API takes where an answer is pointed at or extracted, and nothing is said of which differences don’t count. */
const normalizeByDefault = ['TRIM', 'NUMBER'];

/** Which differences don’t count stays as it was; by default that ends with what it was for. */
function answerOf({ comparedAnswer }: ExperimentToEditFragment, pointer: string, extract: string) {
  const normalize = comparedAnswer?.normalize ?? null;
  if (pointer === '' && extract === '' && isSameJson(normalize, normalizeByDefault)) return null;
  return { pointer: pointer || null, extract: extract || null, normalize };
}
