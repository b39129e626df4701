import { ExposureStatus, SelectionStrategy } from '../../database/client.js';
import type { LiveVerdict } from '../../domain/live/compare-variants.js';
import { builder } from '../builder.js';

export const SelectionStrategyEnum = builder.enumType('SelectionStrategy', {
  description: 'How a variant is chosen.',
  values: {
    [SelectionStrategy.WEIGHTED]: { description: 'By weights, for each function run.' },
    [SelectionStrategy.BUCKET]: { description: 'By weights, for each value, such as a user’s id: the same whenever it comes.' },
    [SelectionStrategy.FIXED]: { description: 'The code names it.' },
    [SelectionStrategy.CUSTOM]: { description: 'The code computes it.' },
  },
});

export const ExposureStatusEnum = builder.enumType('ExposureStatus', {
  description: 'How a variant does that a function run was given.',
  values: {
    [ExposureStatus.RUNNING]: { description: 'It is under way.' },
    [ExposureStatus.COMPLETED]: { description: 'It gave a result.' },
    [ExposureStatus.FAILED]: { description: 'It threw.' },
  },
});

const verdicts: Record<LiveVerdict, { description: string }> = {
  IMPROVED: { description: 'It is better.' },
  REGRESSED: { description: 'It is worse.' },
  INCONCLUSIVE: { description: 'There is too little to tell, or no difference.' },
};

export const LiveVerdictEnum = builder.enumType('LiveVerdict', {
  description:
    'Whether a variant is better than the first, by the adjusted p-value at 5 %: of errors, time and money less is better, of scores more. It may be looked at as often as one likes.',
  values: verdicts,
});
