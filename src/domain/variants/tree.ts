import type { Variant } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { canonicalJson, type JsonObject } from '../../json.js';
import { contentOf, type Overrides, overridesBetween, withOverride } from './configuration.js';

/** What of a variant its place in the tree depends on. */
export type TreeVariant = Pick<
  Variant,
  'id' | 'taskType' | 'configuration' | 'parentId' | 'overrideStep' | 'overrideParameter' | 'overrideValue'
>;

/** The variants of one experiment as the trees that they form: each child on top of its parent, up to a root. */
export class VariantTree<V extends TreeVariant = Variant> {
  private readonly byId: Map<Id<'variant'>, V>;
  private readonly children = new Map<Id<'variant'>, V[]>();
  private readonly configurations = new Map<Id<'variant'>, JsonObject>();
  private byConfiguration: Map<string, V[]> | null = null;

  /** @param variants all of the experiment's. */
  constructor(readonly variants: readonly V[]) {
    this.byId = new Map(variants.map((variant) => [variant.id, variant]));
    for (const variant of variants) {
      if (variant.parentId === null) continue;
      const siblings = this.children.get(variant.parentId);
      if (siblings) siblings.push(variant);
      else this.children.set(variant.parentId, [variant]);
    }
  }

  find(id: Id<'variant'>): V | null {
    return this.byId.get(id) ?? null;
  }

  /** @throws Error for an id that is none of the experiment's. */
  get(id: Id<'variant'>): V {
    const variant = this.byId.get(id);
    if (!variant) throw new Error(`The experiment has no variant ${id}.`);
    return variant;
  }

  /** The same variants with another one, or with one in place of that which has its id. */
  with(variant: V): VariantTree<V> {
    const place = this.variants.findIndex(({ id }) => id === variant.id);
    if (place === -1) return new VariantTree([...this.variants, variant]);
    return new VariantTree(this.variants.with(place, variant));
  }

  /** The variants without a parent. */
  roots(): V[] {
    return this.variants.filter(({ parentId }) => parentId === null);
  }

  childrenOf(id: Id<'variant'>): readonly V[] {
    return this.children.get(id) ?? [];
  }

  /** From the root to the variant itself. */
  pathTo(id: Id<'variant'>): V[] {
    const path = new Set<V>();
    for (let at: V | null = this.get(id); at; at = at.parentId === null ? null : this.get(at.parentId)) {
      if (path.has(at)) throw new Error('A variant is never its own ancestor.');
      path.add(at);
    }
    return [...path].reverse();
  }

  rootOf(id: Id<'variant'>): V {
    const [root] = this.pathTo(id);
    return root ?? this.get(id);
  }

  /** All that stands below a variant, parents before their children. */
  descendantsOf(id: Id<'variant'>): V[] {
    const below: V[] = [];
    // The next one last.
    const ahead = this.childrenOf(id).toReversed();
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      below.push(next);
      ahead.push(...this.childrenOf(next.id).toReversed());
    }
    return below;
  }

  /** The configuration of the root, with every override on the path to the variant, in their order. */
  effectiveConfiguration(id: Id<'variant'>): JsonObject {
    const known = this.configurations.get(id);
    if (known) return known;
    const configuration = this.pathTo(id)
      .map(contentOf)
      .reduce<JsonObject>(
        (merged, content) => (content.kind === 'root' ? content.configuration : withOverride(merged, content.override)),
        {},
      );
    this.configurations.set(id, configuration);
    return configuration;
  }

  /** What the effective configuration says otherwise than that of the root. */
  overridesOf(id: Id<'variant'>): Overrides {
    const root = this.rootOf(id);
    return overridesBetween(root.taskType, this.effectiveConfiguration(root.id), this.effectiveConfiguration(id));
  }

  /** The other variants that amount to the same effective configuration. */
  alike(id: Id<'variant'>): V[] {
    this.byConfiguration ??= this.groupedByConfiguration();
    const group = this.byConfiguration.get(canonicalJson(this.effectiveConfiguration(id))) ?? [];
    return group.filter((variant) => variant.id !== id);
  }

  private groupedByConfiguration(): Map<string, V[]> {
    const groups = new Map<string, V[]>();
    for (const variant of this.variants) {
      const text = canonicalJson(this.effectiveConfiguration(variant.id));
      const group = groups.get(text);
      if (group) group.push(variant);
      else groups.set(text, [variant]);
    }
    return groups;
  }
}
