import { type ItemVector, itemState } from '../comparison/run-vector.js';
import { type RegressionSide, regressionSides } from './common-evaluators.js';

/** Why an item is not compared. */
export const exclusionReasons = ['ADDED', 'REMOVED', 'CHANGED_INPUT', 'NOT_FINISHED', 'UNSCORED'] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];

/** What became of an item's errors. */
export const itemChanges = ['NEWLY_FAILING', 'NEWLY_WORKING'] as const;
export type ItemChange = (typeof itemChanges)[number];

/** An item that is left out. */
export interface Exclusion {
  row: number;
  reason: ExclusionReason;
  /** Which run lacks the item, its result or its score. */
  side: RegressionSide;
  /** The row of the item that stood in its place in the baseline run, where its input was changed. */
  formerRow: number | null;
}

/**
 * The items of two runs side by side: one element for each that has a score in both, in dataset order. It depends on no
 * threshold, and never changes.
 */
export interface PairedItems {
  /** The row of each, in the order of the union of both dataset versions. */
  rows: Int32Array;
  /** Scores, 0 to 1, by 9 decimals. */
  baseline: Float64Array;
  current: Float64Array;
  /** `current - baseline` in billionths, which are whole. */
  deltas: Int32Array;
  /** 1 passed, 0 not, -1 not judged. */
  baselinePassed: Int8Array;
  currentPassed: Int8Array;
  /** A place in {@link itemChanges}, or -1. */
  changes: Int8Array;
  /** Places in these arrays, the largest |delta| first, ties in dataset order. */
  order: Int32Array;
  /** In dataset order, as they are packed by {@link exclusionAt}. */
  excluded: { rows: Int32Array; reasons: Uint8Array; sides: Uint8Array; formerRows: Int32Array };
}

/** One run of a pair. */
export interface PairedRun {
  items: ItemVector;
  /** For each row the item's position in the run's dataset version, -1 where it has none; null where they are the same. */
  positions: Int32Array | null;
}

/**
 * Pairs the items of two runs.
 *
 * @param rows how many rows there are.
 * @param formerRows for the row of an item whose input was changed, the row of the item that it was.
 */
export function pairItems(
  rows: number,
  baseline: PairedRun,
  current: PairedRun,
  formerRows: ReadonlyMap<number, number> = new Map(),
): PairedItems {
  const changed = new Set(formerRows.values());
  const exclusions: Exclusion[] = [];
  const leaveOut = (row: number, reason: ExclusionReason, side: RegressionSide, formerRow: number | null = null) =>
    exclusions.push({ row, reason, side, formerRow });
  const places = { rows: new Int32Array(rows), baseline: new Int32Array(rows), current: new Int32Array(rows) };
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    const before = baseline.positions ? (baseline.positions[row] ?? -1) : row;
    const now = current.positions ? (current.positions[row] ?? -1) : row;
    if (before === -1) {
      const formerRow = formerRows.get(row);
      if (formerRow === undefined) leaveOut(row, 'ADDED', 'BASELINE');
      else leaveOut(row, 'CHANGED_INPUT', 'BOTH', formerRow);
    } else if (now === -1) {
      // What became of a changed item is told in the row of the new one.
      if (!changed.has(row)) leaveOut(row, 'REMOVED', 'CURRENT');
    } else {
      const unfinished = sideWhere(isMissing(baseline.items, before), isMissing(current.items, now));
      const unscored = sideWhere(isUnscored(baseline.items, before), isUnscored(current.items, now));
      if (unfinished) leaveOut(row, 'NOT_FINISHED', unfinished);
      else if (unscored) leaveOut(row, 'UNSCORED', unscored);
      else {
        places.rows[count] = row;
        places.baseline[count] = before;
        places.current[count] = now;
        count += 1;
      }
    }
  }
  const before = places.baseline.subarray(0, count);
  const now = places.current.subarray(0, count);
  const compared = compare(baseline.items, before, current.items, now);
  return {
    rows: places.rows.slice(0, count),
    ...compared,
    order: byMagnitude(compared.deltas),
    excluded: {
      rows: Int32Array.from(exclusions, ({ row }) => row),
      reasons: Uint8Array.from(exclusions, ({ reason }) => exclusionReasons.indexOf(reason)),
      sides: Uint8Array.from(exclusions, ({ side }) => regressionSides.indexOf(side)),
      formerRows: Int32Array.from(exclusions, ({ formerRow }) => formerRow ?? -1),
    },
  };
}

