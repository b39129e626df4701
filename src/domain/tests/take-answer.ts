import { isFailure, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { type AppAnswer, sameAnswer } from './answer.js';
import { submissionOptions } from './find-test.js';
import { endTest, type TestState } from './test.js';
import { addSteps, readSteps } from './trace.js';

/**
 * Ends a test by what the app said in its response, unless it has ended. The steps that came along are added to the trace where
 * this answer is the one that counts; it counts also where they can't be kept.
 *
 * @param steps as the app gave them.
 * @returns how the test has ended; null where it is gone.
 */
export async function takeAnswer(
  scope: Scope,
  id: Id<'result'>,
  answer: { said: AppAnswer; durationMs: number },
  steps: unknown,
): Promise<TestState | null> {
  const read = readSteps(steps, 'steps');
  if (isFailure(read)) warn(scope, id, read);
  if (isFailure(read) || read.length === 0) return endTest(scope.db, id, answer);
  return scope.db.$transaction(async (tx) => {
    const test = await endTest(tx, id, answer);
    const end = test?.answer;
    if (!end || !('said' in end) || !sameAnswer(end.said, answer.said)) return test;
    const misfit = await addSteps(tx, id, read);
    if (misfit) warn(scope, id, misfit);
    return test;
  }, submissionOptions);
}

function warn({ log }: Scope, resultId: Id<'result'>, { message }: ValidationError): void {
  log.warn({ resultId, reason: message }, 'the steps of an answer are not kept');
}
