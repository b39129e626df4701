import type { Run, Test } from '../../database/client.js';
import { ConflictError, type Failure, isFailure } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { TestSignal } from '../../events/signals.js';
import { activeStatuses } from '../experiments/status.js';
import type { Scope } from '../scope.js';
import { readAnswer, sameAnswer } from './answer.js';
import { endOf, lockTest, submissionOptions } from './find-test.js';
import { endTest } from './test.js';
import { addSteps } from './trace.js';

/** What an app says later of a test that it took: `{output | error, usage?, cost?, steps?}`. */
export interface SubmitTestResultInput {
  testId: Id<'result'>;
  output?: unknown;
  error?: unknown;
  usage?: unknown;
  cost?: unknown;
  steps?: unknown;
}

/**
 * Takes the answer to a test that the app did not give in its response, also one that comes before the response does. The first
 * answer counts; giving it again changes nothing. The commit tells the workers, who go on with the result.
 */
export function submitTestResult(scope: Scope, { testId, ...given }: SubmitTestResultInput): Promise<Test | Failure> {
  return scope.db.$transaction(async (tx) => {
    const test = await lockTest(tx, scope, testId);
    if (isFailure(test)) return test;
    const answer = readAnswer(given);
    if (isFailure(answer)) return answer;
    const end = endOf(test);
    if (end === null && !activeStatuses.includes(test.run.status)) return endedWithRun(test.run);
    if (end && 'fault' in end) return endedByFault(end.fault, test.run);
    if (end && !sameAnswer(end.said, answer.said)) return answeredOtherwise(test);
    const misfit = await addSteps(tx, testId, answer.steps);
    if (misfit) return misfit;
    if (end === null) {
      await endTest(tx, testId, { said: answer.said, durationMs: null });
      const signal: TestSignal = { testId, runId: test.runId };
      await tx.$executeRaw`SELECT pg_notify('variorum_test', ${JSON.stringify(signal)})`;
    }
    return tx.test.findUniqueOrThrow({ where: { id: testId } });
  }, submissionOptions);
}

function answeredOtherwise({ id, answeredAt }: Test): ConflictError {
  return new ConflictError(
    `The test ${encodeId('result', id)} was answered otherwise at ${answeredAt?.toISOString()}, and the first answer counts. Read it with test(id: "${encodeId('result', id)}").`,
    'ANSWERED_OTHERWISE',
  );
}

function endedByFault({ type, message }: { type: string; message: string }, run: Run): ConflictError {
  return new ConflictError(
    `The test ended before this answer came, as the error ${type}: ${message} Once its run has ended, retryFailedItems(runId: "${encodeId('run', run.id)}") asks again.`,
    'TEST_ENDED',
  );
}

function endedWithRun({ id, status }: Run): ConflictError {
  return new ConflictError(
    `The test ended before this answer came: its run ${encodeId('run', id)} is ${status}. Start a new run of the variant with startRuns.`,
    'TEST_ENDED',
  );
}
