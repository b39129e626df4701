import type { Run } from '../../database/client.js';
import { ConflictError, type NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { lockRun } from './lock-run.js';

/**
 * Ends a run early. It keeps the results it has; nothing more of it is started, and what is under way is dropped.
 * Cancelling a cancelled run gives it back as it is.
 */
export function cancelRun(scope: Scope, runId: Id<'run'>): Promise<Run | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const run = await lockRun(tx, scope.organizationId, runId);
    if (!run) return notFound('run', runId);
    switch (run.status) {
      case 'CANCELLED':
        return run;
      case 'COMPLETED':
      case 'FAILED':
        return new ConflictError(`The run has ended (${run.status}); there is nothing to cancel.`);
      case 'PENDING':
      case 'RUNNING':
        return tx.run.update({ where: { id: run.id }, data: { status: 'CANCELLED', completedAt: new Date() } });
    }
  });
}
