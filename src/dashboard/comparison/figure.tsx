import { classes } from '../parts/classes.js';
import { Mark } from './marks.js';
import { type Prize, prizes } from './winners.js';

interface FigureProps {
  /** What it has won; nothing where it is null. */
  prize: Prize | null;
  label?: string;
  /** Whether the label is for those alone who hear it, where the screen is narrow. */
  labelOnWide?: boolean;
  children: string;
}

/** A number of the matrix. What has won stands out, by a star and a word as well. */
export function Figure({ prize, label, labelOnWide = false, children }: FigureProps) {
  return (
    // Another figure is another element: the same one, right-aligned, would count as moved when its text gets wider.
    <span key={`${prize} ${children}`} className={classes('truncate text-right', prize ? 'font-semibold text-good' : 'text-ink')}>
      {prize ? <Mark shape="winner" says={prizes[prize]} /> : null}
      {label ? (
        <span className={classes('text-xs font-normal text-muted', labelOnWide && 'max-md:sr-only')}> {label}</span>
      ) : null}{' '}
      {children}
    </span>
  );
}
