import type { InferenceStepKind, Prisma, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { StepParameter } from './parameters.js';

/** A parameter of a step in scope, as the step accepted it when it was taken into scope. */
export interface ScopedParameter extends StepParameter {
  /** Whether variants may override it; the baseline's configuration may set it in any case. */
  overridable: boolean;
}

/** An inference step as an experiment has it in scope. */
export interface StepInScope {
  stepId: Id<'inferenceStep'>;
  externalId: string;
  kind: InferenceStepKind;
  parameters: ScopedParameter[];
}

/** The parameters of a stored step of an experiment. */
function scopedParameters(row: { parameters: unknown }): ScopedParameter[] {
  return row.parameters as ScopedParameter[];
}

/** The steps that an experiment has in scope, in their order. */
export async function stepsInScope(db: Transaction, experimentId: Id<'experiment'>): Promise<StepInScope[]> {
  return (await scopesOf(db, [experimentId])).get(experimentId) ?? [];
}

/**
 * The steps of each of some experiments, by one look; one that has none is left out.
 *
 * @param experiment what else holds for them: experiments for which it does not are left out, too.
 */
export async function scopesOf(
  db: Transaction,
  experimentIds: readonly Id<'experiment'>[],
  experiment: Prisma.ExperimentWhereInput = {},
): Promise<Map<Id<'experiment'>, StepInScope[]>> {
  const rows = await db.experimentStep.findMany({
    where: { experimentId: { in: [...experimentIds] }, experiment },
    include: { step: true },
    orderBy: { sortOrder: 'asc' },
  });
  const scopes = new Map<Id<'experiment'>, StepInScope[]>();
  for (const row of rows) {
    const { externalId, kind } = row.step;
    const step = { stepId: row.stepId, externalId, kind, parameters: scopedParameters(row) };
    const steps = scopes.get(row.experimentId);
    if (steps) steps.push(step);
    else scopes.set(row.experimentId, [step]);
  }
  return scopes;
}

/** How steps in scope are stored, in their order. */
export function rowsOfScope(steps: readonly StepInScope[]) {
  return steps.map(({ stepId, parameters }, place) => ({
    stepId,
    sortOrder: place + 1,
    parameters: parameters.map((parameter) => ({ ...parameter })),
  }));
}
