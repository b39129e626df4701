import type { Test } from '../../database/client.js';
import { type Failure, isFailure } from '../../failures.js';
import type { Id } from '../../ids.js';
import { parseGiven } from '../execution/parse-given.js';
import type { Scope } from '../scope.js';
import { lockTest, submissionOptions } from './find-test.js';
import { addSteps, StepsGiven } from './trace.js';

export interface SubmitTestTraceInput {
  testId: Id<'result'>;
  steps: unknown;
}

/** Adds steps to the trace of a test, before or after it was answered; also of one that has ended. */
export function submitTestTrace(scope: Scope, { testId, steps: given }: SubmitTestTraceInput): Promise<Test | Failure> {
  return scope.db.$transaction(async (tx) => {
    const test = await lockTest(tx, scope, testId);
    if (isFailure(test)) return test;
    const steps = parseGiven(StepsGiven, given, 'steps');
    if (isFailure(steps)) return steps;
    return (await addSteps(tx, testId, steps)) ?? tx.test.findUniqueOrThrow({ where: { id: testId } });
  }, submissionOptions);
}
