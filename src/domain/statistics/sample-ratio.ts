import { logGamma } from './log-gamma.js';
import { smallestPValue } from './permutation.js';

/** Units that were shared among the variants by one set of weights, such as those of a period. By variant, in one order throughout. */
export interface Stratum {
  counts: readonly number[];
  /** Relative; with 0, no unit may come. */
  weights: readonly number[];
}

/** Whether variants have as many units as they should. */
export interface SampleRatio {
  /** By variant, which part of all units the weights call for: 0 to 1. */
  expectedShares: number[];
  /** Of units that were shared as configured: below 0.01 at any look in at most 1 % of the experiments that are, however many looks. */
  pValue: number;
  /** What is measured is then not to be trusted before the reason is found. */
  mismatch: boolean;
}

/** As usual for this test, stricter than for differences: a mismatch puts in doubt all else that is said. */
const mismatchBelow = 0.01;

/**
 * The prior's weight in units: about so many of them outweigh it. With 50, shares of 70 % where 50 % are due show after some 100 units,
 * and 51 % after some 40,000; a prior of 10,000 would take some 800 and 35,000.
 */
const concentration = 50;

/**
 * Tests whether units were shared as configured, so that it can be read at every look: the Bayes factor of any shares, by a Dirichlet prior
 * around the configured ones, against exactly those. Those of several strata multiply. Strata without a positive weight or
 * without units say nothing; null where there are no others. Throws where counts and weights are not of one length.
 *
 * Lindon and Malek, "Anytime-Valid Inference For Multinomial Count Data", NeurIPS 2022.
 */
export function sampleRatio(strata: readonly Stratum[]): SampleRatio | null {
  const configured = strata
    .map(({ counts, weights }) => ({ counts, units: sumOf(counts), shares: sharesOf(weights, counts.length) }))
    .filter(({ units, shares }) => units > 0 && shares.length > 0);
  const units = sumOf(configured.map((stratum) => stratum.units));
  if (units === 0) return null;

  const evidence = sumOf(configured.map(({ counts, shares }) => logBayesFactor(counts, shares)));
  const pValue = Math.min(1, Math.max(smallestPValue, Math.exp(-evidence)));
  const variants = configured.reduce((most, { shares }) => Math.max(most, shares.length), 0);
  const expectedShares = Array.from({ length: variants }, (_, variant) =>
    sumOf(configured.map((stratum) => (stratum.units / units) * (stratum.shares[variant] ?? 0))),
  );
  return { expectedShares, pValue, mismatch: pValue < mismatchBelow };
}

/** Weights as parts of 1; empty where none is positive. */
function sharesOf(weights: readonly number[], variants: number): number[] {
  if (weights.length !== variants) throw new Error(`${variants} counts came with ${weights.length} weights.`);
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (largest === 0) return [];
  // The sum of weights may be more than a number can be.
  const relative = weights.map((weight) => weight / largest);
  const total = sumOf(relative);
  return relative.map((weight) => weight / total);
}

/** The logarithm of how much better the counts are explained by other shares; infinite where a share of 0 has units. */
function logBayesFactor(counts: readonly number[], shares: readonly number[]): number {
  const byVariant = shares.map((share, variant) => {
    const count = counts[variant] ?? 0;
    if (count === 0) return 0;
    if (share === 0) return Number.POSITIVE_INFINITY;
    return logGamma(concentration * share + count) - logGamma(concentration * share) - count * Math.log(share);
  });
  return logGamma(concentration) - logGamma(concentration + sumOf(counts)) + sumOf(byVariant);
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
