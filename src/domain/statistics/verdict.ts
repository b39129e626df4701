import type { Interval } from './bootstrap.js';

/** Whether the current run is better. */
export type Verdict = 'IMPROVED' | 'REGRESSED' | 'NO_DIFFERENCE' | 'INCONCLUSIVE';

/**
 * What the interval of a mean delta says: above 0 or below it, a difference, however small; else none that exceeds the threshold, or
 * nothing certain. INCONCLUSIVE without an interval.
 */
export function verdictOf(interval: Interval | null, threshold: number): Verdict {
  if (interval === null) return 'INCONCLUSIVE';
  if (interval.low > 0) return 'IMPROVED';
  if (interval.high < 0) return 'REGRESSED';
  return interval.low >= -threshold && interval.high <= threshold ? 'NO_DIFFERENCE' : 'INCONCLUSIVE';
}
