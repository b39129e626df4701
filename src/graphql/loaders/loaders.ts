import DataLoader from 'dataloader';
import type { Run, Score } from '../../database/client.js';
import { type ExperimentStatus, experimentStatuses } from '../../domain/experiments/status.js';
import type { Scope } from '../../domain/scope.js';
import { latestRuns } from '../../domain/variants/latest-runs.js';
import type { Id } from '../../ids.js';
import { grouped } from './grouped.js';
import { pageLoaders } from './pages.js';

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * What the resolvers of one request load in batches: all that one level of a query asks for is one statement or two,
 * and nothing is loaded twice. Every statement is limited to the organization.
 */
export function createLoaders(scope: Scope) {
  const { db, organizationId } = scope;
  return {
    experiments: byId((ids) => db.experiment.findMany({ where: { id: { in: ids }, organizationId } })),
    runs: byId((ids) => db.run.findMany({ where: { id: { in: ids }, organizationId } })),
    datasets: byId((ids) => db.dataset.findMany({ where: { id: { in: ids }, organizationId } })),
    datasetVersions: byId((ids) => db.datasetVersion.findMany({ where: { id: { in: ids }, dataset: { organizationId } } })),
    items: byId((ids) => db.datasetItem.findMany({ where: { id: { in: ids }, dataset: { organizationId } } })),
    outputSchemas: byId((ids) => db.outputSchema.findMany({ where: { id: { in: ids }, organizationId } })),
    variants: byId((ids) => db.variant.findMany({ where: { id: { in: ids }, experiment: { organizationId } } })),
    evaluators: byId((ids) => db.evaluator.findMany({ where: { id: { in: ids }, experiment: { organizationId } } })),
    experimentStatus: new DataLoader<Id<'experiment'>, ExperimentStatus>(async (ids) => {
      const statuses = await experimentStatuses(scope, [...ids]);
      return ids.map((id) => statuses.get(id) ?? 'DRAFT');
    }),
    latestRun: new DataLoader<Id<'variant'>, Run | null>(async (ids) => {
      const runs = await latestRuns(scope, ids);
      return ids.map((id) => runs.get(id) ?? null);
    }),
    scores: new DataLoader<Id<'result'>, Score[]>((ids) => scoresOf(scope, ids)),
    pages: pageLoaders(scope),
  };
}

/** One row by its id; an id that the organization has nothing of is an error, since only stored rows refer to others. */
function byId<Row extends { id: string }>(read: (ids: string[]) => Promise<Row[]>): DataLoader<string, Row> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await read([...ids])).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? new Error(`There is no ${id} in the organization.`));
  });
}

async function scoresOf({ db, organizationId }: Scope, resultIds: readonly string[]): Promise<Score[][]> {
  const rows = await db.score.findMany({
    where: { resultId: { in: [...resultIds] }, result: { run: { organizationId } } },
    orderBy: { evaluatorId: 'asc' },
  });
  const scores = grouped(rows, (score) => score.resultId);
  return resultIds.map((id) => scores.get(id) ?? []);
}
