import { type Experiment, type ExperimentType, Prisma, type Transaction } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { canonicalJson, type Json } from '../../json.js';
import { type ComparedAnswerInput, readComparedAnswer } from '../comparison/compared-answer.js';
import { readDescription, readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { deletionOptions, lockEndedRuns } from './deletion.js';
import { lockExperiment } from './lock-experiment.js';

export interface CreateExperimentInput {
  name: string;
  description?: string | null;
  type: ExperimentType;
  /** The dataset version whose items are run; it can be given later. */
  datasetVersionId?: Id<'datasetVersion'> | null;
  /** Which part of an output is the answer that is compared; null or not given: all of it. */
  comparedAnswer?: ComparedAnswerInput | null;
}

/** Makes an experiment: without variants, without runs. */
export async function createExperiment(
  scope: Scope,
  input: CreateExperimentInput,
): Promise<Experiment | ValidationError | NotFoundError> {
  const name = readName(input.name);
  if (isFailure(name)) return name;
  const description = readDescription(input.description ?? null);
  if (isFailure(description)) return description;
  const datasetVersionId = await ownDatasetVersion(scope.db, scope, input.datasetVersionId ?? null);
  if (isFailure(datasetVersionId)) return datasetVersionId;
  const comparedAnswer = input.comparedAnswer ? readComparedAnswer(input.comparedAnswer) : null;
  if (isFailure(comparedAnswer)) return comparedAnswer;
  return scope.db.experiment.create({
    data: {
      organizationId: scope.organizationId,
      name,
      description,
      type: input.type,
      datasetVersionId,
      comparedAnswer: comparedAnswer ?? Prisma.DbNull,
    },
  });
}

export interface UpdateExperimentInput {
  id: Id<'experiment'>;
  /** Null or not given: as it was. */
  name?: string | null;
  /** Not given: as it was; null: none. */
  description?: string | null;
  /** Null or not given: as it was. */
  type?: ExperimentType | null;
  /** Not given: as it was; null: none. */
  datasetVersionId?: Id<'datasetVersion'> | null;
  /** Not given: as it was; null: all of an output is compared. */
  comparedAnswer?: ComparedAnswerInput | null;
}

/**
 * Changes an experiment. Runs that were started keep the dataset version of their start. Another answer to compare counts
 * for them too; whoever reads their stored hashes makes them anew first (keep-answers.ts).
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
    const datasetVersionId =
      input.datasetVersionId === undefined ? undefined : await ownDatasetVersion(tx, scope, input.datasetVersionId);
    if (isFailure(datasetVersionId)) return datasetVersionId;
    const type = input.type ?? experiment.type;
    // Where there are no variants, there are no runs either.
    if (type !== experiment.type && (await tx.variant.findFirst({ where: { experimentId: experiment.id } }))) {
      return new ConflictError(
        `The experiment has variants of the type ${experiment.type}. Delete them first, or create another experiment for the type ${type}.`,
      );
    }
    const isOther = canonicalJson(comparedAnswer ?? null) !== canonicalJson(experiment.comparedAnswer as Json);
    if (comparedAnswer !== undefined && isOther) {
      const purpose = 'change which part of the outputs is compared';
      const active = await lockEndedRuns(tx, { experimentId: experiment.id }, purpose, 'for no key update');
      if (active) return active;
    }
    return tx.experiment.update({
      where: { id: experiment.id },
      data: {
        name,
        description,
        type,
        datasetVersionId,
        comparedAnswer: comparedAnswer === null ? Prisma.DbNull : comparedAnswer,
      },
    });
  });
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
    return tx.experiment.delete({ where: { id } });
  }, deletionOptions);
}

async function ownDatasetVersion(
  db: Transaction,
  scope: Scope,
  id: Id<'datasetVersion'> | null,
): Promise<string | null | NotFoundError> {
  if (id === null) return null;
  const version = await db.datasetVersion.findFirst({ where: { id, dataset: { organizationId: scope.organizationId } } });
  return version ? version.id : notFound('datasetVersion', id);
}
