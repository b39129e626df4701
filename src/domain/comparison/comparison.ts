import { LRUCache } from 'lru-cache';
import { Prisma, type Run } from '../../database/client.js';
import { type Failure, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import { judgedBy } from '../regression/common-evaluators.js';
import { metricsOf, type RunMetrics } from '../runs/metrics.js';
import type { Scope } from '../scope.js';
import { latestRuns } from '../variants/latest-runs.js';
import { Matrix, type MatrixFacts, type MatrixSummary } from './matrix.js';
import { leastOf } from './row.js';
import { positionsIn, type RowOrder, rowOrder } from './row-order.js';
import { itemVector, type RunVector } from './run-vector.js';

/** More columns than anybody can read, and no more than a page of rows can carry. */
const mostRuns = 50;
/** What the runs of a comparison may have between them: at 17 bytes each with one evaluator, 340 MB are read. */
const mostResults = 20_000_000;

/** Runs of one experiment, to be looked at side by side. What it takes is read when it is asked for. */
export interface Comparison {
  experimentId: Id<'experiment'>;
  /** The columns, in variant order; several runs of one variant the oldest first. */
  runs: Run[];
}

/** A run over all of its items, beside the others. */
export interface ComparisonColumn extends RunMetrics {
  run: Run;
  fastest: boolean;
  fewestTokens: boolean;
  cheapest: boolean;
  /** The highest average score. */
  best: boolean;
}

/** The results of a comparison's runs in arrays. */
export interface LoadedMatrix {
  vectors: RunVector[];
  order: RowOrder;
  matrix: Matrix;
}

/**
 * Opens a comparison of an experiment's runs.
 *
 * @param runIds null: each variant's latest completed run. Given ones may be active.
 */
export async function openComparison(
  scope: Scope,
  experimentId: Id<'experiment'>,
  runIds: readonly Id<'run'>[] | null,
): Promise<Comparison | Failure> {
  if (runIds === null) return comparisonOf(experimentId, await latestRunOfEach(scope, experimentId, 'completed'));
  const wanted = [...new Set(runIds)];
  if (wanted.length > mostRuns) return tooManyRuns(wanted.length);
  const runs = await scope.db.run.findMany({
    where: { id: { in: wanted }, experimentId, organizationId: scope.organizationId },
    orderBy: [{ variant: { sortOrder: 'asc' } }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  const absent = wanted.find((id) => !runs.some((run) => run.id === id));
  return absent ? notFound('run', absent) : comparisonOf(experimentId, runs);
}

/** A comparison of these runs, unless they are too many, or have too many results between them. */
export function comparisonOf(experimentId: Id<'experiment'>, runs: Run[]): Comparison | Failure {
  if (runs.length > mostRuns) return tooManyRuns(runs.length);
  const results = runs.reduce((sum, { itemsTotal }) => sum + itemsTotal, 0);
  if (results <= mostResults) return { experimentId, runs };
  return new ValidationError(
    `The runs have ${results} results between them, more than the ${mostResults} that a comparison holds. Choose fewer with runIds.`,
    { field: 'runIds' },
  );
}

/** Whether the same evaluators judge all of the runs by the same rules, so that the scores of one say something of another's. */
export function judgedAlike({ runs }: Comparison): boolean {
  return new Set(runs.map(judgedBy)).size <= 1;
}

function tooManyRuns(count: number): Failure {
  return new ValidationError(
    `${count} runs are more than the ${mostRuns} that a comparison shows. Choose at most ${mostRuns} with runIds.`,
    { field: 'runIds' },
  );
}

/** Each variant's latest run, in variant order. */
export async function latestRunOfEach(scope: Scope, experimentId: Id<'experiment'>, among: 'all' | 'completed'): Promise<Run[]> {
  const variants = await scope.db.variant.findMany({
    where: { experimentId, experiment: { organizationId: scope.organizationId } },
    orderBy: { sortOrder: 'asc' },
    select: { id: true },
  });
  const latest = await latestRuns(
    scope,
    variants.map(({ id }) => id),
    among,
  );
  return variants.flatMap(({ id }) => latest.get(id) ?? []);
}

/** The aggregate row: every run's metrics, the best of each marked. */
export function comparisonColumns({ runs }: Comparison): ComparisonColumn[] {
  const columns = runs.map((run) => ({ run, ...metricsOf(run) }));
  const fastest = leastOf(columns, ({ averageDurationMs }) => averageDurationMs);
  const fewestTokens = leastOf(columns, ({ averageTokens }) => averageTokens);
  const cheapest = haveEqualWork(runs)
    ? leastOf(columns, ({ run, totalCost }) =>
        // A run of errors alone is no bargain.
        totalCost === null || run.itemsCompleted === 0 ? null : new Prisma.Decimal(totalCost),
      )
    : [];
  const best = leastOf(columns, ({ averageScore }) => (averageScore === null ? null : -averageScore));
  return columns.map((column) => ({
    ...column,
    fastest: fastest.includes(column),
    fewestTokens: fewestTokens.includes(column),
    cheapest: cheapest.includes(column),
    best: best.includes(column),
  }));
}

/** Whether all runs have all results, over the same items and trials: a total of less work is smaller without any merit. */
function haveEqualWork(runs: readonly Run[]): boolean {
  const [first] = runs;
  return runs.every(
    (run) =>
      run.datasetVersionId === first?.datasetVersionId &&
      run.trials === first.trials &&
      run.itemsTotal > 0 &&
      run.itemsCompleted + run.itemsFailed === run.itemsTotal,
  );
}

/** How many rows there are, and how many of them diverge. */
export async function comparisonSummary(scope: Scope, comparison: Comparison): Promise<MatrixSummary> {
  return (await loadMatrix(scope, comparison)).matrix.summary;
}

/** What was made of vectors, without the vectors: those are as many as are kept elsewhere. In bytes. */
const matrices = new LRUCache<string, MatrixFacts>({
  maxSize: 64 * 1024 * 1024,
  // A state of each row, and its place by spread.
  sizeCalculation: ({ states }) => 1 + states.length * 5,
});
const serials = new WeakMap<RunVector, number>();
let lastSerial = 0;

/** All results of the comparison's runs, each run as of one moment. */
export async function loadMatrix(scope: Scope, { runs }: Comparison): Promise<LoadedMatrix> {
  const vectors = await scope.vectors.load(runs.map(({ id }) => id));
  const order = await rowOrder(
    scope.db,
    vectors.map(({ versionId }) => versionId),
  );
  const columns = vectors.map((vector) => ({ items: itemVector(vector), positions: positionsIn(order, vector.versionId) }));
  // A vector never changes, so what was made of the same ones is the same.
  const key = vectors.map(serialOf).join();
  const matrix = new Matrix(order.rows, columns, matrices.get(key));
  matrices.set(key, matrix.facts);
  return { vectors, order, matrix };
}

function serialOf(vector: RunVector): number {
  const known = serials.get(vector);
  if (known !== undefined) return known;
  lastSerial += 1;
  serials.set(vector, lastSerial);
  return lastSerial;
}
