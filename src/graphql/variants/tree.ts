import type { Variant } from '../../database/client.js';
import type { VariantTree } from '../../domain/variants/tree.js';
import { builder } from '../builder.js';
import type { RequestContext } from '../context.js';
import { VariantRef } from './types.js';

// What a variant is in its tree. All variants of the experiments at hand are read at once, however many of them ask.

function treeOf({ experimentId }: Variant, { loaders }: RequestContext): Promise<VariantTree> {
  return loaders.variantTrees.load(experimentId);
}

builder.prismaObjectFields(VariantRef, (t) => ({
  effectiveConfiguration: t.field({
    type: 'JSON',
    description: 'The configuration that it runs with: that of its root, with every override on the path to it, in their order.',
    resolve: async (variant, _args, context) => (await treeOf(variant, context)).effectiveConfiguration(variant.id),
  }),
  overrides: t.field({
    type: 'JSON',
    description:
      'What its effective configuration says otherwise than that of its root, the baseline: `{parameter: value}`, or `{step: {parameter: value}}` where there are steps. `{}` for a root.',
    resolve: async (variant, _args, context) => (await treeOf(variant, context)).overridesOf(variant.id),
  }),
  parent: t.field({
    type: VariantRef,
    nullable: true,
    description: 'The variant that it branches from; null for a root.',
    resolve: async (variant, _args, context) =>
      variant.parentId === null ? null : (await treeOf(variant, context)).find(variant.parentId),
  }),
  children: t.field({
    type: [VariantRef],
    description: 'The variants that branch from it, in their order.',
    resolve: async (variant, _args, context) => [...(await treeOf(variant, context)).childrenOf(variant.id)],
  }),
  sameConfigurationAs: t.field({
    type: [VariantRef],
    description:
      'The other variants of the experiment that amount to the same effective configuration, in their order. They measure the same thing, so that one of them is enough.',
    resolve: async (variant, _args, context) => (await treeOf(variant, context)).alike(variant.id),
  }),
}));
