import { drawBinomial } from './binomial.js';
import { type Group, groupsOf } from './groups.js';
import { t975, upperTail } from './normal.js';
import { drawNormal, type Random } from './random.js';

const resamples = 10_000;

/** With 5 items, a two-sided test by signs cannot come below 2 / 2^5 = 0.06: fewer than this many items settle nothing at 5 %. */
export const fewestItems = 6;

/** Between which values the mean lies, with 95 % confidence. */
export interface Interval {
  low: number;
  high: number;
}

/**
 * The 95 % bootstrap interval of a mean, from 10,000 resamples of the items; null with fewer than `fewestItems`. Expects values in
 * ascending order, and gives the interval in their unit. Where all values are equal it is that point.
 *
 * Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13, with the expanded percentiles of Hesterberg, "What
 * Teachers Should Know About the Bootstrap", The American Statistician 69 (2015): plain percentiles are too narrow for few items.
 */
export function bootstrapInterval(sorted: Float64Array, random: Random): Interval | null {
  const groups = sorted.length < fewestItems ? null : groupsOf(sorted);
  return groups === null
    ? intervalOfSums(sorted.length, () => sumByItem(sorted, random))
    : bootstrapIntervalOfGroups(groups, random);
}

/** {@link bootstrapInterval} of values that are grouped already, by groups in ascending order; its time grows with their number. */
export function bootstrapIntervalOfGroups(groups: readonly Group[], random: Random): Interval | null {
  const items = groups.reduce((sum, group) => sum + group.items, 0);
  return intervalOfSums(items, () => sumByGroup(groups, items, random));
}

function intervalOfSums(items: number, drawSum: () => number): Interval | null {
  if (items < fewestItems) return null;
  const means = Float64Array.from({ length: resamples }, () => drawSum() / items).sort();
  const tail = upperTail(t975(items - 1) * Math.sqrt(items / (items - 1)));
  return { low: quantile(means, tail), high: quantile(means, 1 - tail) };
}

/** The sum over as many items, drawn with replacement. */
function sumByItem(sorted: Float64Array, random: Random): number {
  const items = sorted.length;
  let sum = 0;
  for (let draw = 0; draw < items; draw += 1) sum += sorted[Math.floor(items * random())] ?? 0;
  return sum;
}

/**
 * The same, by drawing only how many items come from each group, one group after the other. What those of a group of several values
 * add up to is taken as normal; its mean and variance are exact.
 */
function sumByGroup(groups: readonly Group[], items: number, random: Random): number {
  let toDraw = items;
  let itemsAhead = items;
  let sum = 0;
  let variance = 0;
  for (const group of groups) {
    const drawn = drawBinomial(toDraw, group.items / itemsAhead, random);
    toDraw -= drawn;
    itemsAhead -= group.items;
    sum += drawn * group.mean;
    variance += drawn * group.variance;
    if (toDraw === 0) break;
  }
  return variance === 0 ? sum : sum + Math.sqrt(variance) * drawNormal(random);
}

/** The value below which a part of ascending values lies, interpolated. */
function quantile(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
