import { canonicalJson } from '../../json.js';
import { contentOf, type Override, type Overrides, valueIn, withOverride } from '../variants/configuration.js';
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

/** What finds those of some variants that say just this otherwise than their root, in the order given. */
export function variantsByOverrides<V extends TreeVariant>(
  tree: VariantTree<V>,
  variants: readonly V[],
): (overrides: Overrides) => readonly V[] {
  let known: Map<string, V[]> | null = null;
  return (overrides) => {
    known ??= groupedByOverrides(tree, variants);
    return known.get(canonicalJson(overrides)) ?? [];
  };
}

function groupedByOverrides<V extends TreeVariant>(tree: VariantTree<V>, variants: readonly V[]): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const variant of variants) {
    const overrides = canonicalJson(tree.overridesOf(variant.id));
    const group = groups.get(overrides);
    if (group) group.push(variant);
    else groups.set(overrides, [variant]);
  }
  return groups;
}

/**
 * What of a path was tried apart as well: every stretch of one override that is added to others, of other parameters, and that some
 * variant of the tree has alone.
 *
 * @param aloneFor the variant that has an override alone, to be held against the one that has it together with others.
 */
export function combinationsOn<V extends TreeVariant>(
  tree: VariantTree<V>,
  stretches: readonly Stretch<V>[],
  aloneFor: (overrides: Overrides, together: V) => V | undefined,
): Combination<V>[] {
  return stretches.flatMap(({ against, variant, introduced }) => {
    const override = overrideOf(variant);
    const there = tree.overridesOf(against.id);
    if (introduced.length > 1 || Object.keys(there).length === 0 || valueIn(there, override) !== undefined) return [];
    const alone = aloneFor(withOverride({}, override), variant);
    return alone ? [{ override, without: against, alone, together: variant }] : [];
  });
}