/** The items of two runs at some positions, side by side. */
function compare(
  baseline: ItemVector,
  before: Int32Array,
  current: ItemVector,
  now: Int32Array,
): Omit<PairedItems, 'rows' | 'order' | 'excluded'> {
  const count = before.length;
  const compared = {
    baseline: new Float64Array(count),
    current: new Float64Array(count),
    deltas: new Int32Array(count),
    baselinePassed: new Int8Array(count),
    currentPassed: new Int8Array(count),
    changes: new Int8Array(count),
  };
  // Written as a loop: it goes over all items of a dataset, and filling typed arrays by callbacks takes five times as long.
  for (let place = 0; place < count; place += 1) {
    const left = before[place] ?? -1;
    const right = now[place] ?? -1;
    const baselineScore = baseline.scores[left] ?? Number.NaN;
    const currentScore = current.scores[right] ?? Number.NaN;
    compared.baseline[place] = baselineScore;
    compared.current[place] = currentScore;
    compared.deltas[place] = Math.round(currentScore * 1e9) - Math.round(baselineScore * 1e9);
    compared.baselinePassed[place] = baseline.passed[left] ?? -1;
    compared.currentPassed[place] = current.passed[right] ?? -1;
    compared.changes[place] = changeOf(baseline.states[left], current.states[right]);
  }
  return compared;
}

/** The item that is left out at a place among those that are; null beyond the last. */
export function exclusionAt({ excluded }: PairedItems, place: number): Exclusion | null {
  const row = excluded.rows[place];
  const reason = exclusionReasons[excluded.reasons[place] ?? -1];
  const side = regressionSides[excluded.sides[place] ?? -1];
  const formerRow = excluded.formerRows[place] ?? -1;
  if (row === undefined || !reason || !side) return null;
  return { row, reason, side, formerRow: formerRow === -1 ? null : formerRow };
}

/** How many bytes the pairs take. */
export function bytesOfPairs({ excluded, ...arrays }: PairedItems): number {
  return [...Object.values(arrays), ...Object.values(excluded)].reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function isMissing({ states }: ItemVector, item: number): boolean {
  return (states[item] ?? itemState.missing) === itemState.missing;
}

function isUnscored({ scores }: ItemVector, item: number): boolean {
  return Number.isNaN(scores[item] ?? Number.NaN);
}

function sideWhere(baseline: boolean, current: boolean): RegressionSide | null {
  if (baseline) return current ? 'BOTH' : 'BASELINE';
  return current ? 'CURRENT' : null;
}

function changeOf(before: number | undefined, now: number | undefined): number {
  const failedBefore = before === itemState.errored;
  const failsNow = now === itemState.errored;
  if (failedBefore === failsNow) return -1;
  return itemChanges.indexOf(failsNow ? 'NEWLY_FAILING' : 'NEWLY_WORKING');
}

/** More items than this a sort key has no room for; then they are sorted the slower way. */
const mostItems = 2 ** 22;

/** The places of the deltas, the largest |delta| first, ties in their order. */
function byMagnitude(deltas: Int32Array): Int32Array {
  const sizeOf = (place: number) => Math.abs(deltas[place] ?? 0);
  if (deltas.length > mostItems) return Int32Array.from(deltas.keys()).sort((a, b) => sizeOf(b) - sizeOf(a) || a - b);
  // One number a place, |delta| in its upper 30 bits and the place in its lower 22: numbers sort ten times as fast as by comparison.
  const keys = new Float64Array(deltas.length);
  for (let place = 0; place < deltas.length; place += 1) keys[place] = (1e9 - sizeOf(place)) * mostItems + place;
  keys.sort();
  const order = new Int32Array(deltas.length);
  for (let place = 0; place < order.length; place += 1) order[place] = (keys[place] ?? 0) % mostItems;
  return order;
}
