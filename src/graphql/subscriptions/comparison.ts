import { type ComparisonChange, comparisonChanges, mostRows, openToWatch } from '../../domain/comparison/changes.js';
import { comparisonColumns } from '../../domain/comparison/comparison.js';
import { decodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { ComparisonColumnRef, ComparisonRowRef, ComparisonSummaryRef } from '../comparison/types.js';
import { orThrow } from '../errors.js';
import { experimentToWatch, refuse } from './to-watch.js';

const ComparisonChangeRef = builder.objectRef<ComparisonChange>('ComparisonChange').implement({
  description: 'What a comparison that is watched has become.',
  fields: (t) => ({
    summary: t.field({ type: ComparisonSummaryRef, description: 'All rows, counted.', resolve: ({ summary }) => summary }),
    columns: t.field({
      type: [ComparisonColumnRef],
      description: 'The aggregate row.',
      resolve: ({ comparison }) => comparisonColumns(comparison),
    }),
    rows: t.field({
      type: [ComparisonRowRef],
      description: `The rows that have changed since the event before, in dataset order, at most ${mostRows}. The first event has none.`,
      complexity: { field: 1, multiplier: mostRows },
      resolve: ({ rows }) => rows,
    }),
    moreRows: t.exposeInt('moreRows', {
      description: 'How many further rows have changed. When there are any, read the rows that you show again.',
    }),
  }),
});

builder.subscriptionField('comparisonChanges', (t) =>
  t.field({
    type: ComparisonChangeRef,
    description:
      'An experiment’s runs side by side, those that there are when it is opened: as they are now, then after every change (at most about ten a second): the rows that changed, the summary and the aggregate row. Read the rows that you show once the first event is there, and put in those that come after it. Completes when all of the runs have ended.',
    args: {
      experimentId: t.arg.id({ required: true, description: 'The experiment whose runs to compare.' }),
      runIds: t.arg.idList({
        description: 'The runs to compare; where nothing is said, each variant’s latest run, whether it has ended or not.',
      }),
    },
    skipTypeScopes: true,
    subscribe: async (_root, { experimentId, runIds }, context): Promise<AsyncIterable<unknown>> => {
      const id = await experimentToWatch(experimentId, context);
      const chosen = runIds?.map((runId) => decodeId('run', runId) ?? refuse('run')) ?? null;
      const comparison = orThrow(await openToWatch(context.scope, id, chosen));
      return comparisonChanges(context.scope, context.live.progress, comparison);
    },
    resolve: (change) => change as ComparisonChange,
  }),
);
