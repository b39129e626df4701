/**
 * P-values adjusted for there being several, each in its place: one below 0.05 holds with at most 5 % for any false finding among all.
 * Those that are null stay null and count for nothing.
 *
 * Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6 (1979).
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const family = pValues.flatMap((pValue, place) => (pValue === null ? [] : [{ pValue, place }]));
  const adjusted = pValues.map((): number | null => null);
  let least = 0;
  for (const [rank, { pValue, place }] of family.sort((a, b) => a.pValue - b.pValue).entries()) {
    least = Math.max(least, Math.min(1, (family.length - rank) * pValue));
    adjusted[place] = least;
  }
  return adjusted;
}
