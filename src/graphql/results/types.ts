import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { DatasetItemRef } from '../datasets/types.js';
import { EvaluatorRef } from '../evaluators/types.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';
import { RunRef } from '../runs/types.js';
import { TraceStepRef } from '../tests/trace.js';

const ScoreRef = builder.prismaObject('Score', {
  description: 'An evaluator’s verdict on one result. Without a value, the evaluator itself failed.',
  fields: (t) => ({
    evaluator: t.field({
      type: EvaluatorRef,
      description: 'Who judged, as it is now: the run keeps it as it was.',
      resolve: ({ evaluatorId }, _args, { loaders }) => loaders.evaluators.load(evaluatorId),
    }),
    value: t.exposeFloat('value', { nullable: true, description: '0 to 1; null: the evaluator failed.' }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Whether the value reached the evaluator’s threshold.' }),
    explanation: t.exposeString('explanation', { nullable: true, description: 'Why, in a sentence.' }),
    error: t.field({
      type: ExecutionErrorRef,
      nullable: true,
      description: 'Why the evaluator failed.',
      resolve: executionErrorOf,
    }),
    inputTokens: t.exposeInt('inputTokens', { nullable: true, description: 'Tokens that the judge read, where it is a model.' }),
    outputTokens: t.exposeInt('outputTokens', {
      nullable: true,
      description: 'Tokens that the judge wrote, where it is a model.',
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'US dollars that the judge cost, apart from the result’s own cost.',
      resolve: ({ cost }) => cost?.toFixed(),
    }),
  }),
});

export const ResultRef = builder.prismaNode('Result', {
  description: 'What one item gave in one run and trial: an output or an error, what it took, and its scores.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, run: { organizationId: scope.organizationId } }),
  fields: (t) => ({
    run: t.field({
      type: RunRef,
      description: 'The run that it belongs to.',
      resolve: ({ runId }, _args, { loaders }) => loaders.runs.load(runId),
    }),
    item: t.field({
      type: DatasetItemRef,
      description: 'The item that was run.',
      resolve: ({ itemId }, _args, { loaders }) => loaders.items.load(itemId),
    }),
    trial: t.exposeInt('trial', { description: '0 for the first trial of the item in the run.' }),
    sequence: t.exposeInt('sequence', { description: 'Its place in the order in which the run’s results became visible.' }),
    output: t.expose('output', { type: 'JSON', nullable: true, description: 'What came out; null where there is an error.' }),
    error: t.field({ type: ExecutionErrorRef, nullable: true, description: 'Why nothing came out.', resolve: executionErrorOf }),
    durationMs: t.exposeInt('durationMs', {
      nullable: true,
      description:
        'How long the final call took, in milliseconds: no queue, no back-off, no evaluators. Of an answer that came later: from the request to the answer.',
    }),
    inputTokens: t.exposeInt('inputTokens', { nullable: true, description: 'Tokens that the model read.' }),
    outputTokens: t.exposeInt('outputTokens', { nullable: true, description: 'Tokens that the model wrote.' }),
    estimatedCost: t.field({
      type: 'Decimal',
      nullable: true,
      description: 'US dollars, from token usage and the prices when the run started; null where a price is unknown.',
      resolve: ({ estimatedCost }) => estimatedCost?.toFixed(),
    }),
    scores: t.field({
      type: [ScoreRef],
      description: 'What the evaluators think of it.',
      resolve: ({ id }, _args, { loaders }) => loaders.scores.load(id),
    }),
    score: t.exposeFloat('score', {
      nullable: true,
      description: 'The mean of the evaluators’ values, 0 to 1; null where none judged, or one of them failed to.',
    }),
    passed: t.exposeBoolean('passed', { nullable: true, description: 'Whether every evaluator reached its threshold.' }),
    trace: t.field({
      type: [TraceStepRef],
      description: 'What the user’s app told of the inference steps that it took, in the order in which it came.',
      // Most apps take a few steps.
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ id }, _args, { loaders }) => loaders.traces.load(id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored.' }),
  }),
});

const ResultConnection = builder.connectionObject({ type: ResultRef, name: 'ResultConnection' }, { name: 'ResultEdge' });

builder.prismaObjectField(RunRef, 'results', (t) =>
  t.field({
    type: ResultConnection,
    description: 'Its results, in the order in which they became visible. A cursor is a sequence.',
    args: pageArgs,
    complexity: pageComplexity,
    resolve: async ({ id }, args, { loaders }) => {
      const key = { parentId: id, limit: pageSize(args) + 1, after: afterNumber(args) };
      return pageOf(await loaders.pages.results.load(key), args, ({ sequence }) => String(sequence));
    },
  }),
);
