import { fewestItems, type Interval } from './bootstrap.js';
import type { Group } from './groups.js';
import { wilsonRate } from './wilson.js';

/**
 * The 95 % interval of the mean of values that are all 0 or 1, as {@link wilsonRate} has it: of none in 54 it says that there may be
 * 7 %, where resamples of what was seen can only say 0. Null with fewer than `fewestItems`, and where there are other values.
 */
export function rateIntervalOfGroups(groups: readonly Group[]): Interval | null {
  if (!groups.every(({ mean, variance }) => variance === 0 && (mean === 0 || mean === 1))) return null;
  const items = groups.reduce((sum, group) => sum + group.items, 0);
  const ones = groups.reduce((sum, { items, mean }) => sum + items * mean, 0);
  const rate = items < fewestItems ? null : wilsonRate(ones, items);
  return rate && { low: rate.low / 100, high: rate.high / 100 };
}
