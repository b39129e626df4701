import { promoteVariant } from '../../domain/live/promote-variant.js';
import { recordScore } from '../../domain/live/record-score.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { orThrow } from '../errors.js';
import { givenId, givenIdOrNone } from '../ids.js';
import { LiveExperimentRef } from './types.js';

const RecordScoreInput = builder.inputType('RecordScoreInput', {
  description: 'A number for a variant of a live experiment: by `functionRunId`, the run that was given it, or by `variant`.',
  fields: (t) => ({
    experiment: t.string({ required: true, description: 'The live experiment: its name or its id.' }),
    variant: t.string({
      description: 'The name of the variant. With a function run that was given several: which of them.',
    }),
    functionRunId: t.id({
      description: 'The function run that was given the variant. Sent again, the score of this name replaces the value.',
    }),
    name: t.string({ required: true, description: 'What the number is, such as `resolved`: 1 to 200 characters.' }),
    value: t.float({ required: true, description: 'The number: more is better.' }),
    key: t.string({
      description:
        'What `experiment.bucket` chose by, as text, such as a user’s id: several scores of one count once, with their mean. With a function run that chose by several: which of them.',
    }),
    id: t.string({
      description:
        'Without functionRunId, any text of yours: sent again with it, the score is the same, and does not count twice.',
    }),
  }),
});

const LiveScoreRef = builder.prismaObject('LiveScore', {
  description: 'A number that a variant of a live experiment was given.',
  fields: (t) => ({
    liveExperiment: t.field({
      type: LiveExperimentRef,
      description: 'The live experiment.',
      resolve: ({ liveExperimentId }, _args, { loaders }) => loaders.live.experiments.load(liveExperimentId),
    }),
    variant: t.exposeString('variant', { description: 'The name of the variant.' }),
    name: t.exposeString('name', { description: 'What the number is.' }),
    value: t.exposeFloat('value', { description: 'The number.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first recorded.' }),
  }),
});

const PromoteVariantInput = builder.inputType('PromoteVariantInput', {
  description: 'What goes live, and where.',
  fields: (t) => ({
    variantId: t.id({
      required: true,
      description: 'The variant of an experiment whose effective configuration is handed over.',
    }),
    liveExperimentId: t.id({ required: true, description: 'The live experiment that takes it.' }),
    liveVariant: t.string({ required: true, description: 'The name of the variant of it that takes the configuration.' }),
    weight: t.float({
      required: true,
      description: 'The weight of that variant from now on, 0 or more, relative to those of the others, which stay as they are.',
    }),
  }),
});

builder.mutationFields((t) => ({
  recordScore: t.field({
    type: LiveScoreRef,
    nullable: true,
    description: 'Gives a variant of a live experiment a score, whenever it is known.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: RecordScoreInput, required: true, description: 'Which score of what.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const functionRunId = givenIdOrNone('functionRun', input.functionRunId, 'functionRunId');
      return orThrow(await recordScore(scope, { ...input, functionRunId }));
    },
  }),
  promoteVariant: t.field({
    type: LiveExperimentRef,
    nullable: true,
    description:
      'Takes a variant of an experiment live: `experiment.managed` hands its effective configuration, as it is now, to a variant of a live experiment, and chooses by the new weight. Function runs that have been given a variant keep it.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: PromoteVariantInput, required: true, description: 'What goes live, and where.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(
        await promoteVariant(scope, {
          ...input,
          variantId: givenId('variant', input.variantId, 'variantId'),
          liveExperimentId: givenId('liveExperiment', input.liveExperimentId, 'liveExperimentId'),
        }),
      ),
  }),
}));
