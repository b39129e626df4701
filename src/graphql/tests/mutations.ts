import { submitTestResult } from '../../domain/tests/submit-result.js';
import { submitTestTrace } from '../../domain/tests/submit-trace.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { TestRef } from './types.js';

const TestErrorInput = builder.inputType('TestErrorInput', {
  description: 'Why the app has no output for a test.',
  fields: (t) => ({
    type: t.string({
      description:
        'What went wrong, as a word of the app’s own: the result’s error has it with `app_` before it, and is `app_error` without one.',
    }),
    message: t.string({ required: true, description: 'What went wrong, for a person.' }),
  }),
});

const UsageInput = builder.inputType('UsageInput', {
  description: 'Tokens that were used. What is left out is unknown.',
  fields: (t) => ({
    inputTokens: t.int({ description: 'Tokens that models read.' }),
    outputTokens: t.int({ description: 'Tokens that models wrote.' }),
  }),
});

const TraceStepInput = builder.inputType('TraceStepInput', {
  description: 'One inference step that the app took for a test.',
  fields: (t) => ({
    externalId: t.string({ required: true, description: 'The name that the app has for the step.' }),
    input: t.field({ type: 'JSON', description: 'What the step was given.' }),
    output: t.field({ type: 'JSON', description: 'What came out of it.' }),
    durationMs: t.float({ description: 'How long it took, in milliseconds.' }),
    inputTokens: t.int({ description: 'Tokens that its model read.' }),
    outputTokens: t.int({ description: 'Tokens that its model wrote.' }),
  }),
});

const testId = 'The `testId` of the request that asked for the test.';

const SubmitTestResultInput = builder.inputType('SubmitTestResultInput', {
  description: 'The answer to a test: either `output` or `error`.',
  fields: (t) => ({
    testId: t.id({ required: true, description: testId }),
    output: t.field({ type: 'JSON', description: 'What came out.' }),
    error: t.field({
      type: TestErrorInput,
      description: 'Why nothing came out. The item is then an error, and is not asked for again.',
    }),
    usage: t.field({ type: UsageInput, description: 'Tokens that the answer took.' }),
    cost: t.field({ type: 'Decimal', description: 'US dollars that the answer cost; left out: unknown.' }),
    steps: t.field({ type: [TraceStepInput], description: 'The inference steps that the app took, for the trace.' }),
  }),
});

const SubmitTestTraceInput = builder.inputType('SubmitTestTraceInput', {
  description: 'Steps for the trace of a test.',
  fields: (t) => ({
    testId: t.id({ required: true, description: testId }),
    steps: t.field({
      type: [TraceStepInput],
      required: true,
      description: 'The inference steps that the app took, in their order. A trace holds up to 1,000 steps and 1 MiB.',
    }),
  }),
});

builder.mutationFields((t) => ({
  submitTestResult: t.field({
    type: TestRef,
    nullable: true,
    description:
      'Answers a test that the app took with 202. The first answer counts: the same again changes nothing, and another is a conflict, as is one after `Test.deadlineAt`. An answer may come before the response to the request does.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: SubmitTestResultInput, required: true, description: 'The answer.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await submitTestResult(scope, { ...input, testId: givenId('result', input.testId, 'testId') })),
  }),
  submitTestTrace: t.field({
    type: TestRef,
    nullable: true,
    description:
      'Adds steps to the trace of a test, before it is answered or after. A step that is there already, equal in everything, is not added again.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: SubmitTestTraceInput, required: true, description: 'The test, and its steps.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await submitTestTrace(scope, { ...input, testId: givenId('result', input.testId, 'testId') })),
  }),
}));
