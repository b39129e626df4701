import { ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from './button.js';
import type { Pages } from './pager.js';

interface NewerProps {
  /** What the list is of, such as `runs`. */
  nouns: string;
  pages: Pages;
  /** Whether the page that is shown has no entry. */
  isEmpty: boolean;
}

/**
 * Says that a list has newer entries than it shows, and shows them when they are asked for: what is being read stays where it is.
 * It stands before the list and floats above it, so that its coming moves nothing either.
 */
export function Newer({ nouns, pages, isEmpty }: NewerProps) {
  const { isHeld, number, toNewest } = pages;
  // Of those that were held nothing is left to be read, and newer ones may be there.
  const isOver = isHeld && number === 1 && isEmpty;
  useEffect(() => {
    if (isOver) toNewest();
  }, [isOver, toNewest]);
  const place = useRef<HTMLDivElement>(null);
  const show = (): void => {
    toNewest();
    // The button goes, and with it the focus, which is to stay with the list.
    place.current?.parentElement?.querySelector<HTMLElement>('section[tabindex="0"]')?.focus({ preventScroll: true });
  };
  return (
    <div ref={place} role="status" className="sticky top-2 z-10 flex h-0 justify-center">
      {isHeld ? (
        <Button icon={<ArrowUp aria-hidden size={16} />} className="-translate-y-1/2 shadow-md" onClick={show}>
          Show newer {nouns}
        </Button>
      ) : null}
    </div>
  );
}
