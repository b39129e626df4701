import { Prisma } from '../../database/client.js';
import { positionsIn } from '../comparison/row-order.js';
import type { Scope } from '../scope.js';
import { exclusionAt } from './paired-items.js';
import type { Regression } from './report.js';
import { loadPair } from './run-pairs.js';

/** What the compared items took in one run. What is not known of all of it is null, never 0. */
export interface PerformanceFigures {
  /** Over the results that have an output, in milliseconds. */
  averageDurationMs: number | null;
  /** Input and output together, over the results that have an output and a known usage. */
  averageTokens: number | null;
  /** US dollars as a decimal string, errors included; null when the price of any result is unknown. */
  totalCost: string | null;
}

/** What the compared items took in both runs, and the current run's figures minus the baseline's. */
export interface RegressionPerformance {
  baseline: PerformanceFigures;
  current: PerformanceFigures;
  delta: PerformanceFigures;
}

interface FiguresRow {
  runId: string;
  averageDurationMs: number | null;
  averageTokens: number | null;
  cost: Prisma.Decimal;
  costUnknown: number;
}

/** Duration, tokens and cost of the compared items in both runs, by one statement. */
export async function regressionPerformance(scope: Scope, report: Regression): Promise<RegressionPerformance> {
  const { baselineRun, run } = report;
  const { order, items } = await loadPair(scope, report);
  const positions = positionsIn(order, run.datasetVersionId);
  const leftOut = Array.from({ length: items.excluded.rows.length }, (_, place) => exclusionAt(items, place)).flatMap(
    (exclusion) =>
      exclusion?.reason === 'NOT_FINISHED' || exclusion?.reason === 'UNSCORED'
        ? (positions?.[exclusion.row] ?? exclusion.row)
        : [],
  );
  const rows = await scope.db.$queryRaw<FiguresRow[]>`
    WITH compared AS (
      SELECT c.item_id FROM dataset_version_item c
        JOIN dataset_version_item b ON b.version_id = ${baselineRun.datasetVersionId}::uuid AND b.item_id = c.item_id
      WHERE c.version_id = ${run.datasetVersionId}::uuid
        AND NOT EXISTS (SELECT 1 FROM unnest(${leftOut}::int[]) AS left_out(position) WHERE left_out.position = c.position))
    SELECT x.run_id AS "runId",
      (avg(x.duration_ms) FILTER (WHERE x.error_type IS NULL))::float8 AS "averageDurationMs",
      (avg(x.input_tokens::bigint + x.output_tokens) FILTER (WHERE x.error_type IS NULL))::float8 AS "averageTokens",
      coalesce(sum(x.estimated_cost), 0) AS cost,
      count(*) FILTER (WHERE x.estimated_cost IS NULL
        AND (x.error_type IS NULL OR coalesce(x.input_tokens, x.output_tokens) IS NOT NULL))::int AS "costUnknown"
    FROM compared JOIN result x ON x.item_id = compared.item_id
    WHERE x.run_id IN (${baselineRun.id}::uuid, ${run.id}::uuid)
    GROUP BY x.run_id`;
  const of = (id: string) => rows.find(({ runId }) => runId === id);
  const [baseline, current] = [figuresOf(of(baselineRun.id)), figuresOf(of(run.id))];
  return {
    baseline,
    current,
    delta: {
      averageDurationMs: difference(baseline.averageDurationMs, current.averageDurationMs),
      averageTokens: difference(baseline.averageTokens, current.averageTokens),
      totalCost:
        baseline.totalCost === null || current.totalCost === null
          ? null
          : new Prisma.Decimal(current.totalCost).minus(baseline.totalCost).toFixed(),
    },
  };
}

/** @param row none where no item is compared. */
function figuresOf(row: FiguresRow | undefined): PerformanceFigures {
  if (!row) return { averageDurationMs: null, averageTokens: null, totalCost: null };
  const { averageDurationMs, averageTokens, cost, costUnknown } = row;
  return { averageDurationMs, averageTokens, totalCost: costUnknown > 0 ? null : cost.toFixed() };
}

function difference(baseline: number | null, current: number | null): number | null {
  return baseline === null || current === null ? null : current - baseline;
}
