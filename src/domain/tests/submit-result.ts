import type { Run, Test, Transaction } from '../../database/client.js';
import { ConflictError, type Failure, isFailure } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { TestSignal } from '../../events/signals.js';
import { activeStatuses } from '../experiments/status.js';
import { archivedConflict } from '../experiments/open-experiment.js';
import type { Scope } from '../scope.js';
import { readAnswer, sameAnswer, type TestAnswer } from './answer.js';
import { endOf, lockTest, submissionOptions } from './find-test.js';
import { deadlineFault, endByFault, endTest, isTooLate } from './test.js';
import { addSteps, readSteps } from './trace.js';

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
 * answer counts; giving it again changes nothing. One that comes after the deadline ends the test as an error, if no worker was
 * quicker. The commit tells the workers, who go on with the result.
 */
export async function submitTestResult(scope: Scope, input: SubmitTestResultInput): Promise<Test | Failure> {
  const { testId, steps: givenSteps, ...given } = input;
  const said = readAnswer(given);
  if (isFailure(said)) return said;
  const steps = readSteps(givenSteps, 'steps');
  if (isFailure(steps)) return steps;
  return scope.db.$transaction(async (tx) => {
    const test = await lockTest(tx, scope, testId);
    if (isFailure(test)) return test;
    const archived = archivedConflict(test.run.experiment);
    if (archived) return archived;
    let end = endOf(test);
    if (end === null && !activeStatuses.includes(test.run.status)) return endedWithRun(test.run);
    if (end === null && (await isTooLate(tx, testId))) {
      end = endByFault(deadlineFault(test.deadlineAt));
      await endAndTell(tx, test, end);
    }
    if (end && 'fault' in end) return endedByFault(end.fault, test.run);
    if (end && !sameAnswer(end.said, said)) return answeredOtherwise(test);
    const misfit = await addSteps(tx, testId, steps);
    if (misfit) return misfit;
    if (end === null) await endAndTell(tx, test, { said, durationMs: null });
    return tx.test.findUniqueOrThrow({ where: { id: testId } });
  }, submissionOptions);
}

async function endAndTell(tx: Transaction, { id, runId }: Test, end: TestAnswer): Promise<void> {
  await endTest(tx, id, end);
  const signal: TestSignal = { testId: id, runId };
  await tx.$executeRaw`SELECT pg_notify('variorum_test', ${JSON.stringify(signal)})`;
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
