import { fewestItems } from './bootstrap.js';
import { z80, z975 } from './normal.js';

/** For 80 % power at 5 % two-sided, an effect must be this many standard errors from 0. */
const reach = z975 + z80;

/** What a test by Student's t asks for above one that knows the variance. */
const itemsForUnknownVariance = z975 ** 2 / 2;

/** The sample standard deviation (n - 1) of values, in their unit; null with fewer than two. */
export function standardDeviation(values: ArrayLike<number>): number | null {
  if (values.length < 2) return null;
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (all.length - 1));
}

/**
 * About how many items more than the `items` compared would show a difference, if the mean delta and the standard deviation of the
 * deltas (in one unit) stay what they are: 80 % power at 5 % two-sided, at least 1. Null where no number of items would: a mean
 * delta of 0.
 *
 * Guenther, "Sample Size Formulas for Normal Theory T Tests", The American Statistician 35 (1981).
 */
export function itemsToDecide(meanDelta: number, sd: number, items: number): number | null {
  if (meanDelta === 0) return null;
  const needed = Math.ceil(((reach * sd) / meanDelta) ** 2 + itemsForUnknownVariance);
  return Math.max(1, Math.max(fewestItems, needed) - items);
}

/**
 * The smallest mean delta that this many items can be expected to show, in the unit of `sd`, the standard deviation of the deltas: in
 * 80 % of the runs at 5 % two-sided. Null with fewer than `fewestItems`, which show none. The inverse of `itemsToDecide`.
 */
export function detectableDifference({ items, sd }: { items: number; sd: number }): number | null {
  return items < fewestItems ? null : (reach * sd) / Math.sqrt(items - itemsForUnknownVariance);
}
