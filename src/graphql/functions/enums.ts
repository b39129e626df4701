import { FunctionRunStatus, FunctionStepKind, FunctionStepStatus } from '../../database/client.js';
import { builder } from '../builder.js';

export const FunctionRunStatusEnum = builder.enumType('FunctionRunStatus', {
  description: 'How a function run stands.',
  values: {
    [FunctionRunStatus.PENDING]: { description: 'Waits for a worker.' },
    [FunctionRunStatus.RUNNING]: { description: 'Its handler is called, or waits to be called again.' },
    [FunctionRunStatus.COMPLETED]: { description: 'Its handler returned.' },
    [FunctionRunStatus.FAILED]: { description: 'Its handler threw, and is not tried again.' },
    [FunctionRunStatus.CANCELLED]: { description: 'Ended early. It keeps the steps that had ended.' },
  },
});

export const FunctionStepKindEnum = builder.enumType('FunctionStepKind', {
  description: 'What a step does.',
  values: {
    [FunctionStepKind.RUN]: { description: '`step.run`: what the user’s own function gives.' },
    [FunctionStepKind.EXPERIMENT]: { description: '`group.experiment`: which variant is chosen.' },
    [FunctionStepKind.SCORE]: { description: '`step.score`: a number for variants that the run was given.' },
  },
});

export const FunctionStepStatusEnum = builder.enumType('FunctionStepStatus', {
  description: 'How a step stands that was tried.',
  values: {
    [FunctionStepStatus.COMPLETED]: { description: 'It has ended, and is not run again.' },
    [FunctionStepStatus.FAILED]: { description: 'It has failed for good.' },
    [FunctionStepStatus.RETRYING]: { description: 'It has failed, and is tried again.' },
  },
});
