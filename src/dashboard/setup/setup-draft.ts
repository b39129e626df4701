import type { StepOfConfiguration } from '../variants/parameter-fields.js';
import type { DraftChange } from './use-draft.js';

/** How the tasks are chosen from the items of a dataset version. */
export type TaskWay = 'all' | 'externalIds' | 'metadata' | 'sample';

export interface TasksDraft {
  /** Null: nothing is chosen, so that all of them are run. */
  way: TaskWay | null;
  /** The items, one a line. */
  names: string;
  /** A JSON object; for a sample it may be empty. */
  metadata: string;
  size: string;
  seed: string;
}

/** An inference step in scope. */
export interface StepDraft extends StepOfConfiguration {
  id: string;
  /** The names of the parameters that variants may override. */
  overridable: readonly string[];
}

/** What the variants of an experiment run over and with, while it is being written: texts as they stand in their fields. */
export interface SetupDraft {
  /** Empty: none is chosen. */
  datasetId: string;
  datasetVersionId: string;
  tasks: TasksDraft;
  /** Of the type WEBHOOK, as are the steps. */
  endpointId: string;
  steps: readonly StepDraft[];
}

export const newSetup: SetupDraft = {
  datasetId: '',
  datasetVersionId: '',
  tasks: { way: 'all', names: '', metadata: '', size: '', seed: '' },
  endpointId: '',
  steps: [],
};

/** What every part of a form that asks for a setup is given. */
export interface SetupProps {
  draft: SetupDraft;
  onChange: (change: DraftChange<SetupDraft>) => void;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}
