import { mirrored, orientationOf, sortedDeltas, sumOf, unitsPerScore, wholeUnits } from './deltas.js';
import { type McNemar, mcnemar } from './mcnemar.js';
import { meanInterval } from './mean-interval.js';
import { passChanges } from './pass-changes.js';
import { permutationPValue } from './permutation.js';
import { itemsToDecide, standardDeviation } from './power.js';
import { seededRandom } from './random.js';
import { type Verdict, verdictOf } from './verdict.js';
import { type WilsonRate, wilsonRate } from './wilson.js';

/** Two runs over the same items, by item; all arrays are of one length. Left is the baseline, right the current run. */
export interface PairedScores {
  /** 0 to 1. With trials, an item's score is the mean over them: trials of one item are not independent. */
  left: Float64Array;
  right: Float64Array;
  /** 1 passed, 0 failed, -1 not judged. */
  leftPassed: Int8Array;
  rightPassed: Int8Array;
}

/** Whether right is better than left, and how sure that is. */
export interface PairedStatistics {
  /** How many were compared. */
  items: number;
  /** Right less left; null without items. */
  meanDelta: number | null;
  /** The 95 % interval of the mean delta; null with fewer than 6 items. */
  confidenceLow: number | null;
  confidenceHigh: number | null;
  /** Two-sided, of a mean delta of 0; null without items. */
  pValue: number | null;
  verdict: Verdict;
  /** About how many more items would show the difference seen; null unless INCONCLUSIVE, and where no number can be said. */
  itemsNeeded: number | null;
  /** Over the items judged on both sides, as the pass rates are; null where there are none. */
  mcnemar: McNemar | null;
  passRates: { left: WilsonRate; right: WilsonRate } | null;
}

/** What does not depend on the threshold: all that takes time. */
export interface PairedFigures extends Omit<PairedStatistics, 'verdict' | 'itemsNeeded'> {
  /** The mean delta and the standard deviation of the deltas, not rounded, in one unit; null without enough items. */
  spread: { mean: number; sd: number } | null;
}

/**
 * Compares two runs item by item. The same scores and seed always give the same figures, in whichever order the items come; with left
 * and right exchanged, they are the same with the other sign.
 */
export function pairedStatistics(
  scores: PairedScores,
  { threshold, seed }: { threshold: number; seed: string },
): PairedStatistics {
  return judged(pairedFigures(scores, seed), threshold);
}

/** {@link pairedStatistics} but for the verdict. */
export function pairedFigures(scores: PairedScores, seed: string): PairedFigures {
  return { ...deltaFigures(sortedDeltas(scores.left, scores.right), seed), ...passStatistics(scores) };
}

/** The verdict on figures by a threshold, and how many more items it would take. */
export function judged({ spread, ...figures }: PairedFigures, threshold: number): PairedStatistics {
  const { confidenceLow: low, confidenceHigh: high } = figures;
  const verdict = verdictOf(low === null || high === null ? null : { low, high }, threshold);
  return {
    ...figures,
    verdict,
    itemsNeeded: verdict === 'INCONCLUSIVE' && spread ? itemsToDecide(spread.mean, spread.sd, figures.items) : null,
  };
}

function deltaFigures(deltas: Float64Array, seed: string): Omit<PairedFigures, 'mcnemar' | 'passRates'> {
  const items = deltas.length;
  const orientation = orientationOf(deltas);
  const oriented = orientation === 1 ? deltas : mirrored(deltas);
  const mean = items === 0 ? null : sumOf(oriented) / items;
  const sd = standardDeviation(oriented);
  const interval = meanInterval(deltas, seed);
  return {
    items,
    meanDelta: mean === null ? null : inScore(orientation * mean),
    confidenceLow: interval && inScore(interval.low),
    confidenceHigh: interval && inScore(interval.high),
    pValue: items === 0 ? null : permutationPValue(oriented, seededRandom(`${seed} permutation`)),
    spread: mean === null || sd === null ? null : { mean, sd },
  };
}

function inScore(units: number): number {
  return wholeUnits(units) / unitsPerScore;
}

function passStatistics({ leftPassed, rightPassed }: PairedScores): Pick<PairedStatistics, 'mcnemar' | 'passRates'> {
  const counts = passChanges(leftPassed, rightPassed);
  const left = wilsonRate(counts.left, counts.judged);
  const right = wilsonRate(counts.right, counts.judged);
  return left && right
    ? { mcnemar: mcnemar(counts.improved, counts.regressed), passRates: { left, right } }
    : { mcnemar: null, passRates: null };
}
