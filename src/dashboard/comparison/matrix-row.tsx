import { memo } from 'react';
import { classes } from '../parts/classes.js';
import type { MatrixRowFragment } from './generated.js';
import { MatrixCell } from './matrix-cell.js';
import { Mark } from './marks.js';
import { columnsOf } from './matrix-size.js';
import { prizesThatTell } from './winners.js';

interface MatrixRowProps {
  /** Its place in the list that is shown. */
  position: number;
  /** In pixels. */
  height: number;
  /** Not there as long as it is being read. */
  row: MatrixRowFragment | undefined;
  runs: number;
  selected: boolean;
  /** The chosen run of a selected row. */
  column: number | null;
}

/** The ids by which the grid names its active row and cell. */
export function rowId(position: number): string {
  return `row-${position}`;
}

export function cellId(position: number, column: number): string {
  return `row-${position}-run-${column}`;
}

/** One item in all runs. It is drawn again only when something of its own changes. */
export const MatrixRow = memo(function MatrixRow({ position, height, row, runs, selected, column }: MatrixRowProps) {
  const telling = row ? prizesThatTell(row.cells.filter(({ state }) => state === 'OUTPUT' || state === 'UNSTABLE')) : null;
  return (
    <tr
      aria-rowindex={position + 3}
      aria-selected={selected}
      data-position={position}
      className={classes(
        'absolute inset-x-0 grid cursor-pointer border-b border-line bg-surface hover:bg-sunken',
        selected &&
          'after:pointer-events-none after:absolute after:inset-0 after:z-2 after:border-2 after:border-accent after:content-[""]',
      )}
      style={{ ...columnsOf(runs), top: position * height, height }}
    >
      <th
        id={rowId(position)}
        scope="row"
        aria-colindex={1}
        className="sticky left-0 z-1 flex min-w-0 flex-col justify-center gap-x-2 bg-inherit px-1.5 text-left text-xs font-normal md:flex-row md:items-center md:justify-start md:px-2 md:text-sm"
      >
        {row ? (
          <>
            <span className="h-4 w-4 shrink-0 text-warn md:h-auto" title={row.divergent ? 'The answers differ' : undefined}>
              {row.divergent ? <Mark shape="divergent" says="divergent," /> : null}
            </span>
            <span className="line-clamp-3 font-medium wrap-anywhere md:block md:truncate" title={row.item.externalId}>
              {row.item.externalId}
            </span>
          </>
        ) : (
          <span key="awaited" className="text-xs text-muted md:ml-6">
            Row {position + 1} …
          </span>
        )}
      </th>
      {row?.cells.map((cell, place) => (
        <MatrixCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its column
          key={place}
          id={cellId(position, place)}
          cell={cell}
          column={place + 2}
          telling={telling ?? new Set()}
          chosen={column === place}
        />
      ))}
    </tr>
  );
});
