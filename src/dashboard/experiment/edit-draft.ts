import type { ExperimentSetupFragment, UpdateExperimentInput } from './generated.js';

/** What can be edited of an experiment. */
export interface EditDraft {
  name: string;
  description: string;
  /** Empty: none is chosen. */
  datasetId: string;
  versionId: string;
  /** Whether all items are to be run from now on, instead of those that were chosen. */
  allItems: boolean;
  pointer: string;
  extract: string;
}

/** What the dialog begins with. */
export function editDraftOf(experiment: ExperimentSetupFragment): EditDraft {
  const { name, description, datasetVersion, comparedAnswer } = experiment;
  return {
    name,
    description: description ?? '',
    datasetId: datasetVersion?.dataset.id ?? '',
    versionId: versionIdOf(experiment),
    allItems: false,
    pointer: comparedAnswer?.pointer ?? '',
    extract: comparedAnswer?.extract ?? '',
  };
}

export function versionIdOf({ datasetVersion }: ExperimentSetupFragment): string {
  return datasetVersion?.id ?? '';
}

/** What of it differs from what was there at first, and is to be sent. */
export function editChangesOf(former: ExperimentSetupFragment, draft: EditDraft): Omit<UpdateExperimentInput, 'id'> {
  const before = editDraftOf(former);
  const changed = (...keys: (keyof EditDraft)[]): boolean => keys.some((key) => draft[key] !== before[key]);
  const { name, description, versionId, allItems, pointer, extract } = draft;
  return {
    ...(changed('name') ? { name: name.trim() } : {}),
    ...(changed('description') ? { description: description.trim() || null } : {}),
    ...(changed('versionId') ? { datasetVersionId: versionId || null } : {}),
    // Where nothing was said of the tasks, an experiment with a baseline would stay a draft.
    ...(versionId && (allItems || (changed('versionId') && !former.taskSelection)) ? { tasks: { all: true } } : {}),
    ...(changed('pointer', 'extract') ? { comparedAnswer: answerOf(former, pointer, extract) } : {}),
  };
}

/** Which differences don’t count stays as it was. */
function answerOf({ comparedAnswer }: ExperimentSetupFragment, pointer: string, extract: string) {
  if (!pointer && !extract) return null;
  return { pointer: pointer || null, extract: extract || null, normalize: comparedAnswer?.normalize ?? null };
}
