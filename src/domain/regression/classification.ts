import { itemChanges, type ItemChange, type PairedItems } from './paired-items.js';

/** What a report says of an item. */
export const regressionClasses = ['IMPROVED', 'REGRESSED', 'UNCHANGED'] as const;
export type RegressionClass = (typeof regressionClasses)[number];

/** Which items are asked for: those of a class, with a change, or all. */
export interface ItemFilter {
  classification: RegressionClass | null;
  change: ItemChange | null;
}

/** A report in numbers: over the compared items. Means and sums are null where none is compared. */
export interface RegressionSummary {
  comparedItems: number;
  improved: number;
  regressed: number;
  unchanged: number;
  /** Scores and deltas by 9 decimals. */
  baselineMean: number | null;
  currentMean: number | null;
  meanDelta: number | null;
  /** The sum of the deltas. */
  netDelta: number | null;
  /** Errors now, and answered before. */
  newlyFailing: number;
  /** Answered now, and errors before. */
  newlyWorking: number;
}

/** One compared item. */
export interface ClassifiedItem {
  /** Where it stands among all compared items, the largest |delta| first. */
  place: number;
  row: number;
  baselineScore: number;
  currentScore: number;
  delta: number;
  classification: RegressionClass;
  change: ItemChange | null;
}

/** What a delta is: beyond the threshold, and not at it, it is a change. Both by 9 decimals. */
export function classify(delta: number, threshold: number): RegressionClass {
  if (delta > threshold) return 'IMPROVED';
  return delta < -threshold ? 'REGRESSED' : 'UNCHANGED';
}

/** Counts and means, from sums of whole billionths, so that the order of the items does not matter. */
export function summarize(pairs: PairedItems, threshold: number): RegressionSummary {
  const { baseline, current, deltas, changes } = pairs;
  const comparedItems = deltas.length;
  const sums = { baseline: 0, current: 0 };
  const changed = [0, 0];
  for (let place = 0; place < comparedItems; place += 1) {
    sums.baseline += Math.round((baseline[place] ?? 0) * 1e9);
    sums.current += Math.round((current[place] ?? 0) * 1e9);
    const change = changes[place] ?? -1;
    if (change >= 0) changed[change] = (changed[change] ?? 0) + 1;
  }
  const { improved, regressed } = countChanges(pairs, threshold);
  const net = sums.current - sums.baseline;
  const meanOf = (sum: number) => (comparedItems === 0 ? null : rounded(sum / comparedItems));
  return {
    comparedItems,
    improved,
    regressed,
    unchanged: comparedItems - improved - regressed,
    baselineMean: meanOf(sums.baseline),
    currentMean: meanOf(sums.current),
    meanDelta: meanOf(net),
    netDelta: comparedItems === 0 ? null : net / 1e9,
    newlyFailing: changed[itemChanges.indexOf('NEWLY_FAILING')] ?? 0,
    newlyWorking: changed[itemChanges.indexOf('NEWLY_WORKING')] ?? 0,
  };
}

/** The changes come first in the order, so the count ends with the first item that is none. */
function countChanges({ order, deltas }: PairedItems, threshold: number): { improved: number; regressed: number } {
  const counts = { improved: 0, regressed: 0 };
  for (const index of order) {
    const classification = classify((deltas[index] ?? 0) / 1e9, threshold);
    if (classification === 'UNCHANGED') break;
    if (classification === 'IMPROVED') counts.improved += 1;
    else counts.regressed += 1;
  }
  return counts;
}

/** Halves away from zero, so that the delta of two runs is that of the same runs the other way round with another sign. */
function rounded(billionths: number): number {
  const magnitude = Math.round(Math.abs(billionths)) / 1e9;
  return billionths < 0 && magnitude > 0 ? -magnitude : magnitude;
}

/**
 * The compared items that fit, the largest |delta| first, ties in dataset order.
 *
 * @param after the place after which they begin; null: from the first.
 */
export function classifiedItems(
  pairs: PairedItems,
  threshold: number,
  { classification, change }: ItemFilter,
  limit: number,
  after: number | null,
): ClassifiedItem[] {
  const found: ClassifiedItem[] = [];
  for (let place = (after ?? -1) + 1; place < pairs.order.length && found.length < limit; place += 1) {
    const item = itemAt(pairs, threshold, place);
    // No change follows the first item that is none.
    if (item.classification === 'UNCHANGED' && classification !== null && classification !== 'UNCHANGED') break;
    if (classification !== null && item.classification !== classification) continue;
    if (change !== null && item.change !== change) continue;
    found.push(item);
  }
  return found;
}

function itemAt(pairs: PairedItems, threshold: number, place: number): ClassifiedItem {
  const index = pairs.order[place] ?? -1;
  const delta = (pairs.deltas[index] ?? 0) / 1e9;
  return {
    place,
    row: pairs.rows[index] ?? -1,
    baselineScore: pairs.baseline[index] ?? Number.NaN,
    currentScore: pairs.current[index] ?? Number.NaN,
    delta,
    classification: classify(delta, threshold),
    change: itemChanges[pairs.changes[index] ?? -1] ?? null,
  };
}
