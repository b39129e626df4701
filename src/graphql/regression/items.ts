import {
  type ExcludedItem,
  excludedCounts,
  excludedItems,
  type RegressionItem as ComparedItem,
} from '../../domain/regression/items.js';
import type { Regression } from '../../domain/regression/report.js';
import { type Id, resultIdOf } from '../../ids.js';
import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { DatasetItemRef } from '../datasets/types.js';
import { ResultRef } from '../results/types.js';
import { ExclusionReasonEnum, RegressionChangeEnum, RegressionClassEnum, RegressionSideEnum } from './enums.js';

/** A compared item, with the runs that it was compared in. */
export interface ReportedItem extends ComparedItem {
  baselineRunId: Id<'run'>;
  runId: Id<'run'>;
}

export const RegressionItemRef = builder.objectRef<ReportedItem>('RegressionItem').implement({
  description: 'One item that has a score in both runs.',
  fields: (t) => ({
    item: t.field({
      type: DatasetItemRef,
      description: 'The item.',
      resolve: ({ itemId }, _args, { loaders }) => loaders.items.load(itemId),
    }),
    baselineScore: t.exposeFloat('baselineScore', {
      description: 'Its score in the baseline run, 0 to 1: the mean over its trials. An error counts 0.',
    }),
    currentScore: t.exposeFloat('currentScore', { description: 'Its score in the run, 0 to 1.' }),
    delta: t.exposeFloat('delta', { description: '`currentScore` − `baselineScore`, rounded to 9 decimals.' }),
    classification: t.expose('classification', { type: RegressionClassEnum, description: 'What became of its score.' }),
    change: t.expose('change', {
      type: RegressionChangeEnum,
      nullable: true,
      description: 'Whether it began to fail, or to work; null where neither.',
    }),
    baselineResult: t.field({
      type: ResultRef,
      nullable: true,
      description: 'What it gave in the baseline run, in the first trial.',
      resolve: ({ baselineRunId, itemId }, _args, { loaders }) => loaders.results.load(resultIdOf(baselineRunId, itemId, 0)),
    }),
    currentResult: t.field({
      type: ResultRef,
      nullable: true,
      description: 'What it gave in the run, in the first trial.',
      resolve: ({ runId, itemId }, _args, { loaders }) => loaders.results.load(resultIdOf(runId, itemId, 0)),
    }),
  }),
});

export const RegressionItemConnection = builder.connectionObject(
  { type: RegressionItemRef, name: 'RegressionItemConnection' },
  { name: 'RegressionItemEdge' },
);

const ExcludedItemRef = builder.objectRef<ExcludedItem>('ExcludedItem').implement({
  description: 'One item that is not compared.',
  fields: (t) => ({
    item: t.field({
      type: DatasetItemRef,
      description: 'The item; where its input was changed, as it is now.',
      resolve: ({ itemId }, _args, { loaders }) => loaders.items.load(itemId),
    }),
    formerItem: t.field({
      type: DatasetItemRef,
      nullable: true,
      description: 'Where its input was changed: the item that the baseline run had.',
      resolve: ({ formerItemId }, _args, { loaders }) => (formerItemId === null ? null : loaders.items.load(formerItemId)),
    }),
    reason: t.expose('reason', { type: ExclusionReasonEnum, description: 'Why it is left out.' }),
    side: t.expose('side', {
      type: RegressionSideEnum,
      description: 'Which run lacks it, or its result, or its score. Both, where its input was changed.',
    }),
  }),
});

const ExcludedItemConnection = builder.connectionObject(
  { type: ExcludedItemRef, name: 'ExcludedItemConnection' },
  { name: 'ExcludedItemEdge' },
);

const ExclusionCountRef = builder.objectRef<{ reason: ExcludedItem['reason']; items: number }>('ExclusionCount').implement({
  description: 'How many items are left out for one reason.',
  fields: (t) => ({
    reason: t.expose('reason', { type: ExclusionReasonEnum, description: 'The reason.' }),
    items: t.exposeInt('items', { description: 'How many. A changed item counts once.' }),
  }),
});

export const RegressionExclusionsRef = builder.objectRef<Regression>('RegressionExclusions').implement({
  description: 'The items of either run that are not compared, and why.',
  fields: (t) => ({
    counts: t.field({
      type: [ExclusionCountRef],
      description: 'How many by reason; a reason without any is not listed.',
      resolve: async (report, _args, { scope }) => {
        const counts = Object.entries(await excludedCounts(scope, report)) as [ExcludedItem['reason'], number][];
        return counts.flatMap(([reason, items]) => (items > 0 ? { reason, items } : []));
      },
    }),
    items: t.field({
      type: ExcludedItemConnection,
      description: 'The items, in dataset order.',
      args: { ...pageArgs, reason: t.arg({ type: ExclusionReasonEnum, description: 'Only those left out for this reason.' }) },
      complexity: pageComplexity,
      resolve: async (report, { reason, ...page }, { scope }) => {
        const rows = await excludedItems(scope, report, reason ?? null, pageSize(page) + 1, afterNumber(page));
        return pageOf(rows, page, ({ place }) => String(place));
      },
    }),
  }),
});
