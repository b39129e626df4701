import type { Experiment, Transaction } from '../../database/client.js';
import { ConflictError, isFailure, NotFoundError, type ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { readDescription } from '../names.js';
import type { Scope } from '../scope.js';
import { VariantTree } from '../variants/tree.js';
import { lockEndedRuns } from './deletion.js';
import { lockExperiment } from './lock-experiment.js';
import { archivedConflict, closedConflict } from './open-experiment.js';
import { type ExperimentStage, stageFacts, stageOf } from './stage.js';

/** Others may be at the experiment, and are waited for. In milliseconds. */
const lockOptions = { maxWait: 30_000, timeout: 30_000 };

export interface CompleteExperimentInput {
  id: Id<'experiment'>;
  /** The variant that is to be used from now on; null or not given: none. */
  winnerVariantId?: Id<'variant'> | null;
  /** What was learnt; null or not given: nothing is said. */
  conclusion?: string | null;
}

/** The stages in which there is something to conclude, and nothing is under way. */
const completable: ExperimentStage[] = ['BASELINE_COMPLETE', 'IDLE'];

/**
 * Says that all testing is done: nothing is run, added or changed any more until it is reopened. To say the same again gives
 * the experiment back as it is.
 */
export async function completeExperiment(
  scope: Scope,
  input: CompleteExperimentInput,
): Promise<Experiment | ValidationError | NotFoundError | ConflictError> {
  const { id, winnerVariantId = null } = input;
  const conclusion = readDescription(input.conclusion ?? null, 'conclusion');
  if (isFailure(conclusion)) return conclusion;
  return scope.db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, id);
    if (isFailure(experiment)) return experiment;
    const isSame = experiment.winnerVariantId === winnerVariantId && experiment.conclusion === conclusion;
    const closed = closedConflict(experiment);
    if (closed) return experiment.archivedAt === null && isSame ? experiment : closed;
    const active = await lockEndedRuns(tx, { experimentId: id }, 'complete the experiment', 'for no key update');
    if (active) return active;
    const stage = await stageNow(tx, scope, id);
    if (!completable.includes(stage)) {
      return new ConflictError(
        `The experiment is in the stage ${stage}: there is nothing to conclude yet. Complete it once its baseline, or without one a variant, has a COMPLETED run.`,
        'RUN_NOT_COMPLETED',
      );
    }
    const lacking = await lackOfRuns(tx, id, winnerVariantId);
    if (lacking) return lacking;
    return tx.experiment.update({ where: { id }, data: { completedAt: new Date(), winnerVariantId, conclusion } });
  }, lockOptions);
}

/** Takes a completed experiment up again. Its winner and conclusion are no more. */
export async function reopenExperiment(scope: Scope, id: Id<'experiment'>): Promise<Experiment | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, id);
    if (isFailure(experiment)) return experiment;
    const archived = archivedConflict(experiment);
    if (archived) return archived;
    if (experiment.completedAt === null) {
      const stage = await stageNow(tx, scope, id);
      return new ConflictError(`The experiment is in the stage ${stage}, not COMPLETED: it is open already.`);
    }
    return tx.experiment.update({ where: { id }, data: { completedAt: null, winnerVariantId: null, conclusion: null } });
  }, lockOptions);
}

/** Puts an experiment away: it is left out of lists, and read-only. One that is archived is given back as it is. */
export async function archiveExperiment(scope: Scope, id: Id<'experiment'>): Promise<Experiment | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, id);
    if (isFailure(experiment) || experiment.archivedAt !== null) return experiment;
    const active = await lockEndedRuns(tx, { experimentId: id }, 'archive the experiment', 'for no key update');
    return active ?? tx.experiment.update({ where: { id }, data: { archivedAt: new Date() } });
  }, lockOptions);
}

/** Takes an archived experiment back, in the stage that it was archived in. One that is not archived is given back as it is. */
export async function unarchiveExperiment(scope: Scope, id: Id<'experiment'>): Promise<Experiment | NotFoundError> {
  return scope.db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, id);
    if (isFailure(experiment) || experiment.archivedAt === null) return experiment;
    return tx.experiment.update({ where: { id }, data: { archivedAt: null } });
  }, lockOptions);
}

/** Why the runs that there are conclude nothing, or no win of that variant; null where they do. */
async function lackOfRuns(
  tx: Transaction,
  experimentId: Id<'experiment'>,
  winnerVariantId: Id<'variant'> | null,
): Promise<NotFoundError | ConflictError | null> {
  if (winnerVariantId === null) {
    if (await tx.run.findFirst({ where: { experimentId, status: 'COMPLETED' } })) return null;
    return new ConflictError('The experiment has no COMPLETED run. Run it first with startRuns.', 'RUN_NOT_COMPLETED');
  }
  const tree = new VariantTree(await tx.variant.findMany({ where: { experimentId } }));
  const winner = tree.find(winnerVariantId);
  if (!winner) {
    return new NotFoundError(
      `The experiment has no variant ${encodeId('variant', winnerVariantId)}. The winner is one of its own: experiment { variants { id name } }.`,
    );
  }
  // What wins is what was seen: a variant that was changed since has yet to show how it does.
  const configuration = { equals: tree.effectiveConfiguration(winner.id) };
  if (await tx.run.findFirst({ where: { variantId: winner.id, status: 'COMPLETED', configuration } })) return null;
  return new ConflictError(
    `The variant "${winner.name}" (${encodeId('variant', winner.id)}) has no COMPLETED run of its present configuration. Run it first with startRuns.`,
    'RUN_NOT_COMPLETED',
  );
}

async function stageNow(tx: Transaction, { organizationId }: Scope, id: Id<'experiment'>): Promise<ExperimentStage> {
  const facts = (await stageFacts({ db: tx, organizationId }, [id])).get(id);
  if (!facts) throw new Error('An experiment that is locked is there.');
  return stageOf(facts);
}
