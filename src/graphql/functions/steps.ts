import { builder } from '../builder.js';
import { ExecutionErrorRef, executionErrorOf } from '../execution-error.js';
import { FunctionStepKindEnum, FunctionStepStatusEnum } from './enums.js';
import { FunctionRunRef } from './types.js';

export const FunctionStepRef = builder.prismaObject('FunctionStep', {
  description: 'One step of a function run that was tried: once it has ended, what it gave is kept, and it is not run again.',
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: 'The id that it has in the code.' }),
    occurrence: t.exposeInt('occurrence', {
      description: '0 for the first step of this id in the run: the same id again, as in a loop, is another step.',
    }),
    kind: t.expose('kind', { type: FunctionStepKindEnum, description: 'What it does.' }),
    status: t.expose('status', { type: FunctionStepStatusEnum, description: 'How it stands.' }),
    position: t.exposeInt('position', {
      description: 'Where it stands in the order in which the handler asked for its steps: 0 for the first.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    output: t.expose('output', {
      type: 'JSON',
      nullable: true,
      description: 'What it gave; null while it has not completed, and where that was nothing.',
    }),
    error: t.field({
      type: ExecutionErrorRef,
      nullable: true,
      description: 'Why it failed the last time. The type is the name of what was thrown, such as `TypeError`.',
      resolve: executionErrorOf,
    }),
    retryAt: t.expose('retryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is tried again at the earliest, while it waits for that.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was tried last.' }),
    durationMs: t.exposeInt('durationMs', { description: 'How long the last try took, in milliseconds.' }),
    inputTokens: t.exposeInt('inputTokens', {
      nullable: true,
      description: 'Tokens that models read, as far as the step told in all its tries; null where it did not.',
    }),
    outputTokens: t.exposeInt('outputTokens', {
      nullable: true,
      description: 'Tokens that models wrote, as far as the step told in all its tries; null where it did not.',
    }),
    cost: t.field({
      type: 'Decimal',
      nullable: true,
      description:
        'US dollars, as far as the step told in all its tries; null where it did not, or told of a model whose price is unknown.',
      resolve: ({ cost }) => cost?.toFixed(),
    }),
  }),
});

builder.prismaObjectField(FunctionRunRef, 'steps', (t) =>
  t.field({
    type: [FunctionStepRef],
    description: 'The steps of it that were tried, in the order in which its handler asked for them.',
    resolve: ({ id }, _args, { loaders }) => loaders.functions.steps.load(id),
  }),
);
