import type { Experiment, Transaction } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { lockExperiment } from './lock-experiment.js';
import { isLocked, stageFacts } from './stage.js';

/**
 * Locks an experiment that is to be worked on: neither archived nor completed. Whatever adds to an experiment or changes what
 * its runs depend on begins with this.
 */
export async function lockOpenExperiment(
  tx: Transaction,
  scope: Scope,
  id: Id<'experiment'>,
): Promise<Experiment | NotFoundError | ConflictError> {
  const experiment = await lockExperiment(tx, scope, id);
  return isFailure(experiment) ? experiment : (closedConflict(experiment) ?? experiment);
}

/** Why nothing is added to or changed in an experiment that is archived or completed; null for any other. */
export function closedConflict(experiment: Experiment): ConflictError | null {
  return archivedConflict(experiment) ?? completedConflict(experiment);
}

/** Why an archived experiment stays as it is; null for any other. */
export function archivedConflict({ id, archivedAt }: Experiment): ConflictError | null {
  if (archivedAt === null) return null;
  const text = encodeId('experiment', id);
  return new ConflictError(
    `The experiment is archived, and read-only. Take it back with unarchiveExperiment(id: "${text}"), or work on a copy: duplicateExperiment(input: {id: "${text}"}).`,
    'EXPERIMENT_ARCHIVED',
  );
}

function completedConflict({ id, completedAt }: Experiment): ConflictError | null {
  if (completedAt === null) return null;
  return new ConflictError(
    `The experiment is completed. Open it again with reopenExperiment(id: "${encodeId('experiment', id)}").`,
    'EXPERIMENT_COMPLETED',
  );
}

/**
 * Why what the baseline ran over and with can't change any more (tasks, dataset version, steps, overridable parameters,
 * endpoint, and the baseline's configuration); null while it can. The caller holds the experiment's lock.
 *
 * It is locked while a run of the baseline variant is active, and for good once one has COMPLETED; FAILED and CANCELLED ones leave it
 * open.
 *
 * @param what is to be changed, as the subject of a sentence: "Its tasks".
 */
export async function baselineLock(tx: Transaction, experiment: Experiment, what: string): Promise<ConflictError | null> {
  const facts = (await stageFacts({ db: tx, organizationId: experiment.organizationId }, [experiment.id])).get(experiment.id);
  if (!facts || !isLocked(facts)) return null;
  const why = facts.baseline?.completedOnce ? 'has completed a run' : 'is running';
  return new ConflictError(
    `${what} can’t change: the baseline ${why}, and all variants are compared on the same terms. Branch a variant instead, or change a copy: duplicateExperiment(input: {id: "${encodeId('experiment', experiment.id)}"}).`,
    'EXPERIMENT_LOCKED',
  );
}
