import type { ReactNode } from 'react';
import { classes } from '../parts/classes.js';

interface SteadyProps {
  /** The widest text that may come to stand there. */
  widest: string;
  className?: string;
  children: ReactNode;
}

/** A text in the room of the widest that may come: nothing beside it moves when it changes. */
export function Steady({ widest, className, children }: SteadyProps) {
  return (
    <span
      data-widest={widest}
      className={classes(
        'inline-grid whitespace-nowrap before:invisible before:h-0 before:overflow-hidden before:content-[attr(data-widest)]',
        className,
      )}
    >
      {children}
    </span>
  );
}
