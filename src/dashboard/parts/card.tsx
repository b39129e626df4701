import { type ReactNode, useId } from 'react';
import { classes } from './classes.js';

interface CardProps {
  title?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A part of a page with a heading of its own. */
export function Card({ title, actions, children, className }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={classes('min-w-0 rounded-lg border border-line bg-surface p-4', className)}
    >
      {title || actions ? (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
          <h2 id={id} className="text-base font-semibold">
            {title}
          </h2>
          <div className="flex flex-wrap gap-2">{actions}</div>
        </div>
      ) : null}
      {children}
    </section>
  );
}
