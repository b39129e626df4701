import type { Expectation } from '../../database/client.js';
import type { Verdict } from '../statistics/verdict.js';

/** What the results say of a hypothesis. */
export type HypothesisOutcome = 'CONFIRMED' | 'REFUTED' | 'UNDECIDED';

const outcomes: Record<Expectation, Record<Verdict, HypothesisOutcome>> = {
  IMPROVED: { IMPROVED: 'CONFIRMED', NO_DIFFERENCE: 'REFUTED', REGRESSED: 'REFUTED', INCONCLUSIVE: 'UNDECIDED' },
  NOT_REGRESSED: { IMPROVED: 'CONFIRMED', NO_DIFFERENCE: 'CONFIRMED', REGRESSED: 'REFUTED', INCONCLUSIVE: 'UNDECIDED' },
};

/** Whether what was expected of a variant came true, by the verdict on it against its baseline. */
export function hypothesisOutcome(expectation: Expectation, verdict: Verdict): HypothesisOutcome {
  return outcomes[expectation][verdict];
}
