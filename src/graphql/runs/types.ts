import { judgedBy } from '../../domain/regression/common-evaluators.js';
import { metricsOf, type RunMetrics } from '../../domain/runs/metrics.js';
import { builder } from '../builder.js';
import { DatasetVersionRef } from '../datasets/types.js';
import { RunStatusEnum } from '../enums.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';

const RunMetricsRef = builder.objectRef<RunMetrics>('RunMetrics').implement({
  description: 'A run in numbers: of the results so far. What nothing is known of is null, never 0.',
  fields: (t) => ({
    averageDurationMs: t.exposeFloat('averageDurationMs', {
      nullable: true,
      description:
        'How long a call took, in milliseconds, over the results that have an output: no queue, no back-off, no evaluators.',
    }),
    averageTokens: t.exposeFloat('averageTokens', {
      nullable: true,
      description: 'Input and output tokens together, over the results that have an output and a known usage.',
    }),
    totalTokens: t.expose('totalTokens', {
      type: 'SafeInt',
      description: 'Input and output tokens of all results, errors included.',
    }),
    totalCost: t.expose('totalCost', {
      type: 'Decimal',
      nullable: true,
      description: 'What the results cost, errors included, in US dollars; null when the price of any of them is unknown.',
    }),
    judgeTokens: t.expose('judgeTokens', {
      type: 'SafeInt',
      description: 'Tokens that judges read and wrote, where they are models.',
    }),
    judgeCost: t.expose('judgeCost', {
      type: 'Decimal',
      nullable: true,
      description: 'What the judges cost, apart from `totalCost`; null when the price of any of them is unknown.',
    }),
    averageScore: t.exposeFloat('averageScore', { nullable: true, description: '0 to 1, over the results that have a score.' }),
    passed: t.exposeInt('passed', { description: 'How many results reached the threshold of every evaluator.' }),
    failed: t.exposeInt('failed', { description: 'How many results were judged and did not pass, errors included.' }),
    passRate: t.exposeFloat('passRate', { nullable: true, description: 'How many of those judged passed: 0 to 100.' }),
  }),
});

export const RunRef = builder.prismaNode('Run', {
  description: 'One variant over all items of a dataset version. Everything it depends on is copied when it starts.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  fields: (t) => ({
    datasetVersion: t.field({
      type: DatasetVersionRef,
      description: 'The version of a dataset that the items it runs over are of.',
      resolve: async ({ datasetVersionId }, _args, { loaders }) => {
        const version = await loaders.datasetVersions.load(datasetVersionId);
        return version.selectedFromId === null ? version : loaders.datasetVersions.load(version.selectedFromId);
      },
    }),
    status: t.expose('status', { type: RunStatusEnum, description: 'How it stands.' }),
    configuration: t.expose('configuration', {
      type: 'JSON',
      description: 'The effective configuration of the variant when the run started.',
    }),
    judgedBy: t.string({
      description:
        'A digest of the evaluators as they were when the run started. Average scores and pass rates of two runs over the same version say something of each other where it is the same.',
      resolve: judgedBy,
    }),
    trials: t.exposeInt('trials', { description: 'How often every item is run.' }),
    concurrency: t.exposeInt('concurrency', { description: 'How many of its items may be under way at once.' }),
    retries: t.exposeInt('retries', { description: 'How often its failed items were run again.' }),
    itemsTotal: t.exposeInt('itemsTotal', {
      description: 'How many results it will have (items × trials); 0 until it has begun.',
    }),
    itemsCompleted: t.exposeInt('itemsCompleted', { description: 'How many results have an output.' }),
    itemsFailed: t.exposeInt('itemsFailed', { description: 'How many results are errors.' }),
    sequence: t.exposeInt('sequence', {
      description: 'Grows with every result, in the order in which results become visible: a cursor for `runResults`.',
    }),
    metrics: t.field({ type: RunMetricsRef, description: 'The run in numbers.', resolve: (run) => metricsOf(run) }),
    error: t.field({
      type: ExecutionErrorRef,
      nullable: true,
      description: 'Why it could not run at all.',
      resolve: executionErrorOf,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', nullable: true, description: 'When a worker began it.' }),
    completedAt: t.expose('completedAt', { type: 'DateTime', nullable: true, description: 'When it ended, however it ended.' }),
  }),
});

export const RunConnection = builder.connectionObject({ type: RunRef, name: 'RunConnection' }, { name: 'RunEdge' });
