/** The values by what they have in common, each group in the order of the values. (Node 20 has no `Map.groupBy`.) */
export function grouped<Value, Key = string>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
