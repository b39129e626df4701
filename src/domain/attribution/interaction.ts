import { sumOf, unitsPerScore, wholeUnits } from '../statistics/deltas.js';
import { type Estimate, meanEstimate } from './estimate.js';

/** The scores of the same rows in the four runs that an interaction is told by, 0 to 1 by 9 decimals; NaN where a run has none. */
export interface InteractionScores {
  /** Neither change. */
  root: Float64Array;
  /** The one change alone, and the other alone. */
  one: Float64Array;
  other: Float64Array;
  /** Both. */
  together: Float64Array;
}

/** By how much two changes together differ from what they do apart, over the rows that have a score in all four runs. */
export interface InteractionFigures {
  /** What the changes apart add to the mean score when taken together, and what they add to it together. */
  expected: number;
  actual: number;
  /** `actual - expected`. */
  difference: Estimate;
  /** Whether the interval of the difference holds 0; null where there is no interval. */
  addsUp: boolean | null;
}

/** The interaction of two changes; null where no row has a score in all four runs. */
export function interactionOf({ root, one, other, together }: InteractionScores, seed: string): InteractionFigures | null {
  const expected = new Float64Array(root.length);
  const actual = new Float64Array(root.length);
  let rows = 0;
  for (let row = 0; row < root.length; row += 1) {
    const before = inUnits(root[row]);
    const apart = inUnits(one[row]) - before + (inUnits(other[row]) - before);
    const both = inUnits(together[row]) - before;
    if (Number.isNaN(apart) || Number.isNaN(both)) continue;
    expected[rows] = apart;
    actual[rows] = both;
    rows += 1;
  }
  const beyond = expected.subarray(0, rows).map((apart, row) => (actual[row] ?? Number.NaN) - apart);
  const difference = meanEstimate(beyond.sort(), unitsPerScore, seed);
  if (!difference) return null;
  const { confidenceLow: low, confidenceHigh: high } = difference;
  return {
    expected: meanScore(expected.subarray(0, rows)),
    actual: meanScore(actual.subarray(0, rows)),
    difference,
    addsUp: low === null || high === null ? null : low <= 0 && high >= 0,
  };
}

function inUnits(score = Number.NaN): number {
  return Math.round(score * unitsPerScore);
}

function meanScore(units: Float64Array): number {
  return wholeUnits(sumOf(units) / units.length) / unitsPerScore;
}
