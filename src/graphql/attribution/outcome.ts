import { hypothesisOutcome } from '../../domain/attribution/hypothesis.js';
import type { VariantOutcome } from '../../domain/attribution/outcome.js';
import { defaultThreshold } from '../../domain/regression/report.js';
import { builder } from '../builder.js';
import type { Loaders } from '../loaders/loaders.js';
import { RegressionReportRef } from '../regression/types.js';
import { RunRef } from '../runs/types.js';
import { VariantRef } from '../variants/types.js';
import { EstimateRef } from './estimates.js';

const HypothesisOutcomeEnum = builder.enumType('HypothesisOutcome', {
  description: 'What the results say of a hypothesis.',
  values: {
    CONFIRMED: { description: 'What was expected came true.' },
    REFUTED: { description: 'It did not.' },
    UNDECIDED: { description: 'There are too few items to tell.' },
  } as const,
});

const VariantOutcomeRef = builder.objectRef<VariantOutcome>('VariantOutcome').implement({
  description:
    'What came of a variant, by its newest completed run of its present configuration, against its baseline: the marked baseline run of the root of its tree, or else the root’s newest completed run of its present configuration. The root itself is held against its marked baseline run alone. Where a variant has no completed run of its present configuration, what is told is of its newest completed one, and `current` is false.',
  fields: (t) => ({
    run: t.field({
      type: RunRef,
      description: 'The newest completed run of its present configuration; or else its newest completed run.',
      resolve: ({ run }) => run,
    }),
    current: t.exposeBoolean('current', {
      description:
        'Whether the run is of the present configuration: of the variant’s, and `baselineRun` of its root’s. False once one of them was changed and did not complete a run since. A root’s marked baseline run may be of any.',
    }),
    baselineRun: t.field({
      type: RunRef,
      nullable: true,
      description:
        'The run that it is held against; null where there is none over the same dataset, and for the marked baseline run itself.',
      resolve: ({ baselineRun }) => baselineRun,
    }),
    passRate: t.exposeFloat('passRate', {
      nullable: true,
      description: 'How many of the judged results passed: 0 to 100; null where none was judged.',
    }),
    passRateVsBaseline: t.exposeFloat('passRateVsBaseline', {
      nullable: true,
      description:
        'How much higher the pass rate is than the baseline’s, in per cent of the latter. Null without one, where that is 0, and where the two runs are not over the same dataset version and the same tasks of it, or were judged by other evaluators: such rates say nothing of each other. `passRateDifference` is over the items and evaluators that both have.',
    }),
    passRateDifference: t.field({
      type: EstimateRef,
      nullable: true,
      description:
        'How much higher the pass rate is than the baseline’s, in percentage points: over the items judged in both runs by the evaluators that both have, with Tango’s score interval. With trials, an item passes when more than half of them do. Null without such items.',
      complexity: 20,
      resolve: (outcome, _args, { loaders }) => loaders.outcomes.passRateDifference.load(outcome),
    }),
    total: t.exposeInt('total', {
      description: 'How many results the run has: one for each item and trial. Passed, failed and not judged make it up.',
    }),
    passed: t.exposeInt('passed', { description: 'How many results reached the threshold of every evaluator.' }),
    failed: t.exposeInt('failed', { description: 'How many results were judged and did not pass, errors included.' }),
    unjudged: t.exposeInt('unjudged', {
      description: 'How many results were not judged: nothing to judge by, or an evaluator failed.',
    }),
    completedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the run completed.',
      resolve: ({ run }) => run.completedAt,
    }),
    regression: t.field({
      type: RegressionReportRef,
      nullable: true,
      description: 'The report on the run against `baselineRun`, as if that had been named; null without one.',
      args: {
        threshold: t.arg.float({
          defaultValue: defaultThreshold,
          description: 'The change of a score, 0 to 1, beyond which an item counts as improved or regressed.',
        }),
      },
      resolve: (outcome, { threshold }, { loaders }) => reportOn(loaders, outcome, threshold ?? defaultThreshold),
    }),
  }),
});

function reportOn({ regression }: Loaders, { run, baselineRun }: VariantOutcome, threshold: number) {
  return baselineRun ? regression.load({ run, baselineRunId: baselineRun.id, threshold }) : null;
}

builder.prismaObjectFields(VariantRef, (t) => ({
  outcome: t.field({
    type: VariantOutcomeRef,
    nullable: true,
    description: 'What came of it; null until it has a completed run.',
    resolve: (variant, _args, { loaders }) => loaders.outcomes.ofVariant.load(variant),
  }),
  hypothesisOutcome: t.field({
    type: HypothesisOutcomeEnum,
    nullable: true,
    description: `Whether the report on its outcome confirms its hypothesis: derived from the verdict at a threshold of ${defaultThreshold}. Where it was expected to improve, IMPROVED confirms, REGRESSED and NO_DIFFERENCE refute; where not to regress, IMPROVED and NO_DIFFERENCE confirm, REGRESSED refutes; INCONCLUSIVE leaves either undecided. Null without a hypothesis, and until both have completed a run of their present configuration (\`current\`).`,
    complexity: 400,
    resolve: async (variant, _args, { loaders }) => {
      const { hypothesis, expectation } = variant;
      if (hypothesis === null || expectation === null) return null;
      const outcome = await loaders.outcomes.ofVariant.load(variant);
      const report = outcome?.current && (await reportOn(loaders, outcome, defaultThreshold));
      return report ? hypothesisOutcome(expectation, (await loaders.outcomes.statistics.load(report)).verdict) : null;
    },
  }),
  passRate: t.float({
    nullable: true,
    description: 'The same as in `outcome`: how many of the judged results of its run passed, 0 to 100.',
    resolve: async (variant, _args, { loaders }) => (await loaders.outcomes.ofVariant.load(variant))?.passRate,
  }),
  passRateVsBaseline: t.float({
    nullable: true,
    description: 'The same as in `outcome`: how much higher `passRate` is than that of its baseline, in per cent of the latter.',
    resolve: async (variant, _args, { loaders }) => (await loaders.outcomes.ofVariant.load(variant))?.passRateVsBaseline,
  }),
}));
