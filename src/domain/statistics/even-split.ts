/**
 * The exact two-sided p-value of a split, `fewer` of `changes` one way and the rest the other, were each as likely to go either way:
 * the binomial distribution at even odds. Counts are weighed against the middle one, so that nothing overflows whatever their size; the
 * time grows with the square root of it.
 */
export function evenSplitPValue(changes: number, fewer: number): number {
  const middle = Math.floor(changes / 2);
  if (fewer === middle) return 1;
  let weight = 1;
  let half = changes % 2 === 0 ? 0.5 : 1;
  let tail = 0;
  for (let count = middle - 1; count >= 0 && weight > 0; count -= 1) {
    weight *= (count + 1) / (changes - count);
    half += weight;
    if (count <= fewer) tail += weight;
  }
  return Math.max(tail / half, Number.MIN_VALUE);
}
