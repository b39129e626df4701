import { Prisma } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { type Comparison, type LoadedMatrix, loadMatrix } from './comparison.js';
import type { Matrix } from './matrix.js';
import { type CellResult, type ComparisonRow, comparisonRow } from './row.js';
import { filterOf, type RowFilter } from './row-filter.js';
import { itemIdsOfRows, placeOfItem, type RowOrder } from './row-order.js';

export const rowOrders = ['DATASET', 'SCORE_SPREAD'] as const;
/** Items as the dataset has them, or those first whose scores lie furthest apart. */
export type RowOrderName = (typeof rowOrders)[number];

/** Some of a comparison's rows, in some order: what a list of them shows, all its pages together. */
export interface RowList {
  filter: RowFilter;
  orderBy: RowOrderName;
}

export interface RowsArgs extends RowList {
  limit: number;
  /** The place of the last row seen. */
  after: number | null;
  /** How many rows of the list to pass over from there; none by default. */
  offset?: number;
}

/** A page of a list of rows: at most `limit`, from `offset` rows behind `after` on. */
export async function comparisonRows(
  scope: Scope,
  comparison: Comparison,
  { limit, after, offset = 0, ...list }: RowsArgs,
): Promise<ComparisonRow[]> {
  const loaded = await loadMatrix(scope, comparison);
  const rows: number[] = [];
  let passed = 0;
  for (const row of await rowsOf(scope, comparison, loaded, list, after)) {
    if (rows.length === limit) break;
    if (passed < offset) passed += 1;
    else rows.push(row);
  }
  return readRows(scope, comparison, loaded.order, rows);
}

/** How many rows fit a filter. */
export async function countRows(scope: Scope, comparison: Comparison, filter: RowFilter): Promise<number> {
  const loaded = await loadMatrix(scope, comparison);
  let count = 0;
  for (const _ of await rowsOf(scope, comparison, loaded, { filter, orderBy: 'DATASET' })) count += 1;
  return count;
}

/** The row of an item, or null where no run is over it. */
export async function rowOfItem(scope: Scope, comparison: Comparison, itemId: Id<'datasetItem'>): Promise<ComparisonRow | null> {
  const { order } = await loadMatrix(scope, comparison);
  const row = await placeOfItem(scope.db, order, itemId);
  const [read] = row === null ? [] : await readRows(scope, comparison, order, [row]);
  return read ?? null;
}

/** How many rows of a list stand before the one of an item, or null where that is not in the list. */
export async function positionOfItem(
  scope: Scope,
  comparison: Comparison,
  itemId: Id<'datasetItem'>,
  list: RowList,
): Promise<number | null> {
  const loaded = await loadMatrix(scope, comparison);
  const wanted = await placeOfItem(scope.db, loaded.order, itemId);
  if (wanted === null) return null;
  let position = 0;
  for (const row of await rowsOf(scope, comparison, loaded, list)) {
    if (row === wanted) return position;
    position += 1;
  }
  return null;
}

/** The rows of a list, one after the other, from behind one of them on. */
async function rowsOf(
  scope: Scope,
  comparison: Comparison,
  loaded: LoadedMatrix,
  { filter, orderBy }: RowList,
  after: number | null = null,
): Promise<Iterable<number>> {
  const isWanted = await filterOf(scope, comparison, loaded, filter);
  return wantedRows(loaded.matrix.rows, ordering(loaded.matrix, orderBy), isWanted, after);
}

function* wantedRows(
  count: number,
  ordered: Ordering,
  isWanted: (row: number) => boolean,
  after: number | null,
): Generator<number, void> {
  for (let place = after === null ? 0 : ordered.placeBehind(after); place < count; place += 1) {
    const row = ordered.rowAt(place);
    if (isWanted(row)) yield row;
  }
}

interface Ordering {
  rowAt(place: number): number;
  /** The place behind that of a row. */
  placeBehind(row: number): number;
}

function ordering(matrix: Matrix, orderBy: RowOrderName): Ordering {
  switch (orderBy) {
    case 'DATASET':
      return { rowAt: (place) => place, placeBehind: (row) => row + 1 };
    case 'SCORE_SPREAD': {
      const order = matrix.bySpread();
      const placeBehind = (row: number) => {
        const place = order.indexOf(row);
        // Nothing is behind a row that there is not, whatever the order.
        return place === -1 ? matrix.rows : place + 1;
      };
      return { rowAt: (place) => order[place] ?? 0, placeBehind };
    }
  }
}

interface StoredCell extends CellResult {
  runId: Id<'run'>;
  itemId: Id<'datasetItem'>;
}

/** Some rows by their places, in the order given. */
export async function readRows(scope: Scope, { runs }: Comparison, order: RowOrder, rows: number[]): Promise<ComparisonRow[]> {
  if (rows.length === 0) return [];
  const itemIds = await itemIdsOfRows(scope.db, order, rows);
  const stored = await scope.db.$queryRaw<StoredCell[]>(Prisma.sql`
    SELECT x.id, x.run_id AS "runId", x.item_id AS "itemId", x.trial, encode(x.output_hash, 'hex') AS answer,
      x.error_type AS "errorType", x.error_message AS "errorMessage", x.duration_ms AS "durationMs",
      (x.input_tokens::float8 + x.output_tokens) AS tokens, x.estimated_cost AS cost, x.score, x.passed
    FROM result x
    WHERE x.run_id = ANY(${runs.map(({ id }) => id)}::uuid[]) AND x.item_id = ANY(${itemIds}::uuid[])
    ORDER BY x.trial`);
  const cells = new Map<string, CellResult[]>();
  for (const cell of stored) {
    const key = `${cell.runId}/${cell.itemId}`;
    const trials = cells.get(key);
    if (trials) trials.push(cell);
    else cells.set(key, [cell]);
  }
  return itemIds.map((itemId, place) =>
    comparisonRow(
      rows[place] ?? 0,
      itemId,
      runs.map((run) => ({ run, results: cells.get(`${run.id}/${itemId}`) ?? [] })),
    ),
  );
}
