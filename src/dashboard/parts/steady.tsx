import type { ReactNode } from 'react';
import { classes } from './classes.js';

interface SteadyProps {
  /** The widest text that may come to stand there. */
  widest: string;
  /** Whether it may take several lines, and then as many as the widest. */
  wraps?: boolean;
  className?: string;
  children: ReactNode;
}

/** A text in the room of the widest that may come: nothing beside or below it moves when it changes. */
export function Steady({ widest, wraps = false, className, children }: SteadyProps) {
  return (
    // What a hidden pseudo-element says is neither found nor read aloud.
    <span
      data-widest={widest}
      className={classes(
        'inline-grid *:[grid-area:1/1] before:invisible before:[grid-area:1/1] before:content-[attr(data-widest)]',
        wraps ? null : 'whitespace-nowrap',
        className,
      )}
    >
      <span>{children}</span>
    </span>
  );
}
