import type { Experiment, ExperimentType, Transaction, Variant } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { type JsonObject, storable } from '../../json.js';
import { executors } from '../execution/executors.js';
import { deletionOptions, lockEndedRuns } from '../experiments/deletion.js';
import { lockExperiment } from '../experiments/lock-experiment.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { closeGap, makeRoom, nextPlace } from './order.js';

export interface AddVariantInput {
  experimentId: Id<'experiment'>;
  /** Unique in the experiment. */
  name: string;
  /** The type of the experiment, which is also the default. */
  taskType?: ExperimentType | null;
  configuration: JsonObject;
}

/** Adds a variant behind the experiment's others. Its configuration is checked as it will be when a run starts. */
export async function addVariant(
  scope: Scope,
  input: AddVariantInput,
): Promise<Variant | ValidationError | NotFoundError | ConflictError> {
  const name = readName(input.name);
  if (isFailure(name)) return name;
  const experiment = await scope.db.experiment.findFirst({
    where: { id: input.experimentId, organizationId: scope.organizationId },
  });
  if (!experiment) return notFound('experiment', input.experimentId);
  const { type } = experiment;
  if (input.taskType && input.taskType !== type) {
    return new ValidationError(
      `taskType is ${input.taskType}, and the experiment compares variants of the type ${type}. Leave taskType out, or give ${type}.`,
      {
        field: 'taskType',
      },
    );
  }
  // Outside the transaction, because names in the configuration are looked up through connections of their own.
  const configuration = await checkConfiguration(scope, type, input.configuration);
  if (isFailure(configuration)) return configuration;

  return scope.db.$transaction(async (tx) => {
    const locked = await lockExperiment(tx, scope, experiment.id);
    if (isFailure(locked)) return locked;
    if (locked.type !== type)
      return new ConflictError(`The experiment's type was changed to ${locked.type} meanwhile. Add the variant again.`);
    const taken = await nameTaken(tx, locked, name);
    if (taken) return taken;
    const sortOrder = await nextPlace(tx, locked.id);
    return tx.variant.create({ data: { experimentId: locked.id, name, taskType: type, configuration, sortOrder } });
  });
}

export interface UpdateVariantInput {
  id: Id<'variant'>;
  /** Null or not given: as it was. */
  name?: string | null;
  /** Null or not given: as it was. */
  configuration?: JsonObject | null;
  /** The place to move to, 1 for the first; the variants between move by one. Null or not given: as it was. */
  sortOrder?: number | null;
}

/** Changes a variant, also after runs: they keep the configuration of their start. */
export async function updateVariant(
  scope: Scope,
  input: UpdateVariantInput,
): Promise<Variant | ValidationError | NotFoundError | ConflictError> {
  const name = typeof input.name === 'string' ? readName(input.name) : undefined;
  if (isFailure(name)) return name;
  const variant = await findVariant(scope.db, scope, input.id);
  if (!variant) return notFound('variant', input.id);
  const configuration = input.configuration ? await checkConfiguration(scope, variant.taskType, input.configuration) : undefined;
  if (isFailure(configuration)) return configuration;

  return scope.db.$transaction(async (tx) => {
    const locked = await lockVariant(tx, scope, variant);
    if (isFailure(locked)) return locked;
    const taken = name === undefined ? null : await nameTaken(tx, locked.experiment, name, variant.id);
    if (taken) return taken;
    const sortOrder = input.sortOrder ?? locked.variant.sortOrder;
    const misplaced = await makeRoom(tx, locked.variant, sortOrder);
    if (misplaced) return misplaced;
    return tx.variant.update({ where: { id: variant.id }, data: { name, configuration, sortOrder } });
  });
}

/**
 * Deletes a variant with its runs and their results; those behind it move up.
 *
 * @returns the variant as it was.
 */
export async function deleteVariant(scope: Scope, id: Id<'variant'>): Promise<Variant | NotFoundError | ConflictError> {
  const variant = await findVariant(scope.db, scope, id);
  if (!variant) return notFound('variant', id);
  return scope.db.$transaction(async (tx) => {
    const locked = await lockVariant(tx, scope, variant);
    if (isFailure(locked)) return locked;
    const active = await lockEndedRuns(tx, { variantId: id }, 'delete the variant');
    if (active) return active;
    const deleted = await tx.variant.delete({ where: { id } });
    await closeGap(tx, deleted);
    return deleted;
  }, deletionOptions);
}

/** The configuration as it is stored, once the executor of its type could make a plan of it. */
async function checkConfiguration(scope: Scope, type: ExperimentType, given: JsonObject): Promise<JsonObject | ValidationError> {
  const configuration = storable(given);
  const plan = await executors[type].plan(configuration, scope);
  return isFailure(plan) ? plan : configuration;
}

function findVariant(db: Transaction, scope: Scope, id: Id<'variant'>): Promise<Variant | null> {
  return db.variant.findFirst({ where: { id, experiment: { organizationId: scope.organizationId } } });
}

/** Locks the variant's experiment, and with it all of its variants. */
async function lockVariant(
  tx: Transaction,
  scope: Scope,
  { id, experimentId }: Variant,
): Promise<{ experiment: Experiment; variant: Variant } | NotFoundError> {
  const experiment = await lockExperiment(tx, scope, experimentId);
  const variant = await findVariant(tx, scope, id);
  return isFailure(experiment) || !variant ? notFound('variant', id) : { experiment, variant };
}

async function nameTaken(
  tx: Transaction,
  experiment: Experiment,
  name: string,
  except?: Id<'variant'>,
): Promise<ConflictError | null> {
  const taken = await tx.variant.findFirst({ where: { experimentId: experiment.id, name, id: { not: except } } });
  if (!taken) return null;
  return new ConflictError(
    `The experiment has a variant "${name}" already. Give another name, or change that one with updateVariant.`,
    'NAME_TAKEN',
  );
}
