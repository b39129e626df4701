import type { FunctionRun } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { lockFunctionRun } from './lock-function-run.js';

/**
 * Has a run that FAILED or was CANCELLED gone on with. Steps that have completed keep what they gave, and variants that were
 * chosen stay; steps that failed are tried anew, and the exposures that failed are under way again.
 * What the handler did after such a step had failed is not asked for again if it now gives something.
 */
export async function retryFunctionRun(
  scope: Scope,
  id: Id<'functionRun'>,
): Promise<FunctionRun | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const run = await lockFunctionRun(tx, scope.organizationId, id);
    if (isFailure(run)) return run;
    if (run.status !== 'FAILED' && run.status !== 'CANCELLED') {
      return new ConflictError(
        `Only a run that failed or was cancelled can be retried. This one is ${run.status}.`,
        'RUN_NOT_FAILED',
      );
    }
    await tx.functionStep.updateMany({
      where: { runId: id, status: { not: 'COMPLETED' } },
      data: { status: 'RETRYING', turn: null, attempts: 0, retryAt: null },
    });
    await tx.exposure.updateMany({
      where: { functionRunId: id, status: 'FAILED' },
      data: { status: 'RUNNING', errorType: null, errorMessage: null, durationMs: null, cost: null },
    });
    return tx.functionRun.update({
      where: { id },
      data: {
        status: 'PENDING',
        job: null,
        failures: 0,
        lost: 0,
        retries: { increment: 1 },
        errorType: null,
        errorMessage: null,
        retryAt: null,
        completedAt: null,
      },
    });
  });
}
