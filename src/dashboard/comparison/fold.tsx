import { type ReactNode, useState } from 'react';
import { usePart } from './use-part.js';

interface FoldProps<Entry> {
  label: string;
  /** Whether it is unfolded from the beginning. */
  open: boolean;
  entries: readonly Entry[];
  /** What the entries are, such as `lines`. */
  nouns: string;
  children: (entry: Entry) => ReactNode;
}

/** What is the same on both sides, folded away, and drawn once it is unfolded. */
export function Fold<Entry>({ label, open, entries, nouns, children }: FoldProps<Entry>) {
  const [drawn, setDrawn] = useState(open);
  const { part, more } = usePart(entries, { atFirst: 200, nouns });
  return (
    <details
      open={open}
      className="border-b border-line bg-sunken last:border-0"
      onToggle={({ currentTarget }) => currentTarget.open && setDrawn(true)}
    >
      <summary className="min-h-6 px-2 py-1 text-xs text-muted">{label}</summary>
      {drawn ? part.map(children) : null}
      {drawn ? more : null}
    </details>
  );
}

interface Group<Entry> {
  /** Whether its entries are folded away. */
  fold: boolean;
  entries: Entry[];
}

/** Neighbours that are to be folded in one group, all others each in its own. */
export function folded<Entry>(entries: readonly Entry[], folds: (entry: Entry) => boolean): Group<Entry>[] {
  const groups: Group<Entry>[] = [];
  for (const entry of entries) {
    const fold = folds(entry);
    const last = groups.at(-1);
    if (fold && last?.fold) last.entries.push(entry);
    else groups.push({ fold, entries: [entry] });
  }
  return groups;
}
