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
  /** The cursor that the first page begins after, so that it stays as it is when the list grows before it; null for none. */
  from: string | null;
  /** Makes the first page one that begins after a cursor. Null: the one that the list begins with. */
  begin(from: string | null): void;
}

/** Which page of a list is shown: the cursors that led there. */
export function usePages(): Pages {
  const [{ from, cursors }, set] = useState<{ from: string | null; cursors: string[] }>({ from: null, cursors: [] });
  return {
    after: cursors.at(-1) ?? from,
    number: cursors.length + 1,
    next: (endCursor) => set({ from, cursors: [...cursors, endCursor] }),
    previous: () => set({ from, cursors: cursors.slice(0, -1) }),
    from,
    begin: useCallback((cursor) => set({ from: cursor, cursors: [] }), []),
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
