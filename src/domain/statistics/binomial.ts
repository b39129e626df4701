import type { Random } from './random.js';

/** Up to this expected number, counting up from 0 takes fewer steps than rejection. */
const fewExpected = 10;

/** How many of `trials` succeed, each with `probability`. Time does not grow with `trials`. */
export function drawBinomial(trials: number, probability: number, random: Random): number {
  if (trials === 0 || probability <= 0) return 0;
  if (probability >= 1) return trials;
  if (probability > 0.5) return trials - drawBinomial(trials, 1 - probability, random);
  return trials * probability < fewExpected
    ? drawByInversion(trials, probability, random)
    : drawByRejection(trials, probability, random);
}

function drawByInversion(trials: number, probability: number, random: Random): number {
  const odds = probability / (1 - probability);
  let weight = (1 - probability) ** trials;
  let rest = random();
  let successes = 0;
  while (rest >= weight && successes < trials) {
    rest -= weight;
    successes += 1;
    weight *= (odds * (trials - successes + 1)) / successes;
  }
  return successes;
}

/** Algorithm BTRS of Hörmann, "The Generation of Binomial Random Variates", J. Stat. Comput. Simul. 46 (1993), in its names. */
function drawByRejection(n: number, p: number, random: Random): number {
  const spq = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spq;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || k > n) continue;
    const alpha = (2.83 + 5.1 / b) * spq;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logOfModeRatio(n, p, k)) return k;
  }
}

/** The logarithm of how probable `k` is against the most probable number. */
function logOfModeRatio(n: number, p: number, k: number): number {
  const m = Math.floor((n + 1) * p);
  const r = p / (1 - p);
  return (
    (m + 0.5) * Math.log((m + 1) / (r * (n - m + 1))) +
    (n + 1) * Math.log((n - m + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((r * (n - k + 1)) / (k + 1)) +
    stirlingRest(m) +
    stirlingRest(n - m) -
    stirlingRest(k) -
    stirlingRest(n - k)
  );
}

const smallStirlingRests = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211, 0.0138761288230707,
  0.0118967099458917, 0.010411265261972, 0.0092554621827127, 0.0083305634333628,
];

/** log k! less Stirling's formula in k + 1. */
function stirlingRest(k: number): number {
  const small = smallStirlingRests[k];
  if (small !== undefined) return small;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
