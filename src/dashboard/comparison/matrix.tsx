import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { classes } from '../parts/classes.js';
import type { Arrival } from './arrival.js';
import type { ColumnFieldsFragment, MatrixRowFragment } from './generated.js';
import { MarkShapes } from './marks.js';
import { MatrixHead } from './matrix-head.js';
import { cellId, MatrixRow, rowId } from './matrix-row.js';
import type { MatrixRows } from './matrix-rows.js';
import { headHeightOf, useMatrixSize, widthOf, widths } from './matrix-size.js';

/** Which row is selected, by its place in the list, and which run in it. */
export interface Cursor {
  row: number | null;
  column: number | null;
}

interface MatrixProps {
  columns: ColumnFieldsFragment[];
  rows: MatrixRows<MatrixRowFragment>;
  /** How the list took the place of another; null where it began anew. */
  arrival: Arrival | null;
  /** How many rows the list has. */
  count: number;
  cursor: Cursor;
  onOpen: (position: number) => void;
  ref: Ref<{ focus(): void }>;
}

/** Items by runs. However many items there are, only those that are in sight are drawn, and a few around them. */
export function Matrix({ columns, rows, arrival, count, cursor, onOpen, ref }: MatrixProps) {
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const size = useMatrixSize();
  const headHeight = headHeightOf(size);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => size.row,
    overscan: 6,
    scrollMargin: headHeight,
    // The head lies over the first of what scrolls.
    scrollPaddingStart: headHeight,
  });
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }) }));

  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0]?.index, shown.at(-1)?.index];
  useEffect(() => {
    if (first !== undefined && last !== undefined) rows.show({ first, last });
  }, [rows, first, last]);

  const height = useRef(size.row);
  useLayoutEffect(() => {
    // Another list begins at its top.
    void rows;
    if (arrival === null) frame.current?.scrollTo({ top: 0 });
    // Where there are fewer rows, the frame has scrolled back by itself.
    else if (arrival.shift !== 0) frame.current?.scrollTo({ top: (virtual.scrollOffset ?? 0) + arrival.shift * height.current });
  }, [rows, arrival, virtual]);

  const isDrawn = cursor.row !== null && first !== undefined && last !== undefined && cursor.row >= first && cursor.row <= last;
  const wasDrawn = useRef(isDrawn);
  useLayoutEffect(() => {
    if (height.current === size.row) return;
    // Rows have become higher or lower: the same ones stay in sight, the selected one above all.
    const top = ((virtual.scrollOffset ?? 0) * size.row) / height.current;
    height.current = size.row;
    virtual.measure();
    const lowest = (cursor.row ?? 0) * size.row;
    const highest = lowest + headHeight + size.row - (frame.current?.clientHeight ?? 0);
    frame.current?.scrollTo({ top: wasDrawn.current ? Math.max(highest, Math.min(lowest, top)) : top });
  }, [size, headHeight, virtual, cursor.row]);
  useEffect(() => {
    wasDrawn.current = isDrawn;
  });

  const isSought = useRef(false);
  const soughtIn = useRef(rows);
  useEffect(() => {
    void cursor.column;
    // Who has scrolled away from the selected row stays there when other rows come.
    const isOther = soughtIn.current !== rows;
    soughtIn.current = rows;
    if (cursor.row === null || isOther) return;
    virtual.scrollToIndex(cursor.row);
    isSought.current = true;
  }, [cursor.row, cursor.column, rows, virtual]);
  useEffect(() => {
    // A row that was far away is drawn some frames later. One that is scrolled by later is not to be scrolled back to.
    if (!isDrawn || !isSought.current || cursor.row === null) return;
    isSought.current = false;
    const id = cursor.column === null ? rowId(cursor.row) : cellId(cursor.row, cursor.column);
    document.getElementById(id)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isDrawn, cursor.row, cursor.column]);
  return (
    <div
      ref={frame}
      className={classes(
        'relative max-h-[max(26rem,calc(100dvh-6rem))] overflow-auto rounded-lg border border-line bg-surface outline-accent has-[>table:focus-visible]:outline-2',
        widths,
      )}
    >
      <MarkShapes />
      <table
        ref={grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows and runs are chosen in it, by arrow keys
        role="grid"
        aria-label="Items by runs"
        aria-rowcount={count + 2}
        aria-colcount={columns.length + 1}
        aria-activedescendant={isDrawn && cursor.row !== null ? activeId(cursor.row, cursor.column, rows) : undefined}
        tabIndex={0}
        data-matrix
        className="block outline-none"
        style={{ minWidth: widthOf(columns.length) }}
      >
        <MatrixHead columns={columns} size={size} column={cursor.column} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter and d open the selected row, from wherever on the page */}
        <tbody
          className="relative block"
          style={{ height: count * size.row }}
          onClick={({ target }) => {
            const row = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
            if (row) onOpen(Number(row.dataset.position));
          }}
        >
          {shown.map(({ index }) => (
            <MatrixRow
              key={index}
              position={index}
              height={size.row}
              row={rows.rowAt(index)}
              runs={columns.length}
              selected={index === cursor.row}
              column={index === cursor.row ? cursor.column : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function activeId(row: number, column: number | null, rows: MatrixRows<MatrixRowFragment>): string {
  return column !== null && rows.rowAt(row) ? cellId(row, column) : rowId(row);
}
