import type { ReactNode } from 'react';
import { classes } from '../parts/classes.js';
import { Mark } from './marks.js';
import { type Prize, prizes } from './winners.js';

interface FigureProps {
  /** What it has won; nothing where it is null. */
  prize: Prize | null;
  label?: string;
  children: ReactNode;
}

/** A number of the matrix. What has won stands out, by a star and a word as well. */
export function Figure({ prize, label, children }: FigureProps) {
  return (
    <span className={classes('truncate text-right', prize ? 'font-semibold text-good' : 'text-ink')}>
      {prize ? <Mark shape="winner" says={prizes[prize]} /> : null}
      {label ? <span className="text-xs font-normal text-muted"> {label}</span> : null} {children}
    </span>
  );
}
