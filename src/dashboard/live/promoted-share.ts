/**
 * Which part of the units that come, 0 to 1, a variant would get by a new weight, the others’ as they are; null where no weights choose,
 * and where none would be positive.
 */
export function promotedShare(
  variants: readonly { name: string; weight: number | null }[],
  promoted: string,
  weight: number,
): number | null {
  let sum = weight;
  for (const variant of variants) {
    if (variant.weight === null) return null;
    if (variant.name !== promoted) sum += variant.weight;
  }
  return sum > 0 ? weight / sum : null;
}
