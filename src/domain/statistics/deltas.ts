/** Scores and deltas are integers of this unit in here, so that their sums are exact: scores have 9 decimals. */
export const unitsPerScore = 1e9;

/**
 * What each item gained from left to right, in units, ascending: nothing that is computed depends on the order of the items.
 * Throws where the sides are not of one length.
 */
export function sortedDeltas(left: Float64Array, right: Float64Array): Float64Array {
  if (left.length !== right.length) throw new Error(`Paired scores are of ${left.length} and ${right.length} items.`);
  return right.map((score, place) => inUnits(score) - inUnits(left[place] ?? Number.NaN)).sort();
}

function inUnits(score: number): number {
  return Math.round(score * unitsPerScore);
}

/** Halves away from 0, so that what is exchanged changes its sign alone; and 0 without a sign. */
export function wholeUnits(units: number): number {
  return Math.sign(units) * Math.round(Math.abs(units)) + 0;
}

/** The deltas with left and right exchanged. */
export function mirrored(sorted: Float64Array): Float64Array {
  return sorted.map((delta) => 0 - delta).reverse();
}

/** Which of deltas and their mirror image comes first: drawn that way round, a pair read from either side tells the same. */
export function orientationOf(sorted: Float64Array): 1 | -1 {
  const reversed = mirrored(sorted);
  const place = sorted.findIndex((delta, index) => delta !== reversed[index]);
  return place === -1 || (sorted[place] ?? 0) > (reversed[place] ?? 0) ? 1 : -1;
}

export function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
