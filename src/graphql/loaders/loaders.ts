import DataLoader from 'dataloader';
import type { Delivery, Run, Score } from '../../database/client.js';
import { deliveriesForResults } from '../../domain/endpoints/deliveries.js';
import { listEndpoints } from '../../domain/endpoints/endpoints.js';
import { type StageFacts, stageFacts } from '../../domain/experiments/stage.js';
import { type ExperimentStatus, experimentStatuses } from '../../domain/experiments/status.js';
import { type RegressionReport, type ReportRequest, regressionReports } from '../../domain/regression/report.js';
import type { Scope } from '../../domain/scope.js';
import {
  datasetsInReach,
  datasetVersionsInReach,
  experimentsInReach,
  itemsInReach,
  runsInReach,
} from '../../domain/sharing/reach.js';
import { traceOf, type TraceStep } from '../../domain/tests/trace.js';
import { type StepInScope, scopesOf } from '../../domain/steps/scope.js';
import { latestRuns } from '../../domain/variants/latest-runs.js';
import { VariantTree } from '../../domain/variants/tree.js';
import type { Id } from '../../ids.js';
import { byId, byIdOrNone, unknown } from './by-id.js';
import { functionLoaders } from './functions.js';
import { grouped } from '../../domain/grouped.js';
import { liveLoaders } from './live.js';
import { outcomeLoaders } from './outcomes.js';
import { pageLoaders } from './pages.js';

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * What the resolvers of one request load in batches: all that one level of a query asks for is one statement or two,
 * and nothing is loaded twice. Every statement is limited to what is in reach of the scope.
 */
export function createLoaders(scope: Scope) {
  const { db, organizationId } = scope;
  /** All variants of an experiment, as their trees. */
  const variantTrees = new DataLoader<Id<'experiment'>, VariantTree>((ids) => treesOf(scope, ids));
  return {
    experiments: byId((ids) => db.experiment.findMany({ where: { id: { in: ids }, ...experimentsInReach(scope) } })),
    runs: byId((ids) => db.run.findMany({ where: { id: { in: ids }, ...runsInReach(scope) } })),
    datasets: byId((ids) => db.dataset.findMany({ where: { id: { in: ids }, ...datasetsInReach(scope) } })),
    datasetVersions: byId((ids) => db.datasetVersion.findMany({ where: { id: { in: ids }, ...datasetVersionsInReach(scope) } })),
    items: byId((ids) => db.datasetItem.findMany({ where: { id: { in: ids }, ...itemsInReach(scope) } })),
    outputSchemas: byId((ids) => db.outputSchema.findMany({ where: { id: { in: ids }, organizationId } })),
    inferenceSteps: byId((ids) => db.inferenceStep.findMany({ where: { id: { in: ids }, organizationId } })),
    // All of them, of which there are few.
    endpoints: byId(() => listEndpoints(scope)),
    variants: byId((ids) => db.variant.findMany({ where: { id: { in: ids }, experiment: experimentsInReach(scope) } })),
    variantTrees,
    evaluators: byId((ids) => db.evaluator.findMany({ where: { id: { in: ids }, experiment: experimentsInReach(scope) } })),
    experimentStatus: new DataLoader<Id<'experiment'>, ExperimentStatus>(async (ids) => {
      const statuses = await experimentStatuses(scope, [...ids]);
      return ids.map((id) => statuses.get(id) ?? 'DRAFT');
    }),
    stageFacts: new DataLoader<Id<'experiment'>, StageFacts>(async (ids) => {
      const facts = await stageFacts(scope, ids);
      return ids.map((id) => facts.get(id) ?? unknown(id));
    }),
    stepsInScope: new DataLoader<Id<'experiment'>, StepInScope[]>(async (ids) => {
      const steps = await scopesOf(db, ids, experimentsInReach(scope));
      return ids.map((id) => steps.get(id) ?? []);
    }),
    latestRun: new DataLoader<Id<'variant'>, Run | null>(async (ids) => {
      const runs = await latestRuns(scope, ids);
      return ids.map((id) => runs.get(id) ?? null);
    }),
    baselineRun: new DataLoader<Id<'variant'>, Run | null>(async (ids) => {
      const runs = await db.run.findMany({ where: { variantId: { in: [...ids] }, baseline: true, organizationId } });
      return ids.map((id) => runs.find(({ variantId }) => variantId === id) ?? null);
    }),
    regression: new DataLoader<ReportRequest, RegressionReport | null, string>((requests) => regressionReports(scope, requests), {
      cacheKeyFn: ({ run, baselineRunId, threshold }) => `${run.id}/${baselineRunId ?? ''}/${threshold ?? ''}`,
    }),
    // An error's result is withdrawn when its item is tried again, whoever is reading it.
    results: byIdOrNone((ids) => db.result.findMany({ where: { id: { in: ids }, run: runsInReach(scope) } })),
    scores: new DataLoader<Id<'result'>, Score[]>((ids) => scoresOf(scope, ids)),
    deliveries: new DataLoader<Id<'result'>, Delivery[]>(async (ids) => {
      const deliveries = grouped(await deliveriesForResults(scope, ids), ({ resultId }) => resultId ?? '');
      return ids.map((id) => deliveries.get(id) ?? []);
    }),
    traces: new DataLoader<Id<'result'>, TraceStep[]>((ids) => tracesOf(scope, ids)),
    outcomes: outcomeLoaders(scope, variantTrees),
    functions: functionLoaders(scope),
    live: liveLoaders(scope),
    pages: pageLoaders(scope),
  };
}

async function tracesOf(scope: Scope, resultIds: readonly string[]): Promise<TraceStep[][]> {
  const tests = await scope.db.test.findMany({
    where: { id: { in: [...resultIds] }, run: runsInReach(scope) },
    select: { id: true, trace: true },
  });
  const traces = new Map(tests.map((test) => [test.id, traceOf(test)]));
  return resultIds.map((id) => traces.get(id) ?? []);
}

async function treesOf(scope: Scope, experimentIds: readonly Id<'experiment'>[]): Promise<VariantTree[]> {
  const rows = await scope.db.variant.findMany({
    where: { experimentId: { in: [...experimentIds] }, experiment: experimentsInReach(scope) },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
  });
  const variants = grouped(rows, ({ experimentId }) => experimentId);
  return experimentIds.map((id) => new VariantTree(variants.get(id) ?? []));
}

async function scoresOf(scope: Scope, resultIds: readonly string[]): Promise<Score[][]> {
  const rows = await scope.db.score.findMany({
    where: { resultId: { in: [...resultIds] }, result: { run: runsInReach(scope) } },
    orderBy: { evaluatorId: 'asc' },
  });
  const scores = grouped(rows, (score) => score.resultId);
  return resultIds.map((id) => scores.get(id) ?? []);
}
