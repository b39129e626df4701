interface Group<Entry> {
  /** Whether its entries are folded away. */
  fold: boolean;
  entries: Entry[];
}

/** Neighbours that are to be folded, and those that are not, in groups. */
export function folded<Entry>(entries: readonly Entry[], folds: (entry: Entry) => boolean): Group<Entry>[] {
  const groups: Group<Entry>[] = [];
  for (const entry of entries) {
    const fold = folds(entry);
    const last = groups.at(-1);
    if (last?.fold === fold) last.entries.push(entry);
    else groups.push({ fold, entries: [entry] });
  }
  return groups;
}
