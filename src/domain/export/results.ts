import type { Database, Run } from '../../database/client.js';
import type { NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { Json } from '../../json.js';
import { evaluatorsOf } from '../evaluation/evaluator.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { runsInReach } from '../sharing/reach.js';
import { pageBytes } from './page-bytes.js';
import { type Column, type Sheet, sheetOf } from './sheet.js';

/** So many sequences are read at once. */
const pageRows = 500;

interface ResultRow {
  id: Id<'result'>;
  externalId: string;
  trial: number;
  sequence: number;
  input: Json;
  expectedOutput: Json;
  output: Json;
  errorType: string | null;
  errorMessage: string | null;
  durationMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  cost: string | null;
  score: number | null;
  passed: boolean | null;
  /** By evaluator id. */
  scores: Record<string, number | null>;
  /** How many the page would have, were there no limit to its bytes. */
  found: number;
}

const columns: Column<ResultRow>[] = [
  { name: 'resultId', value: ({ id }) => encodeId('result', id) },
  { name: 'externalId', value: ({ externalId }) => externalId },
  { name: 'trial', value: ({ trial }) => trial },
  { name: 'sequence', value: ({ sequence }) => sequence },
  { name: 'input', value: ({ input }) => input },
  { name: 'expectedOutput', value: ({ expectedOutput }) => expectedOutput },
  { name: 'output', value: ({ output }) => output },
  { name: 'errorType', value: ({ errorType }) => errorType },
  { name: 'errorMessage', value: ({ errorMessage }) => errorMessage },
  { name: 'durationMs', value: ({ durationMs }) => durationMs },
  { name: 'inputTokens', value: ({ inputTokens }) => inputTokens },
  { name: 'outputTokens', value: ({ outputTokens }) => outputTokens },
  { name: 'cost', value: ({ cost }) => cost },
  { name: 'score', value: ({ score }) => score },
  { name: 'passed', value: ({ passed }) => passed },
];

/**
 * The results of a run by sequence, with a column `score: <name>` for each of its evaluators. Of an active run, those that
 * are there when the export begins.
 */
export async function resultsSheet(scope: Scope, runId: Id<'run'>): Promise<Sheet | NotFoundError> {
  const { db } = scope;
  const run = await db.run.findUnique({ where: { id: runId, ...runsInReach(scope) } });
  if (!run) return notFound('run', runId);
  const evaluators = evaluatorsOf(run);
  const scores = evaluators.map(({ id, name }) => ({
    name: `score: ${name}`,
    value: (row: ResultRow) => row.scores[id] ?? null,
  }));
  return sheetOf(`${encodeId('run', runId)}-results`, [...columns, ...scores], () => resultPages(db, run));
}

async function* resultPages(db: Database, run: Run): AsyncGenerator<ResultRow[], void, void> {
  for (let after = 0; after < run.sequence; ) {
    const through = Math.min(after + pageRows, run.sequence);
    const rows = await readPage(db, run.id, after, through);
    yield rows;
    const last = rows.at(-1);
    after = last && rows.length < last.found ? last.sequence : through;
  }
  await checkWhole(db, run);
}

/** A run whose results were deleted or withdrawn on the way must not look complete. @throws Error where that is so. */
async function checkWhole(db: Database, before: Run): Promise<void> {
  const select = { sequence: true, itemsCompleted: true, itemsFailed: true };
  const now = await db.run.findUniqueOrThrow({ where: { id: before.id }, select });
  if (withdrawn(now) > withdrawn(before)) throw new Error(`Failed items of the run ${before.id} were retried while it was read.`);
}

/** How many results had their sequence once and are gone: those of items that were retried. */
function withdrawn({ sequence, itemsCompleted, itemsFailed }: Pick<Run, 'sequence' | 'itemsCompleted' | 'itemsFailed'>): number {
  return sequence - itemsCompleted - itemsFailed;
}

/**
 * The results of a range of sequences, from the first as many as {@link pageBytes} hold, but one at least. A range rather than a
 * limit, and lookups rather than joins: what they cost does not depend on what PostgreSQL believes of a run that it has not
 * counted yet.
 */
function readPage(db: Database, runId: Id<'run'>, after: number, through: number): Promise<ResultRow[]> {
  return db.$queryRaw<ResultRow[]>`
    WITH page AS (
      SELECT result.*, i.external_id, i.input, i.expected_output,
        pg_column_size(i.input) + coalesce(pg_column_size(i.expected_output), 0) + coalesce(pg_column_size(output), 0) AS size
      FROM result CROSS JOIN LATERAL (SELECT * FROM dataset_item WHERE dataset_item.id = item_id LIMIT 1) AS i
      WHERE run_id = ${runId}::uuid AND sequence > ${after} AND sequence <= ${through}),
    measured AS (SELECT page.*, sum(size) OVER (ORDER BY sequence) AS bytes, count(*) OVER ()::int AS found FROM page)
    SELECT id, external_id AS "externalId", trial, sequence, input, expected_output AS "expectedOutput", output,
      error_type AS "errorType", error_message AS "errorMessage", duration_ms AS "durationMs",
      input_tokens AS "inputTokens", output_tokens AS "outputTokens", trim_scale(estimated_cost)::text AS cost, score, passed,
      (SELECT coalesce(jsonb_object_agg(s.evaluator_id, s.value), '{}') FROM score s WHERE s.result_id = measured.id) AS scores,
      found
    FROM measured
    WHERE bytes <= ${pageBytes} OR bytes = size
    ORDER BY sequence`;
}
