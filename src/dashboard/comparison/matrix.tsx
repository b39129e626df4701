import { useVirtualizer } from '@tanstack/react-virtual';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { ColumnFieldsFragment, MatrixRowFragment } from './generated.js';
import { MarkShapes } from './marks.js';
import { MatrixHead } from './matrix-head.js';
import { cellId, MatrixRow, rowId } from './matrix-row.js';
import type { MatrixRows } from './matrix-rows.js';
import { headHeight, rowHeight, widthOf } from './matrix-size.js';

/** Which row is selected, by its place in the list, and which run in it. */
export interface Cursor {
  row: number | null;
  column: number | null;
}

interface MatrixProps {
  columns: ColumnFieldsFragment[];
  rows: MatrixRows<MatrixRowFragment>;
  /** How many rows the list has. */
  count: number;
  cursor: Cursor;
  onOpen: (position: number) => void;
  ref: Ref<{ focus(): void }>;
}

/** Items by runs. However many items there are, only those that are in sight are drawn, and a few around them. */
export function Matrix({ columns, rows, count, cursor, onOpen, ref }: MatrixProps) {
  const frame = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: headHeight,
    // The head lies over the first of what scrolls.
    scrollPaddingStart: headHeight,
  });
  useImperativeHandle(ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }) }));

  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0]?.index, shown.at(-1)?.index];
  useEffect(() => {
    if (first !== undefined && last !== undefined) rows.show(first, last);
  }, [rows, first, last]);

  useEffect(() => {
    // Another list begins at its top.
    void rows;
    frame.current?.scrollTo({ top: 0 });
  }, [rows]);

  const isDrawn = cursor.row !== null && first !== undefined && last !== undefined && cursor.row >= first && cursor.row <= last;
  const isSought = useRef(false);
  useEffect(() => {
    void cursor.column;
    if (cursor.row === null) return;
    virtual.scrollToIndex(cursor.row);
    isSought.current = true;
  }, [cursor.row, cursor.column, virtual]);
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
      className="relative max-h-[max(26rem,calc(100dvh-6rem))] overflow-auto rounded-lg border border-line bg-surface outline-accent [--items:8.5rem] has-[>table:focus-visible]:outline-2 sm:[--items:15rem]"
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
        <MatrixHead columns={columns} column={cursor.column} />
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter and d open the selected row, from wherever on the page */}
        <tbody
          className="relative block"
          style={{ height: count * rowHeight }}
          onClick={({ target }) => {
            const row = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
            if (row) onOpen(Number(row.dataset.position));
          }}
        >
          {shown.map(({ index }) => (
            <MatrixRow
              key={index}
              position={index}
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
