import type { ReactNode } from 'react';
import { classes } from './classes.js';

interface TableProps {
  /** What the table lists, for those who hear it. */
  label: string;
  children: ReactNode;
}

/** A table that scrolls sideways in its own frame where the screen is narrow. */
export function Table({ label, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reached by keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="relative overflow-x-auto">
      <table className="w-full border-collapse text-sm">{children}</table>
    </section>
  );
}

interface CellProps {
  children?: ReactNode;
  /** Figures stand at the right, so that their digits are below each other. */
  figure?: boolean;
  className?: string;
}

export function HeadCell({ children, figure, className }: CellProps) {
  return (
    <th
      scope="col"
      className={classes('border-b border-line px-2 py-2 font-medium text-muted', figure ? 'text-right' : 'text-left', className)}
    >
      {children}
    </th>
  );
}

export function Cell({ children, figure, className }: CellProps) {
  return (
    <td className={classes('border-b border-line px-2 py-2 align-middle', figure && 'text-right whitespace-nowrap', className)}>
      {children}
    </td>
  );
}
