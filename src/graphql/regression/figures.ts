import type { RegressionSummary } from '../../domain/regression/classification.js';
import type { PerformanceFigures, RegressionPerformance } from '../../domain/regression/performance.js';
import type { PairedStatistics } from '../../domain/statistics/paired.js';
import { builder } from '../builder.js';
import { RegressionVerdictEnum } from './enums.js';

/** GraphQL's largest Int: nobody has more items. */
const largestInt = 2_147_483_647;

export const RegressionSummaryRef = builder.objectRef<RegressionSummary>('RegressionSummary').implement({
  description: 'A report in numbers, over the compared items. Means and sums are null where none is compared.',
  fields: (t) => ({
    comparedItems: t.exposeInt('comparedItems', { description: 'How many items have a score in both runs.' }),
    improved: t.exposeInt('improved', { description: 'Items whose score rose by more than the threshold.' }),
    regressed: t.exposeInt('regressed', { description: 'Items whose score fell by more than the threshold.' }),
    unchanged: t.exposeInt('unchanged', { description: 'All other compared items.' }),
    baselineMean: t.exposeFloat('baselineMean', { nullable: true, description: 'The mean score in the baseline run, 0 to 1.' }),
    currentMean: t.exposeFloat('currentMean', { nullable: true, description: 'The mean score in the run, 0 to 1.' }),
    meanDelta: t.exposeFloat('meanDelta', { nullable: true, description: 'The mean of the deltas.' }),
    netDelta: t.exposeFloat('netDelta', { nullable: true, description: 'The sum of the deltas.' }),
    newlyFailing: t.exposeInt('newlyFailing', {
      description: 'Compared items that are errors now and were none before. One that nobody could score before is not compared.',
    }),
    newlyWorking: t.exposeInt('newlyWorking', { description: 'Compared items that were errors before and are none now.' }),
  }),
});

const PassRateRef = builder
  .objectRef<{ passed: number; judged: number; rate: number; low: number; high: number }>('PassRate')
  .implement({
    description: 'How many of the judged items passed, with its 95 % interval (Wilson).',
    fields: (t) => ({
      passed: t.exposeInt('passed', {
        description: 'How many passed. With trials, an item passes when more than half of them do.',
      }),
      judged: t.exposeInt('judged', { description: 'How many were judged.' }),
      rate: t.exposeFloat('rate', { description: 'How many of those judged passed: 0 to 100.' }),
      low: t.exposeFloat('low', { description: 'The lower end of the interval: 0 to 100.' }),
      high: t.exposeFloat('high', { description: 'The upper end of the interval: 0 to 100.' }),
    }),
  });

const McNemarRef = builder.objectRef<NonNullable<PairedStatistics['mcnemar']>>('McNemarTest').implement({
  description: 'McNemar’s exact test of whether as many items turned from failed to passed as the other way round.',
  fields: (t) => ({
    improved: t.exposeInt('improved', { description: 'Items that passed now and did not before.' }),
    regressed: t.exposeInt('regressed', { description: 'Items that passed before and do not now.' }),
    pValue: t.exposeFloat('pValue', { description: 'Two-sided.' }),
  }),
});

export const RegressionStatisticsRef = builder.objectRef<PairedStatistics>('RegressionStatistics').implement({
  description: 'How sure the mean delta is. The same whenever it is read again.',
  fields: (t) => ({
    confidenceLow: t.exposeFloat('confidenceLow', {
      nullable: true,
      description: 'The lower end of the mean delta’s 95 % interval, by paired bootstrap over the items.',
    }),
    confidenceHigh: t.exposeFloat('confidenceHigh', { nullable: true, description: 'The upper end of that interval.' }),
    pValue: t.exposeFloat('pValue', {
      nullable: true,
      description: 'How often chance alone would give as large a mean delta: two-sided paired permutation test.',
    }),
    verdict: t.expose('verdict', { type: RegressionVerdictEnum, description: 'What the interval allows to say.' }),
    itemsNeeded: t.int({
      nullable: true,
      description:
        'About how many more items would decide, if they are like these: for 80 % power. Only where the verdict is INCONCLUSIVE, and null where no number can be said.',
      resolve: ({ itemsNeeded }) => (itemsNeeded !== null && itemsNeeded <= largestInt ? itemsNeeded : null),
    }),
    mcnemar: t.field({
      type: McNemarRef,
      nullable: true,
      description: 'The test of pass and fail, over the items judged in both runs; null where there is none.',
      resolve: ({ mcnemar }) => mcnemar,
    }),
    baselinePassRate: t.field({
      type: PassRateRef,
      nullable: true,
      description: 'Of the compared items, in the baseline run.',
      resolve: ({ passRates }) => passRates?.left,
    }),
    currentPassRate: t.field({
      type: PassRateRef,
      nullable: true,
      description: 'Of the compared items, in the run.',
      resolve: ({ passRates }) => passRates?.right,
    }),
  }),
});

const PerformanceFiguresRef = builder.objectRef<PerformanceFigures>('PerformanceFigures').implement({
  description: 'What the compared items took. What is not known is null, never 0.',
  fields: (t) => ({
    averageDurationMs: t.exposeFloat('averageDurationMs', {
      nullable: true,
      description: 'How long a call took, in milliseconds, over the results that have an output.',
    }),
    averageTokens: t.exposeFloat('averageTokens', {
      nullable: true,
      description: 'Input and output tokens together, over the results that have an output and a known usage.',
    }),
    totalCost: t.expose('totalCost', {
      type: 'Decimal',
      nullable: true,
      description: 'US dollars, errors included; null when the price of any result is unknown.',
    }),
  }),
});

export const RegressionPerformanceRef = builder.objectRef<RegressionPerformance>('RegressionPerformance').implement({
  description: 'What the compared items took in both runs.',
  fields: (t) => ({
    baseline: t.field({ type: PerformanceFiguresRef, description: 'In the baseline run.', resolve: ({ baseline }) => baseline }),
    current: t.field({ type: PerformanceFiguresRef, description: 'In the run.', resolve: ({ current }) => current }),
    delta: t.field({
      type: PerformanceFiguresRef,
      description: 'The run’s figures minus the baseline run’s.',
      resolve: ({ delta }) => delta,
    }),
  }),
});
