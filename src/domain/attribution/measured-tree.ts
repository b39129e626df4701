import type { Run, Variant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { canonicalJson, type Json } from '../../json.js';
import type { Scope } from '../scope.js';
import type { VariantTree } from '../variants/tree.js';
import { judgedRuns } from './reference-runs.js';

/** The variants below one root, and the runs that they were measured by. */
export interface MeasuredTree {
  tree: VariantTree;
  root: Variant;
  /** Of those that were measured: the root by the run that the others are held against, the others by their newest COMPLETED run. */
  runs: Map<Id<'variant'>, Run>;
}

/**
 * What was measured around a variant of the organization. A variant that was changed since its newest COMPLETED run was not: the run
 * tells nothing of its present override.
 *
 * @param tree all variants of its experiment.
 */
export async function measuredTree(scope: Scope, tree: VariantTree, id: Id<'variant'>): Promise<MeasuredTree> {
  const root = tree.rootOf(id);
  const family = [root, ...tree.descendantsOf(root.id)];
  const found = await judgedRuns(
    scope,
    family.map((variant) => variant.id),
  );
  const reference = found.get(id)?.reference ?? null;
  const runs = family.flatMap((variant) => {
    const run = variant.id === root.id ? reference : found.get(variant.id)?.run;
    return run && ranAsItIs(tree, variant, run) ? [[variant.id, run] as const] : [];
  });
  return { tree, root, runs: new Map(runs) };
}

function ranAsItIs(tree: VariantTree, { id }: Variant, { configuration }: Run): boolean {
  return canonicalJson(configuration as Json) === canonicalJson(tree.effectiveConfiguration(id));
}
