import { builder } from '../builder.js';

export const BaselineSourceEnum = builder.enumType('BaselineSource', {
  description: 'Why a run is compared with just that other one.',
  values: {
    EXPLICIT: { description: 'It was named.' },
    MARKED_BASELINE: { description: 'It is the marked baseline of the variant.' },
    PRIOR_RUN: { description: 'It is the newest completed run of the variant that was created before.' },
  } as const,
});

export const RegressionClassEnum = builder.enumType('RegressionClass', {
  description: 'What became of an item’s score.',
  values: {
    IMPROVED: { description: 'It rose by more than the threshold.' },
    REGRESSED: { description: 'It fell by more than the threshold.' },
    UNCHANGED: { description: 'It changed by no more than the threshold.' },
  } as const,
});

export const RegressionChangeEnum = builder.enumType('RegressionChange', {
  description: 'What became of an item’s errors. With trials, an item is an error when more than half of its trials are.',
  values: {
    NEWLY_FAILING: { description: 'An error now, and none before.' },
    NEWLY_WORKING: { description: 'No error now, and one before.' },
  } as const,
});

export const RegressionSideEnum = builder.enumType('RegressionSide', {
  description: 'Which of the two runs of a report.',
  values: {
    BASELINE: { description: 'The baseline run alone.' },
    CURRENT: { description: 'The run that is reported on alone.' },
    BOTH: { description: 'Both.' },
  } as const,
});

export const ExclusionReasonEnum = builder.enumType('ExclusionReason', {
  description: 'Why an item is not compared.',
  values: {
    ADDED: { description: 'Only the run’s dataset version has it.' },
    REMOVED: { description: 'Only the baseline run’s dataset version has it.' },
    CHANGED_INPUT: { description: 'The baseline run’s dataset version has another content under the same externalId.' },
    NOT_FINISHED: { description: 'A run has no result of it.' },
    UNSCORED: { description: 'A run has no score of it: no evaluator that counts judged it, or one of them failed to.' },
  } as const,
});

export const RegressionVerdictEnum = builder.enumType('RegressionVerdict', {
  description: 'What the confidence interval of the mean delta allows to say.',
  values: {
    IMPROVED: { description: 'The whole interval is above 0.' },
    REGRESSED: { description: 'The whole interval is below 0.' },
    NO_DIFFERENCE: { description: 'The interval holds 0 and lies within the threshold on both sides.' },
    INCONCLUSIVE: { description: 'The interval holds 0 and reaches beyond the threshold: there are too few items to tell.' },
  } as const,
});
