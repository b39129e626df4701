import { Prisma } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { storableText } from '../../json.js';
import type { Scope } from '../scope.js';
import { type Comparison, type LoadedMatrix, loadMatrix } from './comparison.js';
import { type Matrix, rowStates } from './matrix.js';
import { type CellResult, type ComparisonRow, comparisonRow } from './row.js';
import { itemIdsOfRows } from './row-order.js';
import { failedScore, noScore } from './run-vector.js';

/** Which rows are wanted: those for which all that is given holds. */
export interface RowFilter {
  /** Those that diverge, or those that do not. */
  divergent?: boolean | null;
  /** Those with an error in some cell, or those without. */
  errored?: boolean | null;
  /** Those in which the evaluator gave some cell less than `value`, on average over its trials; by default its threshold. */
  below?: { evaluatorId: Id<'evaluator'>; value?: number | null } | null;
  /** Those whose externalId, input or outputs contain a text, upper and lower case alike. */
  search?: string | null;
}

export const rowOrders = ['DATASET', 'SCORE_SPREAD'] as const;
/** Items as the dataset has them, or those first whose scores lie furthest apart. */
export type RowOrderName = (typeof rowOrders)[number];

export interface RowsArgs {
  filter: RowFilter;
  orderBy: RowOrderName;
  limit: number;
  /** The place of the last row seen. */
  after: number | null;
}

/** A page of the rows that are wanted: at most `limit`, from behind `after` on. */
export async function comparisonRows(
  scope: Scope,
  comparison: Comparison,
  { filter, orderBy, limit, after }: RowsArgs,
): Promise<ComparisonRow[]> {
  const loaded = await loadMatrix(scope, comparison);
  const ordered = ordering(loaded.matrix, orderBy);
  const found = filter.search ? await rowsContaining(scope, comparison, loaded, filter.search) : null;
  const wanted = (row: number) => (found === null || found.has(row)) && fits(loaded, row, filter);
  const rows: number[] = [];
  for (
    let place = after === null ? 0 : ordered.placeBehind(after);
    place < loaded.matrix.rows && rows.length < limit;
    place += 1
  ) {
    const row = ordered.rowAt(place);
    if (wanted(row)) rows.push(row);
  }
  return readRows(scope, comparison, loaded, rows);
}

/** How many rows fit a filter. */
export async function countRows(scope: Scope, comparison: Comparison, filter: RowFilter): Promise<number> {
  const loaded = await loadMatrix(scope, comparison);
  const found = filter.search ? await rowsContaining(scope, comparison, loaded, filter.search) : null;
  let count = 0;
  for (let row = 0; row < loaded.matrix.rows; row += 1)
    if ((found === null || found.has(row)) && fits(loaded, row, filter)) count += 1;
  return count;
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

function fits({ matrix, vectors }: LoadedMatrix, row: number, { divergent, errored, below }: RowFilter): boolean {
  if (typeof divergent === 'boolean' && (rowStates[matrix.states[row] ?? 0] === 'DIVERGENT') !== divergent) return false;
  if (typeof errored === 'boolean' && matrix.hasError(row) !== errored) return false;
  return !below || vectors.some((vector, column) => isBelow(vector, matrix, column, row, below));
}

function isBelow(
  vector: LoadedMatrix['vectors'][number],
  matrix: Matrix,
  column: number,
  row: number,
  { evaluatorId, value }: NonNullable<RowFilter['below']>,
): boolean {
  const place = vector.evaluators.findIndex(({ id }) => id === evaluatorId);
  const cells = matrix.columns[column];
  const item = cells ? matrix.itemOf(cells, row) : -1;
  const values = vector.scores[place];
  if (item === -1 || !values) return false;
  const given = [...values.subarray(item * vector.trials, (item + 1) * vector.trials)].filter(
    (score) => score !== noScore && score !== failedScore,
  );
  const mean = given.reduce((sum, score) => sum + score, 0) / given.length;
  return given.length > 0 && Math.round(mean * 1e9) < Math.round((value ?? vector.evaluators[place]?.threshold ?? 0) * 1e9);
}

/** The rows whose item or outputs contain a text. */
async function rowsContaining(scope: Scope, { runs }: Comparison, { order }: LoadedMatrix, given: string): Promise<Set<number>> {
  const text = storableText(given);
  // JSON is searched as it is stored: as text, in which quotes and line ends are escaped.
  const written = likePattern(JSON.stringify(text).slice(1, -1));
  const found = await scope.db.$queryRaw<{ place: number; positions: number[] }[]>`
    SELECT version.place::int AS place, array_agg(i.position) AS positions
    FROM unnest(${order.versionIds}::uuid[]) WITH ORDINALITY AS version(id, place)
      JOIN dataset_version_item i ON i.version_id = version.id JOIN dataset_item item ON item.id = i.item_id
    WHERE item.external_id ILIKE ${likePattern(text)} OR item.input::text ILIKE ${written}
      OR item.id IN (SELECT x.item_id FROM result x
        WHERE x.run_id = ANY(${runs.map(({ id }) => id)}::uuid[]) AND x.output::text ILIKE ${written})
    GROUP BY version.place`;
  return new Set(
    found.flatMap(({ place, positions }) => {
      const rowOf = order.rowsOf[place - 1];
      return rowOf ? positions.map((position) => rowOf[position] ?? 0) : positions;
    }),
  );
}

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

interface StoredCell extends CellResult {
  runId: Id<'run'>;
  itemId: Id<'datasetItem'>;
}

/** Some rows by their places, in the order given. */
export async function readRows(
  scope: Scope,
  { runs }: Comparison,
  { order }: LoadedMatrix,
  rows: number[],
): Promise<ComparisonRow[]> {
  if (rows.length === 0) return [];
  const itemIds = await itemIdsOfRows(scope.db, order, rows);
  const stored = await scope.db.$queryRaw<StoredCell[]>(Prisma.sql`
    SELECT x.id, x.run_id AS "runId", x.item_id AS "itemId", x.trial, encode(x.output_hash, 'hex') AS answer,
      x.error_type IS NOT NULL AS errored, x.duration_ms AS "durationMs",
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
