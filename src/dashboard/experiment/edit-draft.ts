import { stepsInput, tasksInput } from '../setup/read-setup.js';
import { newSetup, type SetupDraft, type TasksDraft } from '../setup/setup-draft.js';
import { isSameJson, writtenJson } from '../variants/json.js';
import { type AnswerDraft, answerDraftOf, answerInput } from './answer-draft.js';
import type { ExperimentToEditFragment, UpdateExperimentInput } from './generated.js';

/** What can be edited of an experiment. */
export interface EditDraft extends SetupDraft {
  name: string;
  description: string;
  type: ExperimentToEditFragment['type'];
  answer: AnswerDraft;
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
    answer: answerDraftOf(comparedAnswer),
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
  const { name, description, type, datasetVersionId, tasks, endpointId, steps, answer } = draft;
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
    ...(changed('answer') ? { comparedAnswer: answerInput(answer) } : {}),
  };
}
