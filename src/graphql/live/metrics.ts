import type { LiveComparison } from '../../domain/live/compare-variants.js';
import type { LiveMetric } from '../../domain/live/figures.js';
import { builder } from '../builder.js';
import { LiveVerdictEnum } from './enums.js';

const LiveComparisonRef = builder.objectRef<LiveComparison>('LiveComparison').implement({
  description:
    'A variant beside the first of its live experiment, by one metric and in its unit. Interval and p-values are always valid: they hold however often, and whenever, somebody looks. None is adjusted for there being several metrics.',
  fields: (t) => ({
    difference: t.exposeFloat('difference', { description: 'The variant’s mean less that of the first variant.' }),
    low: t.exposeFloat('low', { description: 'The lower end of the difference’s 95 % interval, by a confidence sequence.' }),
    high: t.exposeFloat('high', { description: 'The upper end of that interval.' }),
    pValue: t.exposeFloat('pValue', {
      description: 'Two-sided, of no difference. It is below 0.05 where the interval leaves out 0.',
    }),
    adjustedPValue: t.exposeFloat('adjustedPValue', {
      description:
        'The same, adjusted for all variants that are compared with the first by the metric (Holm): those that cannot be yet count with a p-value of 1.',
    }),
    verdict: t.expose('verdict', { type: LiveVerdictEnum, description: 'What that allows to say.' }),
  }),
});

/** What one end of an interval counts, in the complexity of a query: it is drawn anew whenever its values have changed. */
const intervalComplexity = 20;

export const LiveMetricRef = builder.objectRef<LiveMetric>('LiveMetric').implement({
  description:
    'One thing that was measured of a variant. Each unit counts once, with the mean of what was measured of it under the variant.',
  fields: (t) => ({
    name: t.exposeString('name', { description: '`errors`, `durationMs`, `cost`, or the name of a score.' }),
    units: t.exposeInt('units', { description: 'Of how many units it was measured.' }),
    mean: t.exposeFloat('mean', { nullable: true, description: 'The mean over these units; null without any.' }),
    low: t.float({
      nullable: true,
      description:
        'The lower end of the mean’s 95 % interval, by bootstrap over the units; null with fewer than 6. It is that of one look: only the comparison is always valid.',
      complexity: intervalComplexity,
      resolve: async (metric, _args, { loaders }) => (await loaders.live.intervals.load(metric))?.low,
    }),
    high: t.float({
      nullable: true,
      description: 'The upper end of that interval.',
      complexity: intervalComplexity,
      resolve: async (metric, _args, { loaders }) => (await loaders.live.intervals.load(metric))?.high,
    }),
    comparison: t.field({
      type: LiveComparisonRef,
      nullable: true,
      description:
        'The variant beside the first one; null for the first itself, with fewer than 6 units of either, and while all values of both are the same.',
      resolve: ({ comparison }) => comparison,
    }),
  }),
});
