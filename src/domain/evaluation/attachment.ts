import type { Evaluator, EvaluatorKind } from '../../database/client.js';
import { isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { type JsonObject, storable } from '../../json.js';
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

/** Attaches an evaluator to an experiment. Runs that start from now on are judged by it. */
export async function addEvaluator(scope: Scope, input: AddEvaluatorInput): Promise<Evaluator | ValidationError | NotFoundError> {
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
  return scope.db.evaluator.create({ data: { experimentId, kind, name, configuration, threshold } });
}

/** Changes how an evaluator judges the runs that start from now on; its kind stays. */
export async function updateEvaluator(
  scope: Scope,
  input: UpdateEvaluatorInput,
): Promise<Evaluator | ValidationError | NotFoundError> {
  const where = attached(scope, input.id);
  const found = await scope.db.evaluator.findFirst({ where });
  if (!found) return notFound('evaluator', input.id);
  const data = await readFields(scope, found.kind, input);
  if (isFailure(data)) return data;
  const [updated] = await scope.db.evaluator.updateManyAndReturn({ where, data });
  return updated ?? notFound('evaluator', input.id);
}

/** Takes an evaluator off its experiment. The scores that it gave stay, and runs that have started are still judged by it. */
export async function removeEvaluator(scope: Scope, id: Id<'evaluator'>): Promise<Evaluator | NotFoundError> {
  const [removed] = await scope.db.evaluator.updateManyAndReturn({ where: attached(scope, id), data: { removedAt: new Date() } });
  return removed ?? notFound('evaluator', id);
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
