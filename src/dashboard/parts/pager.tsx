import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from './button.js';

export interface Pages {
  /** The cursor that the page begins after; null for the first page. */
  after: string | null;
  /** 1 for the first. */
  number: number;
  next(endCursor: string): void;
  previous(): void;
  /** Whether the first page begins after newer entries, so that it stays as it is. */
  isHeld: boolean;
  /** Has the first page, where that is shown and is not held yet, begin after a cursor: that of the oldest newer entry. */
  hold(cursor: string): void;
  /** Goes to where the list begins at present. */
  toNewest(): void;
  /** How often that was asked for. */
  newestAsked: number;
}

interface Shown {
  /** The cursor that the first page begins after; null: the list’s own. */
  from: string | null;
  cursors: string[];
  newestAsked: number;
}

/** Which page of a list is shown: the cursors that led there. */
export function usePages(): Pages {
  const [{ from, cursors, newestAsked }, set] = useState<Shown>({ from: null, cursors: [], newestAsked: 0 });
  return {
    after: cursors.at(-1) ?? from,
    number: cursors.length + 1,
    next: (endCursor) => set({ from, cursors: [...cursors, endCursor], newestAsked }),
    previous: () => set({ from, cursors: cursors.slice(0, -1), newestAsked }),
    isHeld: from !== null,
    hold: useCallback(
      (cursor) => set((now) => (now.from !== null || now.cursors.length > 0 ? now : { ...now, from: cursor })),
      [],
    ),
    toNewest: useCallback(() => set((now) => ({ from: null, cursors: [], newestAsked: now.newestAsked + 1 })), []),
    newestAsked,
  };
}

interface PagerProps {
  pages: Pages;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

/** Turns the pages of a list; nothing where there is one alone. */
export function Pager({ pages, pageInfo: { hasNextPage, endCursor } }: PagerProps) {
  if (pages.number === 1 && !hasNextPage) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-end gap-2 text-sm">
      <Button disabled={pages.number === 1} onClick={pages.previous} icon={<ChevronLeft aria-hidden size={16} />}>
        Previous
      </Button>
      <span className="text-muted">Page {pages.number}</span>
      <Button disabled={!hasNextPage || endCursor === null} onClick={() => endCursor !== null && pages.next(endCursor)}>
        Next
        <ChevronRight aria-hidden size={16} />
      </Button>
    </nav>
  );
}
