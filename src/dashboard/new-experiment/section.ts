import type { DraftChange } from '../setup/use-draft.js';
import type { ExperimentDraft } from './experiment-draft.js';

/** What every section of the form is given. */
export interface SectionProps {
  draft: ExperimentDraft;
  onChange: (change: DraftChange<ExperimentDraft>) => void;
  /** What is wrong at a path of the form. */
  at: (path: string) => string | null;
}

/** What a section is given whose entries are saved one by one. */
export interface EntriesProps extends SectionProps {
  isSaved: (key: number) => boolean;
}
