/** How often each name is in a list. */
export function counted(names: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** Pearson's chi-square of two choices made for the same keys: how far from independent they are. */
export function chiSquare(one: readonly string[], other: readonly string[]): number {
  const pairs = counted(one.map((name, place) => `${name}/${other[place]}`));
  const ones = counted(one);
  const others = counted(other);
  let sum = 0;
  for (const [name, count] of Object.entries(ones)) {
    for (const [otherName, otherCount] of Object.entries(others)) {
      const expected = (count * otherCount) / one.length;
      sum += ((pairs[`${name}/${otherName}`] ?? 0) - expected) ** 2 / expected;
    }
  }
  return sum;
}
