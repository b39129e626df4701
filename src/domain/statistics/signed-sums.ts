/** With which probability a sum of magnitudes of random signs is which. */
export interface SumDistribution {
  /** Ascending and distinct. */
  sums: Float64Array;
  probabilities: Float64Array;
}

/** Some 50 ms. */
const mostSteps = 20_000_000;
const mostSums = 2 ** 17;

/** Sums at either end that are less probable are dropped: nothing that small is told apart. */
const negligible = 1e-40;

/**
 * The distribution of a sum to which each magnitude goes with a plus or a minus, at even odds; null where it would take too long. Exact
 * but for what is negligible. Expects integers, so that equal sums are found to be equal: scores on a grid have few of them, so the
 * steps don't double with each item as those of an enumeration do.
 */
export function distributionOfSignedSum(magnitudes: Float64Array): SumDistribution | null {
  let current: SumDistribution = { sums: Float64Array.of(0), probabilities: Float64Array.of(1) };
  let spare = emptyDistribution();
  let other = emptyDistribution();
  let steps = 0;
  for (const magnitude of magnitudes) {
    steps += 2 * current.sums.length;
    if (steps > mostSteps || 2 * current.sums.length > mostSums) return null;
    current = withMagnitude(current, magnitude, spare);
    [spare, other] = [other, spare];
  }
  return current;
}

function emptyDistribution(): SumDistribution {
  return { sums: new Float64Array(mostSums), probabilities: new Float64Array(mostSums) };
}

/** Merges the sums less a magnitude with those plus it, both ascending, into `target`. */
function withMagnitude({ sums, probabilities }: SumDistribution, magnitude: number, target: SumDistribution): SumDistribution {
  let minus = 0;
  let plus = 0;
  let size = 0;
  while (plus < sums.length) {
    const lower = minus < sums.length ? (sums[minus] ?? 0) - magnitude : Number.POSITIVE_INFINITY;
    const higher = (sums[plus] ?? 0) + magnitude;
    let probability = 0;
    if (lower <= higher) probability += (probabilities[minus++] ?? 0) / 2;
    if (higher <= lower) probability += (probabilities[plus++] ?? 0) / 2;
    if (size === 0 && probability < negligible) continue;
    target.sums[size] = Math.min(lower, higher);
    target.probabilities[size] = probability;
    size += 1;
  }
  while (size > 0 && (target.probabilities[size - 1] ?? 0) < negligible) size -= 1;
  return { sums: target.sums.subarray(0, size), probabilities: target.probabilities.subarray(0, size) };
}
