import type { InferenceStep, InferenceStepKind, Prisma } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { storableText } from '../../json.js';
import { unlessNameTaken } from '../execution/name-taken.js';
import { readDescription } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { containing } from '../text-search.js';
import { type GivenParameter, readParameters } from './parameters.js';

export interface CreateInferenceStepInput {
  /** What the user's application calls it: unique in the organization. */
  externalId: string;
  kind: InferenceStepKind;
  description?: string | null;
  /** Null or not given: those of a language model for the kind LLM, none for others. */
  parameters?: readonly GivenParameter[] | null;
}

/** Makes an inference step, which experiments can then have in scope. */
export async function createInferenceStep(
  scope: Scope,
  input: CreateInferenceStepInput,
): Promise<InferenceStep | ValidationError | ConflictError> {
  const misfit = misfitOfExternalId(input.externalId);
  if (misfit) return misfit;
  const description = readDescription(input.description ?? null);
  if (isFailure(description)) return description;
  const parameters = readParameters(input.kind, input.parameters ?? null);
  if (isFailure(parameters)) return parameters;
  const { externalId, kind } = input;
  return unlessNameTaken('an inference step', externalId, () =>
    scope.db.inferenceStep.create({
      data: {
        organizationId: scope.organizationId,
        externalId,
        kind,
        description,
        parameters: parameters.map((parameter) => ({ ...parameter })),
      },
    }),
  );
}

export interface UpdateInferenceStepInput {
  id: Id<'inferenceStep'>;
  /** Null or not given: as it was. */
  kind?: InferenceStepKind | null;
  /** Not given: as it was; null: none. */
  description?: string | null;
  /** All of them. Null or not given: as they were. */
  parameters?: readonly GivenParameter[] | null;
}

/** Changes an inference step; its externalId stays. Experiments that have it in scope keep the parameters that they took. */
export async function updateInferenceStep(
  scope: Scope,
  input: UpdateInferenceStepInput,
): Promise<InferenceStep | ValidationError | NotFoundError> {
  const where = { id: input.id, organizationId: scope.organizationId };
  const found = await scope.db.inferenceStep.findUnique({ where });
  if (!found) return notFound('inferenceStep', input.id);
  const kind = input.kind ?? found.kind;
  const description = input.description === undefined ? undefined : readDescription(input.description);
  if (isFailure(description)) return description;
  const parameters = input.parameters ? readParameters(kind, input.parameters) : undefined;
  if (isFailure(parameters)) return parameters;
  const [updated] = await scope.db.inferenceStep.updateManyAndReturn({
    where,
    data: { kind, description, parameters: parameters?.map((parameter) => ({ ...parameter })) },
  });
  return updated ?? notFound('inferenceStep', input.id);
}

/**
 * Deletes an inference step that no experiment has in scope.
 *
 * @returns the step as it was.
 */
export async function deleteInferenceStep(
  scope: Scope,
  id: Id<'inferenceStep'>,
): Promise<InferenceStep | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    // Whoever takes the step into scope holds it, and is waited for.
    await tx.$queryRaw`SELECT 1 FROM inference_step WHERE id = ${id}::uuid FOR UPDATE`;
    const step = await tx.inferenceStep.findUnique({ where: { id, organizationId: scope.organizationId } });
    if (!step) return notFound('inferenceStep', id);
    const use = await tx.experimentStep.findFirst({
      where: { stepId: id },
      include: { experiment: true },
      orderBy: { experimentId: 'asc' },
    });
    if (!use) return tx.inferenceStep.delete({ where: { id } });
    const experiment = encodeId('experiment', use.experimentId);
    return new ConflictError(
      `The experiment "${use.experiment.name}" (${experiment}) has the step in scope. Take it out with updateExperiment(input: {id: "${experiment}", steps: …}), where that is neither locked nor archived, or delete the experiment.`,
    );
  });
}

/** Which inference steps to list; what is not given or null does not restrict. */
export interface InferenceStepFilter {
  kind?: InferenceStepKind | null;
  /** Text that the externalId or the description contains, in any case. */
  search?: string | null;
}

/** The organization's inference steps that a filter lets through, as a condition on the list. */
export function inferenceStepsWhere(scope: Scope, { kind, search }: InferenceStepFilter = {}): Prisma.InferenceStepWhereInput {
  const text = search?.trim() ? containing(search.trim()) : null;
  return {
    organizationId: scope.organizationId,
    ...(kind && { kind }),
    ...(text && { OR: [{ externalId: text }, { description: text }] }),
  };
}

const longestExternalId = 200;

/** Why an application can't be told of a step by this name, as a key of JSON; null where it can. */
function misfitOfExternalId(text: string): ValidationError | null {
  const field = 'externalId';
  const { length } = Array.from(text);
  if (length < 1 || length > longestExternalId) {
    return new ValidationError(`externalId has ${length} characters. Give 1 to ${longestExternalId}.`, { field });
  }
  if (text !== text.trim() || text !== storableText(text) || /\p{Cc}/u.test(text)) {
    return new ValidationError(
      'externalId has white space at an end, or characters that can’t be written. Give the name that your application uses.',
      { field },
    );
  }
  if (text !== '__proto__') return null;
  return new ValidationError('externalId is "__proto__", which JavaScript has for other things. Give another name.', { field });
}
