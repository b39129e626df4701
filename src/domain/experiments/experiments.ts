import { type Experiment, type ExperimentType, Prisma, type Transaction } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { canonicalJson, type Json } from '../../json.js';
import { type ComparedAnswerInput, readComparedAnswer } from '../comparison/compared-answer.js';
import { forgetSelections, selectionsOfRuns } from '../datasets/select-items.js';
import { readDescription, readName } from '../names.js';
import type { Scope } from '../scope.js';
import { fitVariants } from '../variants/fit-variants.js';
import { deletionOptions, lockEndedRuns } from './deletion.js';
import { lockExperiment } from './lock-experiment.js';
import { archivedConflict, closedConflict } from './open-experiment.js';
import { readSetup, type SetupInput, setupOptions, stepRows, writeItems } from './setup.js';

export interface CreateExperimentInput extends SetupInput {
  name: string;
  description?: string | null;
  type: ExperimentType;
  /** Which part of an output is the answer that is compared; null or not given: all of it. */
  comparedAnswer?: ComparedAnswerInput | null;
}

/** Makes an experiment: without variants, without runs. What it is set up with can be given later, too. */
export async function createExperiment(
  scope: Scope,
  input: CreateExperimentInput,
): Promise<Experiment | ValidationError | NotFoundError | ConflictError> {
  const name = readName(input.name);
  if (isFailure(name)) return name;
  const description = readDescription(input.description ?? null);
  if (isFailure(description)) return description;
  const comparedAnswer = input.comparedAnswer ? readComparedAnswer(input.comparedAnswer) : null;
  if (isFailure(comparedAnswer)) return comparedAnswer;
  return scope.db.$transaction(async (tx) => {
    const setup = await readSetup(tx, scope, null, input.type, input);
    if (isFailure(setup)) return setup;
    return tx.experiment.create({
      data: {
        organizationId: scope.organizationId,
        name,
        description,
        type: input.type,
        ...(await writeItems(tx, setup)),
        steps: { create: stepRows(setup) },
        comparedAnswer: comparedAnswer ?? Prisma.DbNull,
      },
    });
  }, setupOptions);
}

export interface UpdateExperimentInput extends SetupInput {
  id: Id<'experiment'>;
  /** Null or not given: as it was. */
  name?: string | null;
  /** Not given: as it was; null: none. */
  description?: string | null;
  /** Null or not given: as it was. With another than WEBHOOK, its app and steps go. */
  type?: ExperimentType | null;
  /** Not given: as it was; null: all of an output is compared. */
  comparedAnswer?: ComparedAnswerInput | null;
}

/**
 * Changes an experiment: a completed one in its name and description alone, an archived one not at all. Runs that were started
 * keep the items of their start. Another answer to compare counts for them too; whoever reads their stored hashes makes them anew
 * first (keep-answers.ts).
 */
export async function updateExperiment(
  scope: Scope,
  input: UpdateExperimentInput,
): Promise<Experiment | ValidationError | NotFoundError | ConflictError> {
  const name = typeof input.name === 'string' ? readName(input.name) : undefined;
  if (isFailure(name)) return name;
  const description = input.description === undefined ? undefined : readDescription(input.description);
  if (isFailure(description)) return description;
  const comparedAnswer = input.comparedAnswer ? readComparedAnswer(input.comparedAnswer) : input.comparedAnswer;
  if (isFailure(comparedAnswer)) return comparedAnswer;

  return scope.db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, input.id);
    if (isFailure(experiment)) return experiment;
    const archived = archivedConflict(experiment);
    if (archived) return archived;
    const type = input.type ?? experiment.type;
    const refused = (await refuseType(tx, experiment, type)) ?? (await refuseAnswer(tx, experiment, comparedAnswer));
    if (refused) return refused;
    const setup = await readSetup(tx, scope, experiment, type, input);
    if (isFailure(setup)) return setup;
    const misfit = setup.steps ? await fitVariants(tx, scope, experiment, setup.steps) : null;
    if (misfit) return misfit;
    const updated = await tx.experiment.update({
      where: { id: experiment.id },
      data: {
        name,
        description,
        type,
        ...(await writeItems(tx, setup)),
        steps: setup.steps && { deleteMany: {}, create: stepRows(setup) },
        comparedAnswer: comparedAnswer === null ? Prisma.DbNull : comparedAnswer,
      },
    });
    if (experiment.taskVersionId !== null && setup.items) await forgetSelections(tx, [experiment.taskVersionId]);
    return updated;
  }, setupOptions);
}

/** Why the type can't become another; null where it can, or is to stay. */
async function refuseType(tx: Transaction, experiment: Experiment, type: ExperimentType): Promise<ConflictError | null> {
  if (type === experiment.type) return null;
  const closed = closedConflict(experiment);
  if (closed) return closed;
  // Where there are no variants, there are no runs either.
  if (!(await tx.variant.findFirst({ where: { experimentId: experiment.id } }))) return null;
  return new ConflictError(
    `The experiment has variants of the type ${experiment.type}. Delete them first, or create another experiment for the type ${type}.`,
  );
}

/** Why the answer that is compared can't become another; null where it can, or is to stay. */
async function refuseAnswer(tx: Transaction, experiment: Experiment, answer: Json | undefined): Promise<ConflictError | null> {
  if (answer === undefined || canonicalJson(answer) === canonicalJson(experiment.comparedAnswer as Json)) return null;
  const purpose = 'change which part of the outputs is compared';
  return closedConflict(experiment) ?? lockEndedRuns(tx, { experimentId: experiment.id }, purpose, 'for no key update');
}

/**
 * Deletes an experiment with its variants, evaluators, runs and results.
 *
 * @returns the experiment as it was.
 */
export async function deleteExperiment(scope: Scope, id: Id<'experiment'>): Promise<Experiment | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    const experiment = await lockExperiment(tx, scope, id);
    if (isFailure(experiment)) return experiment;
    const active = await lockEndedRuns(tx, { experimentId: id }, 'delete the experiment');
    if (active) return active;
    const selections = await selectionsOfRuns(tx, { experimentId: id });
    if (experiment.taskVersionId !== null) selections.push(experiment.taskVersionId);
    const deleted = await tx.experiment.delete({ where: { id } });
    await forgetSelections(tx, selections);
    return deleted;
  }, deletionOptions);
}
