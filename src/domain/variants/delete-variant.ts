import type { Transaction, Variant } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { forgetSelections, selectionsOfRuns } from '../datasets/select-items.js';
import { deletionOptions, lockEndedRuns } from '../experiments/deletion.js';
import { baselineLock, lockOpenExperiment } from '../experiments/open-experiment.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { closeGaps } from './order.js';
import { readTree } from './read-tree.js';

/**
 * Deletes a variant with its runs and their results; those behind it move up.
 *
 * @param withDescendants whether all that branch from it may go too; without it, a variant with children stays.
 * @returns the variant as it was.
 */
export async function deleteVariant(
  scope: Scope,
  id: Id<'variant'>,
  withDescendants = false,
): Promise<Variant | NotFoundError | ConflictError> {
  const found = await scope.db.variant.findFirst({
    where: { id, experiment: { organizationId: scope.organizationId } },
    select: { experimentId: true },
  });
  if (!found) return notFound('variant', id);
  return scope.db.$transaction(async (tx) => {
    const experiment = await lockOpenExperiment(tx, scope, found.experimentId);
    if (isFailure(experiment)) return experiment;
    const { tree } = await readTree(tx, experiment);
    const variant = tree.find(id);
    if (!variant) return notFound('variant', id);
    const locked = variant.baseline ? await baselineLock(tx, experiment, 'The baseline') : null;
    if (locked) return locked;
    const below = tree.descendantsOf(id);
    if (below.length > 0 && !withDescendants) return hasChildren(tx, variant, below);
    for (const each of [variant, ...below]) {
      const active = await lockEndedRuns(tx, { variantId: each.id }, 'delete the variant');
      if (active) return active;
    }
    const selections = await selectionsOfRuns(tx, { variantId: { in: [variant, ...below].map((each) => each.id) } });
    // What branches from it goes with it: the database sees to that, for the tree is never without the root of a part.
    await tx.variant.delete({ where: { id } });
    await forgetSelections(tx, selections);
    await closeGaps(tx, experiment.id);
    return variant;
  }, deletionOptions);
}

const mostNamed = 10;

async function hasChildren(tx: Transaction, variant: Variant, below: readonly Variant[]): Promise<ConflictError> {
  const { _count: runs, _sum: results } = await tx.run.aggregate({
    where: { variantId: { in: [variant, ...below].map(({ id }) => id) } },
    _count: true,
    _sum: { itemsCompleted: true, itemsFailed: true },
  });
  const names = below.slice(0, mostNamed).map(({ name }) => `"${name}"`);
  if (below.length > mostNamed) names.push(`${below.length - mostNamed} more`);
  const gone = (results.itemsCompleted ?? 0) + (results.itemsFailed ?? 0);
  return new ConflictError(
    `With "${variant.name}" would go what branches from it, ${names.join(', ')}, and in all ${counted(runs, 'run')} with ${counted(gone, 'result')}. Delete them all with deleteVariant(id: "${encodeId('variant', variant.id)}", withDescendants: true), or move them first with updateVariant(input: {id, parentId}).`,
    'VARIANT_HAS_CHILDREN',
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
