import type { Experiment, Run, Test, Transaction } from '../../database/client.js';
import { NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { activeStatuses } from '../experiments/status.js';
import type { Scope } from '../scope.js';
import type { TestAnswer } from './answer.js';

/** How a test stands. */
export type TestStatus = 'AWAITING' | 'ANSWERED' | 'ENDED';

/** An app may answer hundreds of tests at once, which then wait for their turn. In milliseconds. */
export const submissionOptions = { maxWait: 30_000, timeout: 30_000 };

/** The organization's test of that id, or null. */
export function findTest(scope: Scope, id: Id<'result'>): Promise<Test | null> {
  return scope.db.test.findFirst({ where: { id, run: { organizationId: scope.organizationId } } });
}

/** A test with what it belongs to. */
export type LockedTest = Test & { run: Run & { experiment: Experiment } };

/** The organization's test with its run and experiment, its row locked until the transaction ends. */
export async function lockTest(tx: Transaction, scope: Scope, id: Id<'result'>): Promise<LockedTest | NotFoundError> {
  await tx.$queryRaw`SELECT 1 FROM test t JOIN run r ON r.id = t.run_id
    WHERE t.id = ${id}::uuid AND r.organization_id = ${scope.organizationId}::uuid FOR NO KEY UPDATE OF t`;
  // Read by a statement of its own, which sees what was committed while the lock was waited for.
  const test = await tx.test.findFirst({
    where: { id, run: { organizationId: scope.organizationId } },
    include: { run: { include: { experiment: true } } },
  });
  if (test) return test;
  return new NotFoundError(
    `There is no test ${encodeId('result', id)} in this organization. Give the testId of a request that asked for it, with a key of the organization that sent it.`,
  );
}

/** How a stored test ended; null: it has not. */
export function endOf(test: Pick<Test, 'answer'>): TestAnswer | null {
  return test.answer as TestAnswer | null;
}

/** How a test stands, given its run. */
export function testStatus(test: Pick<Test, 'answer'>, run: Pick<Run, 'status'>): TestStatus {
  const end = endOf(test);
  if (end) return 'said' in end ? 'ANSWERED' : 'ENDED';
  return activeStatuses.includes(run.status) ? 'AWAITING' : 'ENDED';
}
