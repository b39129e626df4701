import { fewestItems } from './bootstrap.js';
import type { Moments } from './moments.js';
import { smallestPValue } from './permutation.js';

/** How two independent samples differ, said so that it may be read at every look: in the unit of the values. */
export interface AlwaysValid {
  /** The other mean less the reference. */
  difference: number;
  /** With 95 % confidence, the intervals of all looks hold the true difference, not only that of one look. */
  low: number;
  high: number;
  /** Two-sided, of no difference: in 5 % of experiments without one it is below 0.05 at any look, however many there are. */
  pValue: number;
}

const level = 0.05;
const reach = 2 * Math.log(1 / level);

/**
 * At so many units the interval is tightest against that of a sample whose size was fixed in advance: 1.55 times as wide. From 200
 * units to a million it is at most twice as wide. Tuned for 1,000, where the sides scatter unlike, too many p-values were too small.
 */
const tightestAt = 2000;

/** The variance of the mixture, by unit, in squared standard deviations: ρ² of Waudby-Smith et al., for `tightestAt`. */
const mixture = (reach + Math.log(reach + 1)) / tightestAt;

/** Values that scatter by less than this part of their mean are one value, and the rest is what adding up doubles loses. */
const lostInSums = 1e-9;

/**
 * Compares the means of two independent samples that grow while they are watched, by an asymptotic confidence sequence: a normal mixture
 * over the differences there may be. The interval leaves out 0 where the p-value is below 0.05. Sides exchanged, it is the same with
 * the other sign. Expects values below 1e150. Null with fewer than `fewestItems` units on a side, and where all values are one: what did
 * not scatter yet does not tell by how much it may. With fewer than some 50 units in all no difference is found: by then means are
 * near enough to normal, of rare and of skewed values too.
 *
 * Time is counted in the units that would tell as much were they shared evenly, 4 · a · b / (a + b): then it also holds where the
 * shares change while the samples grow (Jennison and Turnbull, "Group Sequential Methods", 2000, section 3.1).
 *
 * Robbins, "Statistical Methods Related to the Law of the Iterated Logarithm", Annals of Mathematical Statistics 41 (1970); Howard, Ramdas,
 * McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of Statistics 49 (2021);
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences", Annals of
 * Statistics 52 (2024).
 */
export function alwaysValid(reference: Moments, other: Moments): AlwaysValid | null {
  if (Math.min(reference.units, other.units) < fewestItems) return null;
  const standardError = standardErrorOf(reference, other);
  if (standardError === null) return null;

  const difference = other.mean - reference.mean;
  const time = mixture * evenUnits(reference.units, other.units);
  const halfWidth = standardError * Math.sqrt(((1 + time) / time) * (reach + Math.log1p(time)));
  const squared = (difference / standardError) ** 2;
  const evidence = ((squared * time) / (1 + time) - Math.log1p(time)) / 2;
  return {
    difference,
    low: difference - halfWidth,
    high: difference + halfWidth,
    pValue: Math.min(1, Math.max(smallestPValue, Math.exp(-evidence))),
  };
}

function evenUnits(a: number, b: number): number {
  return (4 * a * b) / (a + b);
}

/**
 * The larger of two estimates, each of which is too small where the other is right. From the scatter of all values around their common
 * mean: so that a rare value that the smaller side hasn't shown yet counts for both, and two sides of one value each aren't infinitely
 * far apart. From each side's own scatter: so that a small side that scatters more isn't taken for one that scatters as the large one.
 * Null where the values are all one.
 */
function standardErrorOf(a: Moments, b: Moments): number | null {
  const shareA = a.units / (a.units + b.units);
  const shareB = b.units / (a.units + b.units);
  const between = shareA * shareB * (b.mean - a.mean) ** 2;
  const variance = shareA * a.variance + shareB * b.variance + between;
  if (Math.sqrt(variance) <= lostInSums * Math.max(Math.abs(a.mean), Math.abs(b.mean))) return null;
  const common = variance * (1 / a.units + 1 / b.units);
  const own = a.variance / (a.units - 1) + b.variance / (b.units - 1);
  return Math.sqrt(Math.max(common, own)) || null;
}
