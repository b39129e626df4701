import { ArrowUp } from 'lucide-react';
import { Button } from './button.js';

interface NewerProps {
  /** What the list is of, such as `runs`. */
  nouns: string;
  /** Whether there are newer ones than it shows. */
  there: boolean;
  onShow: () => void;
}

/**
 * Says that a list has newer entries than it shows, and shows them when they are asked for: what is being read stays where it is.
 * It floats above the list, so that its coming moves nothing either.
 */
export function Newer({ nouns, there, onShow }: NewerProps) {
  return (
    <div role="status" className="sticky top-2 z-10 flex h-0 justify-center">
      {there ? (
        <Button icon={<ArrowUp aria-hidden size={16} />} className="-translate-y-1/2 shadow-md" onClick={onShow}>
          Show newer {nouns}
        </Button>
      ) : null}
    </div>
  );
}
