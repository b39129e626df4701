import { defaultThreshold } from '../../domain/regression/report.js';
import { compareRuns, type RunComparison } from '../../domain/regression/run-comparisons.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { RegressionStatisticsRef, RegressionSummaryRef } from '../regression/figures.js';
import { RunRef } from '../runs/types.js';
import { ComparisonRef } from './types.js';

const ComparisonPairRef = builder.objectRef<RunComparison>('ComparisonPair').implement({
  description: 'Two runs of a comparison, the right one against the left, by the scores of the evaluators that judged both.',
  fields: (t) => ({
    left: t.field({
      type: RunRef,
      description: 'The run that stands for the baseline.',
      resolve: ({ regression }) => regression.baselineRun,
    }),
    right: t.field({
      type: RunRef,
      description: 'The run that is held against it.',
      resolve: ({ regression }) => regression.run,
    }),
    summary: t.field({
      type: RegressionSummaryRef,
      description: 'The items that both have, counted.',
      resolve: ({ regression }) => regression.summary,
    }),
    statistics: t.expose('statistics', { type: RegressionStatisticsRef, description: 'How sure the difference is.' }),
    adjustedPValue: t.exposeFloat('adjustedPValue', {
      nullable: true,
      description:
        'The p-value, adjusted for all pairs of the comparison (Holm): with many pairs, one looks different by chance.',
    }),
  }),
});

builder.objectField(ComparisonRef, 'pairs', (t) =>
  t.field({
    type: [ComparisonPairRef],
    description: 'Every two of the runs, in their order: at most 12 runs.',
    complexity: { field: 1000, multiplier: 66 },
    args: {
      threshold: t.arg.float({
        defaultValue: defaultThreshold,
        description: 'The change of a score, 0 to 1, beyond which an item counts as improved or regressed.',
      }),
    },
    resolve: async ({ runs }, { threshold }, { scope }) => orThrow(await compareRuns(scope, runs, threshold ?? defaultThreshold)),
  }),
);
