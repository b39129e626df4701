import type { Experiment, Transaction, Variant } from '../../database/client.js';
import { ConflictError } from '../../failures.js';
import { encodeId } from '../../ids.js';
import { baselineLock } from '../experiments/open-experiment.js';
import type { VariantTree } from './tree.js';

/**
 * Why what a variant runs with can't change: it is the baseline, and locked, or a variant below it has run. Null where it
 * can; its own runs keep the configuration of their start. The caller holds the experiment's lock.
 */
export async function contentConflict(
  tx: Transaction,
  experiment: Experiment,
  tree: VariantTree,
  variant: Variant,
): Promise<ConflictError | null> {
  const locked = variant.baseline ? await baselineLock(tx, experiment, 'The baseline’s configuration') : null;
  if (locked) return locked;
  const run = await tx.run.findFirst({
    where: { variantId: { in: tree.descendantsOf(variant.id).map(({ id }) => id) } },
    select: { id: true, variant: { select: { name: true } } },
    orderBy: { id: 'asc' },
  });
  if (!run) return null;
  return new ConflictError(
    `"${variant.name}" can’t change: "${run.variant.name}" branches from it and has run (${encodeId('run', run.id)}), with what it is now. Branch another variant, with parentId: "${encodeId('variant', variant.parentId ?? variant.id)}".`,
    'VARIANT_IN_USE',
  );
}
