import type { ReactNode } from 'react';

interface ReservedProps {
  /** The longest text that may come to stand here. */
  longest: string;
  children: ReactNode;
}

/** A text that takes as much room, at any width, as the longest that may take its place: what stands beside and below it stays where it is. */
export function Reserved({ longest, children }: ReservedProps) {
  return (
    // What a pseudo-element says is neither found nor read aloud.
    <span
      data-longest={longest}
      className="grid *:[grid-area:1/1] before:invisible before:[grid-area:1/1] before:content-[attr(data-longest)]"
    >
      <span>{children}</span>
    </span>
  );
}
