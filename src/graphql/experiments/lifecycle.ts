import { duplicateExperiment } from '../../domain/experiments/duplicate.js';
import {
  archiveExperiment,
  completeExperiment,
  reopenExperiment,
  unarchiveExperiment,
} from '../../domain/experiments/lifecycle.js';
import { isLocked, stageOf } from '../../domain/experiments/stage.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { ExperimentStageEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId, givenIdOrNone } from '../ids.js';
import { VariantRef } from '../variants/types.js';
import { ExperimentRef } from './types.js';

builder.prismaObjectFields(ExperimentRef, (t) => ({
  stage: t.field({
    type: ExperimentStageEnum,
    description: 'How far it has come, derived when it is read.',
    resolve: async ({ id }, _args, { loaders }) => stageOf(await loaders.stageFacts.load(id)),
  }),
  locked: t.boolean({
    description:
      'Whether its dataset version, tasks, app, inference steps and the baseline’s configuration can’t change any more: while a run of the baseline variant is active, and for good once one has COMPLETED.',
    resolve: async ({ id }, _args, { loaders }) => isLocked(await loaders.stageFacts.load(id)),
  }),
  completedAt: t.expose('completedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it was completed; null until then, and when it is reopened.',
  }),
  archivedAt: t.expose('archivedAt', {
    type: 'DateTime',
    nullable: true,
    description: 'When it was archived; null while it is not.',
  }),
  winner: t.field({
    type: VariantRef,
    nullable: true,
    description: 'The variant that it was completed with.',
    resolve: ({ winnerVariantId }, _args, { loaders }) =>
      winnerVariantId === null ? null : loaders.variants.load(winnerVariantId),
  }),
  conclusion: t.exposeString('conclusion', { nullable: true, description: 'What was learnt, said when it was completed.' }),
}));

const CompleteExperimentInput = builder.inputType('CompleteExperimentInput', {
  description: 'What an experiment has come to.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The experiment whose testing is done.' }),
    winnerVariantId: t.id({ description: 'The variant to be used from now on: one with a COMPLETED run.' }),
    conclusion: t.string({ description: 'What was learnt.' }),
  }),
});

const DuplicateExperimentInput = builder.inputType('DuplicateExperimentInput', {
  description: 'What to make a copy of.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The experiment to copy.' }),
    name: t.string({ description: 'The name of the copy; that of the experiment with " (copy)" behind it when it is left out.' }),
  }),
});

const experimentId = (what: string) => builder.args((t) => ({ id: t.id({ required: true, description: what }) }));

builder.mutationFields((t) => ({
  completeExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description:
      'Says that all testing is done: nothing is run, added or changed any more, but for the name and the description. Refused while a run is active, and before there are results.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: CompleteExperimentInput, required: true, description: 'What it has come to.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(
        await completeExperiment(scope, {
          ...input,
          id: givenId('experiment', input.id, 'id'),
          winnerVariantId: givenIdOrNone('variant', input.winnerVariantId, 'winnerVariantId'),
        }),
      ),
  }),
  reopenExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description: 'Takes a completed experiment up again. Its winner and conclusion are no more.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: experimentId('The experiment to take up again.'),
    resolve: async (_root, { id }, { scope }) => orThrow(await reopenExperiment(scope, givenId('experiment', id, 'id'))),
  }),
  archiveExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description: 'Puts an experiment away: left out of lists unless asked for, and read-only. Refused while a run is active.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: experimentId('The experiment to put away.'),
    resolve: async (_root, { id }, { scope }) => orThrow(await archiveExperiment(scope, givenId('experiment', id, 'id'))),
  }),
  unarchiveExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description: 'Takes an archived experiment back, in the stage that it was archived in.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: experimentId('The experiment to take back.'),
    resolve: async (_root, { id }, { scope }) => orThrow(await unarchiveExperiment(scope, givenId('experiment', id, 'id'))),
  }),
  duplicateExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description:
      'Makes another experiment with the settings, tasks, inference steps, app, evaluators and the whole tree of variants of one, without runs, so that nothing of it is locked.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: DuplicateExperimentInput, required: true, description: 'What to copy.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await duplicateExperiment(scope, { ...input, id: givenId('experiment', input.id, 'id') })),
  }),
}));
