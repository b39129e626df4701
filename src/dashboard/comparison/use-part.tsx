import { type ReactNode, useState } from 'react';
import { Button } from '../parts/button.js';
import { formatCount } from '../quantities.js';

interface PartOf<Entry> {
  /** How many entries are drawn at first. */
  atFirst: number;
  /** What is counted, such as `lines`. */
  nouns: string;
  /** How many of those an entry stands for; one by default. */
  size?: (entry: Entry) => number;
}

/**
 * The first of many entries: to draw all of them may take seconds.
 *
 * @returns `more`, which says how many of how many those are, and draws as many again; null where they are all.
 */
export function usePart<Entry>(entries: readonly Entry[], { atFirst, nouns, size = () => 1 }: PartOf<Entry>) {
  const [count, setCount] = useState(atFirst);
  const part = entries.slice(0, count);
  const sizeOf = (some: readonly Entry[]) => formatCount(some.reduce((sum, entry) => sum + size(entry), 0));
  const more: ReactNode =
    part.length === entries.length ? null : (
      <p role="status" className="flex flex-wrap items-center gap-x-2 px-2 py-1 text-sm text-muted">
        The first {sizeOf(part)} of {sizeOf(entries)} {nouns} are shown.
        <Button kind="quiet" onClick={() => setCount(2 * count)}>
          Show more
        </Button>
      </p>
    );
  return { part, more };
}
