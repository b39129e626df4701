import type { Transaction } from '../../database/client.js';
import { type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { parametersOf, type StepParameter } from './parameters.js';
import type { StepInScope } from './scope.js';

/** A step that an experiment is to have in scope. */
export interface GivenStep {
  stepId: Id<'inferenceStep'>;
  /** The names of the parameters that variants may override. Null or not given: all that the step accepts. */
  parameters?: readonly string[] | null;
}

/** How many steps an experiment may have in scope. */
const mostSteps = 100;

/**
 * Steps of the organization as an experiment takes them into scope: with the parameters that they accept now. None of them is
 * deleted before the transaction ends.
 */
export async function takeIntoScope(
  tx: Transaction,
  scope: Scope,
  given: readonly GivenStep[],
): Promise<StepInScope[] | ValidationError | NotFoundError> {
  if (given.length > mostSteps)
    return new ValidationError(`${given.length} steps are given. Give at most ${mostSteps}.`, { field: 'steps' });
  const ids = given.map(({ stepId }) => stepId);
  await tx.$queryRaw`
    SELECT 1 FROM inference_step WHERE id = ANY(${ids}::uuid[]) AND organization_id = ${scope.organizationId}::uuid
    ORDER BY id FOR KEY SHARE`;
  const rows = await tx.inferenceStep.findMany({ where: { id: { in: ids }, organizationId: scope.organizationId } });
  const steps: StepInScope[] = [];
  for (const [place, { stepId, parameters }] of given.entries()) {
    const step = rows.find(({ id }) => id === stepId);
    if (!step) return notFound('inferenceStep', stepId);
    if (steps.some((taken) => taken.stepId === stepId))
      return new ValidationError(`The step "${step.externalId}" is given twice. Give each once.`, {
        field: `steps[${place}].stepId`,
      });
    const accepted = parametersOf(step);
    const unknown = parameters?.find((name) => !accepted.some((parameter) => parameter.name === name));
    if (unknown !== undefined)
      return new ValidationError(
        `The step "${step.externalId}" has no parameter "${unknown}". ${acceptedBy(accepted)} Give some of these, or add it with updateInferenceStep.`,
        { field: `steps[${place}].parameters` },
      );
    steps.push({
      stepId,
      externalId: step.externalId,
      kind: step.kind,
      parameters: accepted.map((each) => ({ ...each, overridable: parameters?.includes(each.name) ?? true })),
    });
  }
  return steps;
}

/** Whether the steps given are those in scope, with the same parameters to override. */
export function isScope(steps: readonly StepInScope[], given: readonly GivenStep[]): boolean {
  if (steps.length !== given.length) return false;
  return steps.every(({ stepId, parameters }, place) => {
    const wanted = given[place];
    if (wanted?.stepId !== stepId) return false;
    const overridable = parameters.filter((parameter) => parameter.overridable).map(({ name }) => name);
    const names = new Set(wanted.parameters ?? parameters.map(({ name }) => name));
    return names.size === overridable.length && overridable.every((name) => names.has(name));
  });
}

function acceptedBy(parameters: readonly StepParameter[]): string {
  if (parameters.length === 0) return 'It accepts none.';
  return `It accepts: ${parameters.map(({ name }) => name).join(', ')}.`;
}
