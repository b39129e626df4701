import { evenSplitPValue } from './even-split.js';

/** How many items changed between failing and passing, over those that were judged on both sides. */
export interface McNemar {
  /** Failed left, passed right. */
  improved: number;
  /** Passed left, failed right. */
  regressed: number;
  /** Two-sided: how probable a split at least this uneven is, were each change as likely one way as the other. */
  pValue: number;
}

/**
 * McNemar's test with its exact p-value, from the binomial distribution at even odds; 1 where nothing changed.
 *
 * McNemar, "Note on the Sampling Error of the Difference Between Correlated Proportions or Percentages", Psychometrika 12 (1947).
 */
export function mcnemar(improved: number, regressed: number): McNemar {
  return { improved, regressed, pValue: evenSplitPValue(improved + regressed, Math.min(improved, regressed)) };
}
