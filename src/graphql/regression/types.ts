import type { ItemFilter, RegressionClass } from '../../domain/regression/classification.js';
import type { IgnoredEvaluator } from '../../domain/regression/common-evaluators.js';
import { regressionItems } from '../../domain/regression/items.js';
import { regressionPerformance } from '../../domain/regression/performance.js';
import {
  type EvaluatorRegression,
  evaluatorRegressions,
  type Regression,
  type RegressionReport,
} from '../../domain/regression/report.js';
import type { Scope } from '../../domain/scope.js';
import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { EvaluatorKindEnum } from '../enums.js';
import { EvaluatorRef } from '../evaluators/types.js';
import { RunRef } from '../runs/types.js';
import { BaselineSourceEnum, RegressionChangeEnum, RegressionClassEnum, RegressionSideEnum } from './enums.js';
import { RegressionPerformanceRef, RegressionStatisticsRef, RegressionSummaryRef } from './figures.js';
import { RegressionExclusionsRef, RegressionItemConnection, RegressionItemRef, type ReportedItem } from './items.js';

/** How many items the lists hold that are no pages. */
const mostListed = 100;

const RegressionRef = builder.interfaceRef<Regression>('Regression').implement({
  description: 'One run against its baseline run, by the scores of some evaluators or of one.',
  fields: (t) => ({
    summary: t.field({ type: RegressionSummaryRef, description: 'It in numbers.', resolve: ({ summary }) => summary }),
    regressed: t.field({
      type: [RegressionItemRef],
      description: `The items whose score fell by more than the threshold, the largest |delta| first, ties in dataset order: the first ${mostListed}. \`items\` has all.`,
      complexity: { field: 1, multiplier: mostListed },
      resolve: (report, _args, { scope }) => listed(scope, report, 'REGRESSED'),
    }),
    improved: t.field({
      type: [RegressionItemRef],
      description: `The items whose score rose by more than the threshold, the largest |delta| first, ties in dataset order: the first ${mostListed}. \`items\` has all.`,
      complexity: { field: 1, multiplier: mostListed },
      resolve: (report, _args, { scope }) => listed(scope, report, 'IMPROVED'),
    }),
    items: t.field({
      type: RegressionItemConnection,
      description: 'The compared items, the largest |delta| first, ties in dataset order.',
      args: {
        ...pageArgs,
        classification: t.arg({ type: RegressionClassEnum, description: 'Only those of this class.' }),
        change: t.arg({ type: RegressionChangeEnum, description: 'Only those that began to fail, or to work.' }),
      },
      complexity: pageComplexity,
      resolve: async (report, { classification = null, change = null, ...page }, { scope }) => {
        const rows = await reported(scope, report, { classification, change }, pageSize(page) + 1, afterNumber(page));
        return pageOf(rows, page, ({ place }) => String(place));
      },
    }),
    statistics: t.field({
      type: RegressionStatisticsRef,
      description: 'How sure the mean delta is. Takes up to a second the first time that it is asked for.',
      // A request may ask for a few hundred of them, and no more.
      complexity: 400,
      resolve: (report, _args, { loaders }) => loaders.outcomes.statistics.load(report),
    }),
  }),
});

function listed(scope: Scope, report: Regression, classification: RegressionClass): Promise<ReportedItem[]> {
  return reported(scope, report, { classification, change: null }, mostListed, null);
}

async function reported(
  scope: Scope,
  report: Regression,
  filter: ItemFilter,
  limit: number,
  after: number | null,
): Promise<ReportedItem[]> {
  const runs = { baselineRunId: report.baselineRun.id, runId: report.run.id };
  return (await regressionItems(scope, report, filter, limit, after)).map((item) => ({ ...item, ...runs }));
}

const EvaluatorRegressionRef = builder.objectRef<EvaluatorRegression>('EvaluatorRegression').implement({
  description: 'A report by the scores of one evaluator alone.',
  interfaces: [RegressionRef],
  fields: (t) => ({
    evaluator: t.field({
      type: EvaluatorRef,
      description: 'The evaluator, as it is now: the runs keep it as it was.',
      resolve: ({ evaluator }, _args, { loaders }) => loaders.evaluators.load(evaluator.id),
    }),
  }),
});

const IgnoredEvaluatorRef = builder.objectRef<IgnoredEvaluator>('IgnoredEvaluator').implement({
  description: 'An evaluator whose scores do not count, because it did not judge both runs by the same rules.',
  fields: (t) => ({
    name: t.string({ description: 'Its name, as the run keeps it.', resolve: ({ evaluator }) => evaluator.name }),
    kind: t.field({
      type: EvaluatorKindEnum,
      description: 'How it judged.',
      resolve: ({ evaluator }) => evaluator.kind,
    }),
    configuration: t.field({
      type: 'JSON',
      description: 'What of an output it judged, and by what.',
      resolve: ({ evaluator }) => evaluator.configuration,
    }),
    threshold: t.float({ description: 'The score from which a result passed.', resolve: ({ evaluator }) => evaluator.threshold }),
    side: t.expose('side', { type: RegressionSideEnum, description: 'Which of the runs it judged.' }),
  }),
});

export const RegressionReportRef = builder.objectRef<RegressionReport>('RegressionReport').implement({
  description: 'One run against its baseline run: which items improved, which regressed, and by how much.',
  interfaces: [RegressionRef],
  fields: (t) => ({
    run: t.field({ type: RunRef, description: 'The run that is reported on.', resolve: ({ run }) => run }),
    baselineRun: t.field({
      type: RunRef,
      description: 'The run that it is compared with.',
      resolve: ({ baselineRun }) => baselineRun,
    }),
    baselineSource: t.expose('baselineSource', { type: BaselineSourceEnum, description: 'Why it is compared with that one.' }),
    threshold: t.exposeFloat('threshold', {
      description: 'How much a score must change for its item to count as improved or regressed: by more than this.',
    }),
    evaluators: t.field({
      type: [EvaluatorRegressionRef],
      description:
        'The same by each evaluator that counts: those that judged both runs with the same name, kind, configuration and threshold.',
      resolve: (report, _args, { scope }) => evaluatorRegressions(scope, report),
    }),
    ignoredEvaluators: t.field({
      type: [IgnoredEvaluatorRef],
      description: 'The other evaluators of the two runs. Their scores do not count.',
      resolve: ({ ignoredEvaluators }) => ignoredEvaluators,
    }),
    excluded: t.field({
      type: RegressionExclusionsRef,
      description: 'The items that are not compared, and why.',
      resolve: (report) => report,
    }),
    performance: t.field({
      type: RegressionPerformanceRef,
      description: 'What the compared items took in both runs: duration, tokens and cost.',
      resolve: (report, _args, { scope }) => regressionPerformance(scope, report),
    }),
  }),
});
