import type { Attribution, Contribution, VariantDifference } from '../../domain/attribution/attribution.js';
import { overrideOf } from '../../domain/attribution/combinations.js';
import { type Interaction, measureInteraction } from '../../domain/attribution/interactions.js';
import { builder } from '../builder.js';
import { OverrideRef, VariantRef } from '../variants/types.js';
import { CostEstimateRef, EstimateRef } from './estimates.js';

const DifferenceRef = builder.interfaceRef<VariantDifference>('VariantDifference').implement({
  description: 'How one variant differs from another: over the items that the runs of both have.',
  fields: (t) => ({
    variant: t.field({ type: VariantRef, description: 'The variant.', resolve: ({ variant }) => variant }),
    against: t.field({
      type: VariantRef,
      description: 'The variant that it is held against.',
      resolve: ({ against }) => against,
    }),
    score: t.field({
      type: EstimateRef,
      nullable: true,
      description: 'In mean score, 0 to 1: over the items that have a score in both runs; null where there are none.',
      resolve: ({ score }) => score,
    }),
    passRate: t.field({
      type: EstimateRef,
      nullable: true,
      description: 'In pass rate, in percentage points: over the items that were judged in both runs; null where there are none.',
      resolve: ({ passRate }) => passRate,
    }),
    cost: t.field({
      type: CostEstimateRef,
      nullable: true,
      description:
        'In what an item costs, in US dollars: over the items that have a result in both runs, errors included; null where there are none, or the price of one is unknown.',
      complexity: 50,
      resolve: async (difference, _args, { loaders }) => (await loaders.outcomes.performance.load(difference)).cost,
    }),
    durationMs: t.field({
      type: EstimateRef,
      nullable: true,
      description:
        'In how long the call for an item takes, in milliseconds: over the items that have an output in both runs; null where there are none.',
      complexity: 50,
      resolve: async (difference, _args, { loaders }) => (await loaders.outcomes.performance.load(difference)).durationMs,
    }),
  }),
});

const TotalDifferenceRef = builder.objectRef<VariantDifference>('TotalDifference').implement({
  description: 'A variant against the root of its tree.',
  interfaces: [DifferenceRef],
});

const ContributionRef = builder.objectRef<Contribution>('Contribution').implement({
  description:
    'What one override on a path contributed: the variant that introduces it against the nearest one above that was measured.',
  interfaces: [DifferenceRef],
  fields: (t) => ({
    override: t.field({
      type: OverrideRef,
      description: 'What the variant overrides.',
      resolve: ({ variant }) => overrideOf(variant),
    }),
    overrides: t.field({
      type: [OverrideRef],
      description:
        'All overrides that it is the effect of, in the order of the path: more than one where variants between the two have no completed run of their present configuration over the root’s dataset.',
      resolve: ({ introduced }) => introduced.map(overrideOf),
    }),
    note: t.exposeString('note', { nullable: true, description: 'Why there are several overrides; null where there is one.' }),
  }),
});

const InteractionRef = builder.objectRef<Interaction>('Interaction').implement({
  description: 'Overrides that were tried apart and together: whether their effects add up.',
  fields: (t) => ({
    override: t.field({
      type: OverrideRef,
      description: 'The override that was added to those of the first variant.',
      resolve: ({ override }) => override,
    }),
    apart: t.field({
      type: [VariantRef],
      description: 'The two variants that they were tried apart in: the one without this override, and the one with it alone.',
      complexity: { field: 1, multiplier: 2 },
      resolve: ({ without, alone }) => [without, alone],
    }),
    together: t.field({ type: VariantRef, description: 'The variant with all of them.', resolve: ({ together }) => together }),
    expected: t.float({
      nullable: true,
      description:
        'The change of the mean score from the root that the two variants apart add up to: over the items that have a score in all four runs, by the evaluators that all have. Null where there are no such items.',
      resolve: ({ figures }) => figures?.expected,
    }),
    actual: t.float({
      nullable: true,
      description: 'The change of the mean score from the root that they make together, over the same items.',
      resolve: ({ figures }) => figures?.actual,
    }),
    difference: t.field({
      type: EstimateRef,
      nullable: true,
      description: '`actual` less `expected`.',
      resolve: ({ figures }) => figures?.difference,
    }),
    addsUp: t.boolean({
      nullable: true,
      description: 'Whether the interval of the difference holds 0; null where the items are too few for one.',
      resolve: ({ figures }) => figures?.addsUp,
    }),
    note: t.exposeString('note', { nullable: true, description: 'What does not add up, in words; null where nothing says so.' }),
  }),
});

const AttributionRef = builder.objectRef<Attribution>('Attribution').implement({
  description:
    'What brought a variant to where it is: how much each override on the path from the root of its tree contributed. Each is told of by its newest completed run of its present configuration, the root by its marked baseline run if that is of it.',
  fields: (t) => ({
    contributions: t.field({
      type: [ContributionRef],
      description:
        'Each override’s, in the order of the path. Those to the score add up to the total where all of them are over the same items and judged by the same evaluators, but for the ninth decimal of each.',
      resolve: ({ contributions }) => contributions,
    }),
    total: t.field({ type: TotalDifferenceRef, description: 'The variant against the root.', resolve: ({ total }) => total }),
    addsUp: t.exposeBoolean('addsUp', {
      description: 'Whether the contributions to the score are over as many items as the total, and add up to it.',
    }),
    note: t.exposeString('note', { nullable: true, description: 'Why they don’t; null where they do.' }),
    interactions: t.field({
      type: [InteractionRef],
      description:
        'What of the path was tried apart as well: for each override that was added to others, if another variant of the tree that was measured has it alone, over the same dataset version and tasks. Of several that have it alone, the one whose run is the oldest.',
      // Few of a path's overrides were tried apart.
      complexity: { field: 200, multiplier: 5 },
      resolve: async ({ combinations }, _args, { scope }) => {
        const interactions: Interaction[] = [];
        for (const combination of combinations) interactions.push(await measureInteraction(scope, combination));
        return interactions;
      },
    }),
  }),
});

builder.prismaObjectField(VariantRef, 'attribution', (t) =>
  t.field({
    type: AttributionRef,
    nullable: true,
    description:
      'How much each override on the path from the root of its tree contributed to its results. Null for a root, and while it or the root has no completed run of its present configuration, or they have them over different datasets.',
    // That of the statistics of two reports: on the whole path, and on its last stretch. The others are those of the variants above.
    complexity: 800,
    resolve: (variant, _args, { loaders }) => loaders.outcomes.attribution.load(variant),
  }),
);
