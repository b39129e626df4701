import { type CSSProperties, useSyncExternalStore } from 'react';

/** How high the parts of a matrix are, in pixels. */
export interface MatrixSize {
  /** Every row is as high as the others, so that the place of any of them is known before it is read. */
  row: number;
  /** The run’s name and state. */
  title: number;
  /** A run’s figures over all items. */
  totals: number;
}

/** The line below the head, in pixels. */
const edge = 2;
/** On a wide screen figures stand in two columns, on a narrow one below each other, so that two runs are in sight. */
const sizes: Record<'wide' | 'narrow', MatrixSize> = {
  wide: { row: 52, title: 76, totals: 74 },
  narrow: { row: 84, title: 104, totals: 102 },
};

// Tailwind’s `md`, from which on the widths below are those of a wide screen, too.
const wide = matchMedia('(width >= 48rem)');

export function useMatrixSize(): MatrixSize {
  return sizes[useSyncExternalStore(onChange, () => (wide.matches ? 'wide' : 'narrow'))];
}

function onChange(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}

export function headHeightOf({ title, totals }: MatrixSize): number {
  return title + totals + edge;
}

/** How wide the column of the items is, and that of a run at least: as wide as its figures. */
export const widths = '[--items:4.5rem] [--run:7rem] md:[--items:15rem] md:[--run:15rem]';

/** A column for the items, then one for each run. */
export function columnsOf(runs: number): CSSProperties {
  return { gridTemplateColumns: `var(--items) repeat(${runs}, minmax(var(--run), 1fr))` };
}

/** The least width of a row of the matrix. */
export function widthOf(runs: number): string {
  return `calc(var(--items) + ${runs} * var(--run))`;
}
