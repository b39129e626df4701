import type { CSSProperties } from 'react';

/** Every row is as high as the others, so that the place of any of them is known before it is read. In pixels. */
export const rowHeight = 52;
/** The run’s name and state, and its figures over all items. In pixels. */
export const headHeight = 76 + 76;

/** How wide a run’s column is at least, in rem: as wide as its figures. */
const runRem = 13.5;

/** A column for the items, then one for each run. */
export function columnsOf(runs: number): CSSProperties {
  return { gridTemplateColumns: `var(--items) repeat(${runs}, minmax(${runRem}rem, 1fr))` };
}

/** The least width of a row of the matrix. */
export function widthOf(runs: number): string {
  return `calc(var(--items) + ${runs * runRem}rem)`;
}
