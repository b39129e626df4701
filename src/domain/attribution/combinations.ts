import { canonicalJson } from '../../json.js';
import { contentOf, type Override, valueIn, withOverride } from '../variants/configuration.js';
import type { TreeVariant, VariantTree } from '../variants/tree.js';
import type { Stretch } from './path.js';

/** Changes that were tried apart and together. */
export interface Combination<V> {
  /** What was added to changes that were there already. */
  override: Override;
  /** The variant without it, and the one that has it alone. */
  without: V;
  alone: V;
  /** The variant that has all of them. */
  together: V;
}

/** What a child changes. */
export function overrideOf(variant: TreeVariant): Override {
  const content = contentOf(variant);
  if (content.kind === 'root') throw new Error('A root overrides nothing.');
  return content.override;
}

/**
 * What of a path was tried apart as well: every stretch of one override that is added to others, of other parameters, and that some
 * measured variant of the tree has alone. Of several that have it alone, the first.
 *
 * @param measured the measured variants of the tree, in their order.
 */
export function combinationsOn<V extends TreeVariant>(
  tree: VariantTree<V>,
  stretches: readonly Stretch<V>[],
  measured: readonly V[],
): Combination<V>[] {
  const byOverrides = new Map<string, V>();
  for (const variant of measured) {
    const overrides = canonicalJson(tree.overridesOf(variant.id));
    if (!byOverrides.has(overrides)) byOverrides.set(overrides, variant);
  }
  return stretches.flatMap(({ against, variant, introduced }) => {
    const override = overrideOf(variant);
    const there = tree.overridesOf(against.id);
    if (introduced.length > 1 || Object.keys(there).length === 0 || valueIn(there, override) !== undefined) return [];
    const alone = byOverrides.get(canonicalJson(withOverride({}, override)));
    return alone ? [{ override, without: against, alone, together: variant }] : [];
  });
}
