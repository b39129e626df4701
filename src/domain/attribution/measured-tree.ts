import type { Run, Variant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import type { Overrides } from '../variants/configuration.js';
import type { VariantTree } from '../variants/tree.js';
import { variantsByOverrides } from './combinations.js';
import { judgedRuns, type PlacedVariant } from './reference-runs.js';

/** The variants below one root, and the runs that they were measured by. */
export interface MeasuredTree {
  tree: VariantTree;
  root: Variant;
  /**
   * Of those that were measured: the root by the run that the others are held against, the others by their newest COMPLETED run of their
   * present configuration. A variant that was changed since its runs was not measured, nor one that ran over another dataset than the
   * root: neither tells what its override does. The root is among them once another one is.
   */
  runs: ReadonlyMap<Id<'variant'>, Run>;
  /** The measured variants that say just this otherwise than the root, the one whose run is oldest first. */
  having(overrides: Overrides): readonly Variant[];
}

/**
 * What was measured below the roots of some variants of the organization: as many statements as for one.
 *
 * @returns by the id of the root.
 */
export async function measuredTrees(scope: Scope, variants: readonly PlacedVariant[]): Promise<Map<Id<'variant'>, MeasuredTree>> {
  const trees = new Map(variants.map(({ tree, id }) => [tree.rootOf(id).id, tree]));
  const families = Array.from(trees, ([rootId, tree]) => ({
    tree,
    root: tree.get(rootId),
    children: tree.descendantsOf(rootId),
  }));
  const judged = await judgedRuns(
    scope,
    families.flatMap(({ tree, children }) => children.map(({ id }) => ({ tree, id }))),
  );
  return new Map(
    families.map(({ tree, root, children }) => {
      const runs = new Map<Id<'variant'>, Run>();
      for (const { id } of children) {
        const { run, reference, current } = judged.get(id) ?? {};
        if (run && reference && current) runs.set(root.id, reference).set(id, run);
      }
      return [root.id, { tree, root, runs, having: variantsByOverrides(tree, oldestFirst(children, runs)) }];
    }),
  );
}

function oldestFirst(variants: readonly Variant[], runs: ReadonlyMap<Id<'variant'>, Run>): Variant[] {
  const measured = variants.flatMap((variant) => {
    const run = runs.get(variant.id);
    return run ? [{ variant, run }] : [];
  });
  measured.sort((a, b) => a.run.createdAt.getTime() - b.run.createdAt.getTime() || (a.run.id < b.run.id ? -1 : 1));
  return measured.map(({ variant }) => variant);
}
