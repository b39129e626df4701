import type { Problem } from '../graph/use-command.js';
import type { ExperimentDraft } from './experiment-draft.js';

/** What every section of the form is given. */
export interface SectionProps {
  draft: ExperimentDraft;
  onChange: (change: Partial<ExperimentDraft>) => void;
  /** What is wrong with the experiment itself. */
  problem: Problem | null;
}
