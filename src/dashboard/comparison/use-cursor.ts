import { getRouteApi } from '@tanstack/react-router';
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';
import type { Arrival, Standing } from './arrival.js';
import type { MatrixRowFragment } from './generated.js';
import type { Cursor } from './matrix.js';
import type { MatrixRows } from './matrix-rows.js';
import type { Pair } from './pair.js';
import type { ShownList } from './use-matrix-rows.js';

const route = getRouteApi('/experiments/$experimentId/comparison');

interface CursorOf {
  list: ShownList;
  rows: MatrixRows<MatrixRowFragment>;
  /** How the list took the place of another; null where it began anew. */
  arrival: Arrival | null;
  /** How many rows the list has. */
  count: number;
  /** Where it is kept which item is selected. */
  selected: RefObject<Standing | null>;
}

/** The selected row and run, and the row that is open side by side, which stands in the address. Where one is open, it is the selected one. */
export function useCursor({ list, rows, arrival, count, selected }: CursorOf) {
  const { item } = route.useSearch();
  const navigate = route.useNavigate();
  const [cursor, setCursor] = useState<Cursor>({ row: null, column: null });
  /** The place of a row that is to be opened as soon as it is read. */
  const [awaited, setAwaited] = useState<number | null>(null);
  const [listed, setListed] = useState(rows);
  if (listed !== rows) {
    // In another list another row stands there.
    const rowAfter = (row: number | null) => (row === null ? null : (arrival?.rowAfter(row) ?? null));
    setListed(rows);
    setCursor(({ row, column }) => ({
      row: rowAfter(row),
      column: column === null || arrival === null ? column : arrival.columnAfter(column),
    }));
    setAwaited(rowAfter);
  }
  // Ahead of every effect that asks what is selected.
  useLayoutEffect(() => {
    const row = cursor.row === null ? undefined : rows.rowAt(cursor.row);
    if (cursor.row === null) selected.current = null;
    else if (row) selected.current = { itemId: row.item.id, position: cursor.row };
    else if (arrival?.selected?.position === cursor.row) selected.current = arrival.selected;
    else if (selected.current?.position !== cursor.row) selected.current = null;
  });

  const isOpen = item !== undefined;
  const show = (itemId: string, pair: Partial<Pair>) =>
    void navigate({ search: (former) => ({ ...former, ...pair, item: itemId }), replace: isOpen, resetScroll: false });
  const open = (position: number) => {
    if (position >= count) return;
    setCursor((former) => ({ ...former, row: position }));
    const row = rows.rowAt(position);
    setAwaited(row ? null : position);
    // The chosen run stands on the right.
    if (row) show(row.item.id, !isOpen && cursor.column !== null ? { right: list.runIds[cursor.column] } : {});
  };
  const due = awaited === null ? undefined : rows.rowAt(awaited);
  useEffect(() => {
    if (awaited !== null && due) open(awaited);
  });

  return {
    cursor,
    isOpen,
    open,
    /** Shows another pair of the open row. */
    pair: (pair: Pair) => item !== undefined && show(item, pair),
    close(): void {
      setAwaited(null);
      void navigate({
        search: ({ item: _item, left: _left, right: _right, ...rest }) => rest,
        resetScroll: false,
      });
    },
    /** Goes to the row that stands `step` further on, and opens it where one is open. */
    move(step: number): void {
      if (count === 0) return;
      // Where none is selected, one stands before the first.
      const next = Math.min(count - 1, Math.max(0, (cursor.row ?? -1) + step));
      if (isOpen) open(next);
      else setCursor({ ...cursor, row: next });
    },
    /** Chooses the run that stands `step` further on. */
    choose(step: 1 | -1): void {
      const column = cursor.column === null ? 0 : Math.min(list.runIds.length - 1, Math.max(0, cursor.column + step));
      setCursor({ row: cursor.row ?? (count > 0 ? 0 : null), column });
    },
    /** Takes the place in the list of the row that is open. */
    stand: (row: number | null) => setCursor((former) => (former.row === row ? former : { ...former, row })),
  };
}
