import type { Id } from '../../ids.js';
import { storableText } from '../../json.js';
import type { Scope } from '../scope.js';
import type { Comparison, LoadedMatrix } from './comparison.js';
import { type Matrix, rowStates } from './matrix.js';
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

/** Tells of each row whether it fits a filter. What takes the database to know is asked once, for all rows. */
export async function filterOf(
  scope: Scope,
  comparison: Comparison,
  loaded: LoadedMatrix,
  filter: RowFilter,
): Promise<(row: number) => boolean> {
  const found = filter.search ? await searched(scope, comparison, loaded, filter.search) : null;
  return (row) => (found === null || found.has(row)) && fits(loaded, row, filter);
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

/** What was found in a comparison, which is opened for one request: its page, its count and a position look for one text once. */
const searches = new WeakMap<Comparison, Map<string, Promise<Set<number>>>>();

function searched(scope: Scope, comparison: Comparison, loaded: LoadedMatrix, text: string): Promise<Set<number>> {
  const known = searches.get(comparison) ?? new Map<string, Promise<Set<number>>>();
  const found = known.get(text) ?? rowsContaining(scope, comparison, loaded, text);
  searches.set(comparison, known.set(text, found));
  return found;
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
