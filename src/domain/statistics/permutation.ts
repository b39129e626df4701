import { drawBinomial } from './binomial.js';
import { sumOf } from './deltas.js';
import { evenSplitPValue } from './even-split.js';
import { type Group, groupsOf } from './groups.js';
import { drawNormal, type Random } from './random.js';
import { distributionOfSignedSum } from './signed-sums.js';

const permutations = 10_000;

/** Smaller p-values are given as this one. */
export const smallestPValue = 1e-30;

/**
 * The two-sided p-value of a mean delta of 0: how probable a sum at least this far from 0 is, were the sign of each delta left to
 * chance. Expects integers, whose sum is then exact. Exact where that takes few steps; else from 10,000 draws, and never below
 * 1 / 10,001 then.
 *
 * Fisher, "The Design of Experiments", 1935, §21. That a p-value which is drawn is (b + 1) / (m + 1): Phipson and Smyth,
 * "Permutation P-values Should Never Be Zero", Stat. Appl. Genet. Mol. Biol. 9 (2010).
 */
export function permutationPValue(deltas: Float64Array, random: Random): number {
  const magnitudes = deltas
    .filter((delta) => delta !== 0)
    .map(Math.abs)
    .sort();
  const observed = Math.abs(sumOf(deltas));
  if (observed === 0) return 1;
  if (magnitudes[0] === magnitudes.at(-1)) return evenSplitPValue(magnitudes.length, fewerOfOneSign(deltas));
  return exactPValue(magnitudes, observed) ?? drawnPValue(magnitudes, observed, random);
}

function fewerOfOneSign(deltas: Float64Array): number {
  const gains = deltas.filter((delta) => delta > 0).length;
  const losses = deltas.filter((delta) => delta < 0).length;
  return Math.min(gains, losses);
}

function exactPValue(magnitudes: Float64Array, observed: number): number | null {
  const distribution = distributionOfSignedSum(magnitudes);
  if (!distribution) return null;
  const pValue = distribution.probabilities.reduce(
    (sum, probability, place) => (Math.abs(distribution.sums[place] ?? 0) >= observed ? sum + probability : sum),
    0,
  );
  return Math.min(1, Math.max(smallestPValue, pValue));
}

function drawnPValue(magnitudes: Float64Array, observed: number, random: Random): number {
  const groups = groupsOf(magnitudes);
  const drawSum = () => (groups === null ? signedSumByItem(magnitudes, random) : signedSumByGroup(groups, random));
  let asFar = 0;
  for (let drawn = 0; drawn < permutations; drawn += 1) {
    if (Math.abs(drawSum()) >= observed) asFar += 1;
  }
  return (asFar + 1) / (permutations + 1);
}

function signedSumByItem(magnitudes: Float64Array, random: Random): number {
  return magnitudes.reduce((sum, magnitude) => (random() < 0.5 ? sum - magnitude : sum + magnitude), 0);
}

/**
 * The same, by drawing only how many of each group have a plus. By how much those of a group of several values differ from their mean
 * is taken as normal; the variance of the sum is exact.
 */
function signedSumByGroup(groups: Group[], random: Random): number {
  let sum = 0;
  let variance = 0;
  for (const group of groups) {
    sum += group.mean * (2 * drawBinomial(group.items, 0.5, random) - group.items);
    variance += group.items * group.variance;
  }
  return variance === 0 ? sum : sum + Math.sqrt(variance) * drawNormal(random);
}
