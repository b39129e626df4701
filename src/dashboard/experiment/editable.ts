import { allowedIn } from './allowed.js';
import type { ExperimentSetupFragment } from './generated.js';

/** Which parts of an experiment can change, beside its name and description. */
export interface Editable {
  type: boolean;
  data: boolean;
  endpoint: boolean;
  steps: boolean;
  answer: boolean;
}

type Subject = Pick<ExperimentSetupFragment, 'stage' | 'status' | 'locked'> & { variants: readonly unknown[] };

/**
 * Which parts the API lets anybody change, as the experiment stands.
 *
 * @param hasEndpoint whether the app is there that it calls: one that was removed may be replaced at any time.
 */
export function editableIn({ stage, status, locked, variants }: Subject, hasEndpoint: boolean): Editable {
  const isOpen = allowedIn(stage).change;
  return {
    type: isOpen && variants.length === 0,
    data: isOpen && !locked,
    endpoint: isOpen && (!locked || !hasEndpoint),
    steps: isOpen && !locked,
    answer: isOpen && status !== 'RUNNING',
  };
}

/** What can’t change at present, and what helps; null where all can. */
export function closedWords({ stage, status, locked }: Pick<Subject, 'stage' | 'status' | 'locked'>): string | null {
  if (!allowedIn(stage).change) return 'The experiment is concluded: to change more than this, reopen it.';
  const answer = status === 'RUNNING' ? ['The compared answer can change once no run is active.'] : [];
  const setup = locked
    ? ['The data and the steps can’t change, as the baseline ran with them: duplicate the experiment to run with others.']
    : [];
  return [...setup, ...answer].join(' ') || null;
}
