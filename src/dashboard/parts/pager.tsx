import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.js';

export interface Pages {
  /** The cursor that the page begins after; null for the first page. */
  after: string | null;
  /** 1 for the first. */
  number: number;
  next(endCursor: string): void;
  previous(): void;
}

/** Which page of a list is shown: the cursors that led there. */
export function usePages(): Pages {
  const [cursors, setCursors] = useState<string[]>([]);
  return {
    after: cursors.at(-1) ?? null,
    number: cursors.length + 1,
    next: (endCursor) => setCursors([...cursors, endCursor]),
    previous: () => setCursors(cursors.slice(0, -1)),
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
