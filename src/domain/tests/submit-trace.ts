import type { Test } from '../../database/client.js';
import { type Failure, isFailure } from '../../failures.js';
import type { Id } from '../../ids.js';
import { archivedConflict } from '../experiments/open-experiment.js';
import type { Scope } from '../scope.js';
import { lockTest, submissionOptions } from './find-test.js';
import { addSteps, readSteps } from './trace.js';

export interface SubmitTestTraceInput {
  testId: Id<'result'>;
  steps: unknown;
}

/** Adds steps to the trace of a test, before or after it was answered; also of one that has ended. */
export async function submitTestTrace(scope: Scope, input: SubmitTestTraceInput): Promise<Test | Failure> {
  const { testId } = input;
  const steps = readSteps(input.steps, 'steps');
  if (isFailure(steps)) return steps;
  return scope.db.$transaction(async (tx) => {
    const test = await lockTest(tx, scope, testId);
    if (isFailure(test)) return test;
    const archived = archivedConflict(test.run.experiment);
    if (archived) return archived;
    return (await addSteps(tx, testId, steps)) ?? tx.test.findUniqueOrThrow({ where: { id: testId } });
  }, submissionOptions);
}
