import type { LiveVariant } from '../../database/client.js';
import type { ExposureCounts } from '../../domain/live/exposure-counts.js';
import type { LiveMetric } from '../../domain/live/figures.js';
import { type BuiltInMetric, mostScores } from '../../domain/live/metric-values.js';
import type { LiveShares, VariantShare } from '../../domain/live/shares.js';
import { weightIn } from '../../domain/live/weights.js';
import { builder } from '../builder.js';
import type { RequestContext } from '../context.js';
import { VariantRef } from '../variants/types.js';
import { SelectionStrategyEnum } from './enums.js';
import { LiveMetricRef } from './metrics.js';

const SampleRatioRef = builder.objectRef<NonNullable<LiveShares['sampleRatio']>>('SampleRatio').implement({
  description:
    'Whether the units are shared among the variants as the weights say, by a test that is always valid: it holds however often somebody looks. A unit counts where it was first exposed, by the weights of that time.',
  fields: (t) => ({
    pValue: t.exposeFloat('pValue', { description: 'Of the units being shared as the weights say.' }),
    mismatch: t.exposeBoolean('mismatch', {
      description:
        'Whether it is below 0.01: then something other than the weights decides who gets which variant, or who is counted, and no figure of the live experiment is to be trusted before the reason is found.',
    }),
  }),
});

const LiveVariantRef = builder.prismaObject('LiveVariant', {
  description: 'A variant of a live experiment, and how it does.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The key that it has in the code.' }),
    position: t.exposeInt('position', {
      description: 'Where it stands among the variants in the code: 0 for the first, which the others are compared with.',
    }),
    weight: t.float({
      nullable: true,
      description:
        'The weight by which it is chosen now, relative to those of the others; null where no weights choose. It is the code’s or, where the live experiment is `managed`, the promoted one.',
      resolve: async ({ liveExperimentId, name }, _args, { loaders }) => {
        const weights = await loaders.live.weights.load(liveExperimentId);
        return weights && weightIn(weights, name);
      },
    }),
    promotedWeight: t.float({
      nullable: true,
      description: 'The weight that promoteVariant set; null where none was set, so that the code’s counts.',
      resolve: ({ weight }) => weight,
    }),
    configuration: t.expose('configuration', {
      type: 'JSON',
      nullable: true,
      description: 'The effective configuration that was promoted, as it was then: what `experiment.managed` hands over.',
    }),
    promotedFrom: t.field({
      type: VariantRef,
      nullable: true,
      description: 'The variant of an experiment that it was promoted from; null where none was, or that one is deleted.',
      resolve: ({ promotedVariantId }, _args, { loaders }) =>
        promotedVariantId === null ? null : loaders.variants.load(promotedVariantId),
    }),
    promotedAt: t.expose('promotedAt', { type: 'DateTime', nullable: true, description: 'When it was last promoted.' }),
    share: t.float({
      nullable: true,
      description:
        'Which part of the units had it first, 0 to 1: of those that weights chose for, or of all where they chose for none; null without units.',
      resolve: async (variant, _args, context) => (await shareOf(variant, context))?.share,
    }),
    expectedShare: t.float({
      nullable: true,
      description:
        'Which part of these units should have had it first, by the weights that each was first chosen by: 0 to 1; null where no weights chose.',
      resolve: async (variant, _args, context) => (await shareOf(variant, context))?.expectedShare,
    }),
    exposures: t.int({
      description: 'How often it was given to function runs.',
      resolve: async (variant, _args, context) => (await countsOf(variant, context))?.exposures ?? 0,
    }),
    units: t.int({
      description: 'To how many units: each value that `bucket` chose by counts once, otherwise each function run.',
      resolve: async (variant, _args, context) => (await countsOf(variant, context))?.units ?? 0,
    }),
    completed: t.int({
      description: 'How many of the exposures gave a result.',
      resolve: async (variant, _args, context) => (await countsOf(variant, context))?.completed ?? 0,
    }),
    failed: t.int({
      description: 'How many of the exposures failed. All others are still under way; those of cancelled runs never end.',
      resolve: async (variant, _args, context) => (await countsOf(variant, context))?.failed ?? 0,
    }),
    errorRate: t.field({
      type: LiveMetricRef,
      description: 'Which part of the exposures that have ended failed: 0 to 1.',
      resolve: (variant, _args, context) => metricOf(variant, 'errors', context),
    }),
    durationMs: t.field({
      type: LiveMetricRef,
      description: 'How long its steps took together, in milliseconds, over the exposures that gave a result.',
      resolve: (variant, _args, context) => metricOf(variant, 'durationMs', context),
    }),
    cost: t.field({
      type: LiveMetricRef,
      description:
        'What its steps cost together, in US dollars, over the exposures that have ended and whose cost is known: the steps told of it.',
      resolve: (variant, _args, context) => metricOf(variant, 'cost', context),
    }),
    scores: t.field({
      type: [LiveMetricRef],
      description: `The scores that were recorded in the live experiment, by name: the first ${mostScores} of them, for every variant the same.`,
      // Most have one or two, but an interval of each is dear.
      complexity: { field: 1, multiplier: 20 },
      resolve: async ({ liveExperimentId, name }, _args, { loaders }) => {
        const figures = await loaders.live.figures.load(liveExperimentId);
        return figures.filter(({ variant, scored }) => scored && variant === name);
      },
    }),
  }),
});

