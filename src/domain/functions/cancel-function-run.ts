import type { FunctionRun } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { lockFunctionRun } from './lock-function-run.js';

/** Ends a run where it stands: steps that have ended stay, those under way count no more, and no other begins. */
export async function cancelFunctionRun(
  scope: Scope,
  id: Id<'functionRun'>,
): Promise<FunctionRun | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const run = await lockFunctionRun(tx, scope.organizationId, id);
    if (isFailure(run)) return run;
    if (run.status === 'CANCELLED') return run;
    if (run.completedAt !== null) return new ConflictError(`The run has ended: it is ${run.status}.`, 'RUN_ENDED');
    return tx.functionRun.update({
      where: { id },
      data: { status: 'CANCELLED', completedAt: new Date(), attemptOpen: false, retryAt: null },
    });
  });
}
