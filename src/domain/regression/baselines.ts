import type { Run, Transaction } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { lockExperiment } from '../experiments/lock-experiment.js';
import { archivedConflict } from '../experiments/open-experiment.js';
import { notFound } from '../not-found.js';
import { lockRun } from '../runs/lock-run.js';
import type { Scope } from '../scope.js';

/** Many may mark at once, and wait for each other. In milliseconds. */
const lockOptions = { maxWait: 30_000, timeout: 30_000 };

/**
 * Marks a completed run as the one that its variant's other runs are compared with, in place of the one that was marked
 * before: both or neither. Marking a marked run gives it back as it is.
 */
export function markBaseline(scope: Scope, runId: Id<'run'>): Promise<Run | NotFoundError | ConflictError> {
  return withLockedRun(scope, runId, async (tx, run) => {
    if (run.baseline) return run;
    if (run.status !== 'COMPLETED') return notCompleted(run, 'be a baseline');
    await tx.run.updateMany({ where: { variantId: run.variantId, baseline: true }, data: { baseline: false } });
    return tx.run.update({ where: { id: run.id }, data: { baseline: true } });
  });
}

/** Takes the mark from a run. A run that is not marked is given back as it is. */
export function clearBaseline(scope: Scope, runId: Id<'run'>): Promise<Run | NotFoundError | ConflictError> {
  return withLockedRun(scope, runId, async (tx, run) => {
    if (!run.baseline) return run;
    return tx.run.update({ where: { id: run.id }, data: { baseline: false } });
  });
}

/** The failure for a run that has not completed, and would have to. */
export function notCompleted({ id, status }: Pick<Run, 'id' | 'status'>, purpose: string): ConflictError {
  return new ConflictError(
    `Run ${encodeId('run', id)} is ${status}, and only a COMPLETED run can ${purpose}. Wait for its end, or take another run.`,
    'RUN_NOT_COMPLETED',
  );
}

/**
 * Locks the run's experiment, as everybody does who locks several of its rows, then the run, so that marking waits for marking
 * and for whoever takes up the run's failed items again.
 */
async function withLockedRun(
  scope: Scope,
  runId: Id<'run'>,
  change: (tx: Transaction, run: Run) => Promise<Run | ConflictError>,
): Promise<Run | NotFoundError | ConflictError> {
  const { db, organizationId } = scope;
  const found = await db.run.findFirst({ where: { id: runId, organizationId }, select: { experimentId: true } });
  if (!found) return notFound('run', runId);
  return db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, found.experimentId);
    if (isFailure(experiment)) return notFound('run', runId);
    const archived = archivedConflict(experiment);
    if (archived) return archived;
    const run = await lockRun(tx, organizationId, runId);
    return run ? change(tx, run) : notFound('run', runId);
  }, lockOptions);
}
