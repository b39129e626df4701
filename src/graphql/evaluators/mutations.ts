import { addEvaluator, removeEvaluator, updateEvaluator } from '../../domain/evaluation/attachment.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { EvaluatorKindEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';
import { EvaluatorRef } from './types.js';

const configurationDescription =
  'An object: `{pointer?, extract?, normalize?}` choose what of an output is judged, and each kind has keys of its own.';

const AddEvaluatorInput = builder.inputType('AddEvaluatorInput', {
  description: 'A new judge of an experiment.',
  fields: (t) => ({
    experimentId: t.id({ required: true, description: 'The experiment whose results it judges.' }),
    name: t.string({ required: true, description: 'Its name.' }),
    kind: t.field({ type: EvaluatorKindEnum, required: true, description: 'How it judges.' }),
    configuration: t.field({ type: 'JSON', description: configurationDescription }),
    threshold: t.float({
      description:
        'The score, 0 to 1, from which a result passes. By default 1 for EXACT_MATCH, JSON_SCHEMA, CONTAINS, REGEX and NUMERIC, 0.5 for the others.',
    }),
  }),
});

const UpdateEvaluatorInput = builder.inputType('UpdateEvaluatorInput', {
  description: 'What to change of an evaluator. What is left out stays; so does the kind.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The evaluator to change.' }),
    name: t.string({ description: 'Its new name.' }),
    configuration: t.field({ type: 'JSON', description: configurationDescription }),
    threshold: t.float({ description: 'The score, 0 to 1, from which a result passes.' }),
  }),
});

const RemoveEvaluatorSuccess = deletionSuccess('RemoveEvaluatorSuccess', 'The evaluator');

builder.mutationFields((t) => ({
  addEvaluator: t.field({
    type: EvaluatorRef,
    nullable: true,
    description: 'Attaches an evaluator to an experiment. Runs that start from now on are judged by it.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: AddEvaluatorInput, required: true, description: 'The evaluator to add.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const experimentId = givenId('experiment', input.experimentId, 'experimentId');
      const configuration = givenObjectOrNone(input.configuration, 'configuration');
      return orThrow(await addEvaluator(scope, { ...input, experimentId, configuration }));
    },
  }),
  updateEvaluator: t.field({
    type: EvaluatorRef,
    nullable: true,
    description: 'Changes how an evaluator judges the runs that start from now on.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateEvaluatorInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const configuration = givenObjectOrNone(input.configuration, 'configuration');
      return orThrow(await updateEvaluator(scope, { ...input, id: givenId('evaluator', input.id, 'id'), configuration }));
    },
  }),
  removeEvaluator: t.field({
    type: RemoveEvaluatorSuccess,
    nullable: true,
    description: 'Takes an evaluator off its experiment. The scores that it gave stay. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The evaluator to remove.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await removeEvaluator(scope, givenId('evaluator', id, 'id')));
      return { id };
    },
  }),
}));
