import type { LiveExperiment, LiveVariant, Transaction } from '../../database/client.js';
import { isFailure, type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { VariantTree } from '../variants/tree.js';
import { lockLiveExperiment } from './find-live-experiment.js';
import { liveVariants, unknownVariant } from './variants.js';
import { weightIn, weightsOf } from './weights.js';

/** What goes live, and where. */
export interface PromoteVariantInput {
  /** The variant of an experiment. */
  variantId: Id<'variant'>;
  liveExperimentId: Id<'liveExperiment'>;
  /** The name of the live experiment's variant that takes its configuration. */
  liveVariant: string;
  /** Its weight from now on, relative to those of the others. */
  weight: number;
}

/**
 * Hands a variant's effective configuration, as it is now, to a variant of a live experiment, and sets that one's weight. Code that asks
 * `experiment.managed` follows; what has been chosen stays as it is.
 */
export async function promoteVariant(
  scope: Scope,
  { variantId, liveExperimentId, liveVariant, weight }: PromoteVariantInput,
): Promise<LiveExperiment | ValidationError | NotFoundError> {
  if (!Number.isFinite(weight) || weight < 0) {
    return new ValidationError(`weight is ${weight}. Give a finite number, 0 or more.`, { field: 'weight' });
  }
  return scope.db.$transaction(async (tx) => {
    const liveExperiment = await lockLiveExperiment(tx, scope, liveExperimentId);
    if (isFailure(liveExperiment)) return liveExperiment;
    const configuration = await effectiveConfiguration(tx, scope, variantId);
    if (isFailure(configuration)) return configuration;
    const variants = await liveVariants(tx, scope, [liveExperimentId]);
    if (!variants.some(({ name }) => name === liveVariant)) return unknownVariant(variants, liveVariant, 'liveVariant');
    if (weight === 0 && !(await hasOtherWeight(tx, liveExperiment, variants, liveVariant))) {
      return new ValidationError(
        `With weight 0 for "${liveVariant}", no variant of "${liveExperiment.name}" would have a weight. Give another one a weight first.`,
        { field: 'weight' },
      );
    }
    await tx.liveVariant.update({
      where: { liveExperimentId_name: { liveExperimentId, name: liveVariant } },
      data: { weight, configuration, promotedVariantId: variantId, promotedAt: new Date() },
    });
    return liveExperiment;
  });
}

/** The variant's, which stays until the transaction ends. */
async function effectiveConfiguration(
  tx: Transaction,
  { organizationId }: Scope,
  variantId: Id<'variant'>,
): Promise<JsonObject | NotFoundError> {
  await tx.$queryRaw`
    SELECT 1 FROM variant v JOIN experiment e ON e.id = v.experiment_id
    WHERE v.id = ${variantId}::uuid AND e.organization_id = ${organizationId}::uuid FOR KEY SHARE OF v`;
  const variants = await tx.variant.findMany({
    where: { experiment: { organizationId, variants: { some: { id: variantId } } } },
    orderBy: [{ sortOrder: 'asc' }, { id: 'asc' }],
  });
  return variants.length === 0 ? notFound('variant', variantId) : new VariantTree(variants).effectiveConfiguration(variantId);
}

/** Whether a variant but that one, which the code still has, has a weight: as it was set in the graph or, where none was, by the code. */
async function hasOtherWeight(
  tx: Transaction,
  { allocationId }: LiveExperiment,
  variants: readonly LiveVariant[],
  but: string,
): Promise<boolean> {
  const latest = allocationId === null ? null : await tx.liveAllocation.findUnique({ where: { id: allocationId } });
  const byCode = latest && weightsOf(latest);
  return variants.some(({ name, weight }) => {
    if (name === but) return false;
    // Where the code chooses without weights, it is known neither which it would give nor what it has.
    if (!byCode) return weight === null || weight > 0;
    return Object.hasOwn(byCode, name) && (weight ?? weightIn(byCode, name)) > 0;
  });
}
