import { numberWithin, text } from '../search-values.js';

/** What the address says of the regression panel: the run that it is about, and what that is held against. */
export interface RegressionSearch {
  regression?: string;
  /** An explicit baseline run. */
  against?: string;
  threshold?: number;
}

export function regressionSearch(given: Record<string, unknown>): RegressionSearch {
  return { regression: text(given.regression), against: text(given.against), threshold: numberWithin(0, 1, given.threshold) };
}
