import type { Experiment, Transaction } from '../../database/client.js';
import type { NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';

/**
 * Locks an experiment's row until the transaction ends. Nobody else can then change the experiment or add anything that
 * refers to it: a run, a variant, an evaluator.
 */
export async function lockExperiment(tx: Transaction, scope: Scope, id: Id<'experiment'>): Promise<Experiment | NotFoundError> {
  await tx.$queryRaw`
    SELECT 1 FROM experiment WHERE id = ${id}::uuid AND organization_id = ${scope.organizationId}::uuid FOR UPDATE`;
  // Read by a statement of its own, which sees what was committed while the lock was waited for.
  const experiment = await tx.experiment.findFirst({ where: { id, organizationId: scope.organizationId } });
  return experiment ?? notFound('experiment', id);
}