async function shareOf({ liveExperimentId, name }: LiveVariant, { loaders }: RequestContext): Promise<VariantShare | null> {
  const { units, shares } = await loaders.live.shares.load(liveExperimentId);
  return units === 0 ? null : (shares.get(name) ?? { share: 0, expectedShare: null });
}

async function countsOf(
  { liveExperimentId, name }: LiveVariant,
  { loaders }: RequestContext,
): Promise<ExposureCounts | undefined> {
  return (await loaders.live.counts.load(liveExperimentId)).find(({ variant }) => variant === name);
}

async function metricOf(
  { liveExperimentId, name }: LiveVariant,
  metric: BuiltInMetric,
  { loaders }: RequestContext,
): Promise<LiveMetric> {
  const figures = await loaders.live.figures.load(liveExperimentId);
  const found = figures.find((figure) => !figure.scored && figure.variant === name && figure.name === metric);
  if (!found) throw new Error(`Every variant has the metric ${metric}, and "${name}" has not.`);
  return found;
}

export const LiveExperimentRef = builder.prismaNode('LiveExperiment', {
  description:
    'A `group.experiment` of the user’s code, as its exposures show it: which variants function runs were given, and how that went. It appears with its first exposure.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The id that it has in the code.' }),
    strategy: t.expose('strategy', {
      type: SelectionStrategyEnum,
      description: 'How the latest exposures were chosen.',
    }),
    managed: t.exposeBoolean('managed', {
      description: 'Whether they were chosen by `experiment.managed`: then a promotion changes what is chosen.',
    }),
    variants: t.field({
      type: [LiveVariantRef],
      description: 'Its variants, in the order of the code; those that the code has no more are last.',
      // Most have two or three.
      complexity: { field: 1, multiplier: 3 },
      resolve: ({ id }, _args, { loaders }) => loaders.live.variants.load(id),
    }),
    exposures: t.int({
      description: 'How often a function run was given a variant.',
      resolve: async ({ id }, _args, { loaders }) =>
        (await loaders.live.counts.load(id)).reduce((sum, { exposures }) => sum + exposures, 0),
    }),
    units: t.int({
      description:
        'To how many units, each counted once whichever variants it was given: values that `bucket` chose by, otherwise function runs.',
      resolve: async ({ id }, _args, { loaders }) => (await loaders.live.shares.load(id)).units,
    }),
    sampleRatio: t.field({
      type: SampleRatioRef,
      nullable: true,
      description: 'Whether the units are shared as the weights say; null where weights chose for none.',
      resolve: async ({ id }, _args, { loaders }) => (await loaders.live.shares.load(id)).sampleRatio,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first seen.' }),
  }),
});

builder.prismaObjectField(LiveVariantRef, 'liveExperiment', (t) =>
  t.field({
    type: LiveExperimentRef,
    description: 'The live experiment that it is a variant of.',
    resolve: ({ liveExperimentId }, _args, { loaders }) => loaders.live.experiments.load(liveExperimentId),
  }),
);

export const LiveExperimentConnection = builder.connectionObject(
  { type: LiveExperimentRef, name: 'LiveExperimentConnection' },
  { name: 'LiveExperimentEdge' },
);
