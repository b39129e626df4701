import type { Experiment, ExperimentType, Prisma, Transaction, Variant } from '../../database/client.js';
import { ConflictError, ValidationError } from '../../failures.js';
import { encodeId } from '../../ids.js';
import { baselineLock } from '../experiments/open-experiment.js';
import { activeStatuses } from '../experiments/status.js';
import { hasSteps, type VariantContent } from './configuration.js';
import type { VariantTree } from './tree.js';

/*
 * The baseline variant of an experiment is its only root. Where configurations have steps, the root is always the baseline; of
 * the other types an experiment may have several roots and no baseline.
 */

/** Whether a variant is the baseline, as far as its type and place say; what is given must agree with them. */
export function readBaseline(
  type: ExperimentType,
  kind: VariantContent['kind'],
  given: boolean | null | undefined,
): boolean | null | ValidationError {
  if (kind === 'child') {
    if (!given) return false;
    return new ValidationError(
      'baseline: a variant that branches from another can’t be what all are compared with. Leave it out.',
      {
        field: 'baseline',
      },
    );
  }
  if (!hasSteps(type)) return given ?? null;
  if (given !== false) return true;
  return new ValidationError(
    `baseline: in an experiment of the type ${type} the variant without a parent is the baseline. Leave it out.`,
    { field: 'baseline' },
  );
}

/** Why there can't be one more root, or none that is the baseline; null where there can. */
export function rootConflict(tree: VariantTree, isBaseline: boolean): ConflictError | null {
  const baseline = tree.variants.find((variant) => variant.baseline);
  if (baseline) {
    return new ConflictError(
      `The experiment has its baseline, "${baseline.name}", and every other variant branches from that, or from one that does: add it with parentId: "${encodeId('variant', baseline.id)}" and override.`,
    );
  }
  return isBaseline ? notTheOnlyRoot(tree.roots()) : null;
}

/**
 * Why a root can't become the baseline, or be it no longer; null where it can. What ran without a baseline was not bound to its
 * tasks, so that nothing may have run yet but, in vain, the root itself. The caller holds the experiment's lock.
 */
export async function baselineConflict(
  tx: Transaction,
  experiment: Experiment,
  tree: VariantTree,
  variant: Variant,
  next: boolean,
): Promise<ConflictError | null> {
  if (next === variant.baseline) return null;
  const fixed = next
    ? notTheOnlyRoot(tree.roots().filter(({ id }) => id !== variant.id))
    : await baselineLock(tx, experiment, 'Which variant is the baseline');
  if (fixed) return fixed;
  const run = await tx.run.findFirst({
    where: { experimentId: experiment.id, OR: [{ variantId: { not: variant.id } }, ranNotInVain] },
    select: { id: true, variant: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  if (!run) return null;
  const what = next ? 'can’t become the baseline' : 'can’t stop being the baseline';
  return new ConflictError(
    `"${variant.name}" ${what}: "${run.variant.name}" has run (${encodeId('run', run.id)}), and all variants are compared on the same terms. Change a copy: duplicateExperiment(input: {id: "${encodeId('experiment', experiment.id)}"}).`,
    'VARIANT_IN_USE',
  );
}

/** That a run is active, or has COMPLETED, be it before its failed items were tried again. */
const ranNotInVain: Prisma.RunWhereInput = {
  OR: [{ status: { in: [...activeStatuses, 'COMPLETED'] } }, { retries: { gt: 0 }, itemsCompleted: { gt: 0 } }],
};

function notTheOnlyRoot(others: readonly Variant[]): ConflictError | null {
  if (others.length === 0) return null;
  const names = others.map(({ name }) => `"${name}"`).join(', ');
  return new ConflictError(
    `The baseline is the only variant without a parent, and there is ${names} as well. Delete the others first, or leave baseline out.`,
  );
}
