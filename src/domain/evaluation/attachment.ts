import type { Evaluator, EvaluatorKind, Prisma } from '../../database/client.js';
import { type ConflictError, isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { type JsonObject, storable } from '../../json.js';
import { lockOpenExperiment } from '../experiments/open-experiment.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { evaluatorDefinitions, planEvaluator } from './evaluators.js';

export interface AddEvaluatorInput {
  experimentId: Id<'experiment'>;
  name: string;
  kind: EvaluatorKind;
  configuration?: JsonObject | null;
  /** The score, 0 to 1, from which a result passes; left out, the default of the kind. */
  threshold?: number | null;
}

/** What is left out or null stays as it is. */
export interface UpdateEvaluatorInput {
  id: Id<'evaluator'>;
  name?: string | null;
  configuration?: JsonObject | null;
  threshold?: number | null;
}

/** Attaches an evaluator to an experiment that is open. Runs that start from now on are judged by it. */
export async function addEvaluator(
  scope: Scope,
  input: AddEvaluatorInput,
): Promise<Evaluator | ValidationError | NotFoundError | ConflictError> {
  const { experimentId, kind } = input;
  const experiment = await scope.db.experiment.findFirst({
    where: { id: experimentId, organizationId: scope.organizationId },
    select: { id: true },
  });
  if (!experiment) return notFound('experiment', experimentId);
  const fields = await readFields(scope, kind, {
    ...input,
    configuration: input.configuration ?? {},
    threshold: input.threshold ?? evaluatorDefinitions[kind].threshold,
  });
  if (isFailure(fields)) return fields;
  const { name = input.name, configuration = {}, threshold = evaluatorDefinitions[kind].threshold } = fields;
  return scope.db.$transaction(async (tx) => {
    const locked = await lockOpenExperiment(tx, scope, experimentId);
    return isFailure(locked) ? locked : tx.evaluator.create({ data: { experimentId, kind, name, configuration, threshold } });
  });
}

/** Changes how an evaluator judges the runs that start from now on; its kind stays. */
export async function updateEvaluator(
  scope: Scope,
  input: UpdateEvaluatorInput,
): Promise<Evaluator | ValidationError | NotFoundError | ConflictError> {
  const found = await scope.db.evaluator.findFirst({ where: attached(scope, input.id) });
  if (!found) return notFound('evaluator', input.id);
  const data = await readFields(scope, found.kind, input);
  return isFailure(data) ? data : changeEvaluator(scope, found, data);
}

/** Takes an evaluator off its experiment. The scores that it gave stay, and runs that have started are still judged by it. */
export async function removeEvaluator(scope: Scope, id: Id<'evaluator'>): Promise<Evaluator | NotFoundError | ConflictError> {
  const found = await scope.db.evaluator.findFirst({ where: attached(scope, id) });
  return found ? changeEvaluator(scope, found, { removedAt: new Date() }) : notFound('evaluator', id);
}

/** Writes to an evaluator that is still attached, of an experiment that is open. */
function changeEvaluator(
  scope: Scope,
  { id, experimentId }: Evaluator,
  data: Prisma.EvaluatorUpdateManyMutationInput,
): Promise<Evaluator | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const locked = await lockOpenExperiment(tx, scope, experimentId);
    if (isFailure(locked)) return locked;
    const [changed] = await tx.evaluator.updateManyAndReturn({ where: attached(scope, id), data });
    return changed ?? notFound('evaluator', id);
  });
}

function attached({ organizationId }: Scope, id: Id<'evaluator'>) {
  return { id, removedAt: null, experiment: { organizationId } };
}

async function readFields(scope: Scope, kind: EvaluatorKind, given: Omit<UpdateEvaluatorInput, 'id'>) {
  const { threshold } = given;
  const name = typeof given.name === 'string' ? readName(given.name) : undefined;
  if (isFailure(name)) return name;
  if (typeof threshold === 'number' && !(threshold >= 0 && threshold <= 1)) {
    return new ValidationError(`threshold is ${threshold}. Give a number from 0 to 1.`, { field: 'threshold' });
  }
  const configuration = given.configuration ? storable(given.configuration) : undefined;
  if (configuration) {
    const plan = await planEvaluator(scope, kind, configuration);
    if (isFailure(plan)) return plan;
  }
  return { name, configuration, threshold: threshold ?? undefined };
}
