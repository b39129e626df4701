import { createExperiment, deleteExperiment, updateExperiment } from '../../domain/experiments/experiments.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { ExperimentTypeEnum, NormalizationEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId, givenIdOrNone } from '../ids.js';
import { ExperimentRef } from './types.js';

const ComparedAnswerInput = builder.inputType('ComparedAnswerInput', {
  description: 'Which part of an output is the answer that is compared.',
  fields: (t) => ({
    pointer: t.string({
      description: 'A JSON Pointer (RFC 6901) into the output, such as `/total`; all of it when it is left out.',
    }),
    extract: t.string({
      description:
        'A regular expression over what is pointed at, as text, such as `A: (.*)`: its last match is the answer, or group 1 of that where there is one. As in evaluators.',
    }),
    normalize: t.field({
      type: [NormalizationEnum],
      description: 'Which differences don’t count: TRIM and NUMBER when it is left out, white space at both ends alone for `[]`.',
    }),
  }),
});

const CreateExperimentInput = builder.inputType('CreateExperimentInput', {
  description: 'A new experiment.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name.' }),
    description: t.string({ description: 'What it is to find out.' }),
    type: t.field({ type: ExperimentTypeEnum, required: true, description: 'What it compares.' }),
    datasetVersionId: t.id({ description: 'The items that its runs go over. It can be given later.' }),
    comparedAnswer: t.field({
      type: ComparedAnswerInput,
      description: 'Which part of an output is the answer that is compared; all of it when it is left out.',
    }),
  }),
});

const UpdateExperimentInput = builder.inputType('UpdateExperimentInput', {
  description: 'What to change of an experiment. What is left out stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The experiment to change.' }),
    name: t.string({ description: 'Its new name.' }),
    description: t.string({ description: 'What it is to find out; null: nothing is said.' }),
    type: t.field({ type: ExperimentTypeEnum, description: 'What it compares. It can’t change while there are variants.' }),
    datasetVersionId: t.id({ description: 'The items that new runs go over; null: none.' }),
    comparedAnswer: t.field({
      type: ComparedAnswerInput,
      description:
        'Which part of an output is the answer that is compared, also in runs that have ended; null: all of it. It can’t change while a run is active.',
    }),
  }),
});

const DeleteExperimentSuccess = deletionSuccess(
  'DeleteExperimentSuccess',
  'The experiment, with its variants, runs and results,',
);

builder.mutationFields((t) => ({
  createExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description: 'Creates an experiment, without variants.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: CreateExperimentInput, required: true, description: 'The experiment to create.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const datasetVersionId = givenIdOrNone('datasetVersion', input.datasetVersionId, 'datasetVersionId');
      return orThrow(await createExperiment(scope, { ...input, datasetVersionId }));
    },
  }),
  updateExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description: 'Changes an experiment. Runs that were started keep the dataset version of their start.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateExperimentInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const id = givenId('experiment', input.id, 'id');
      const datasetVersionId = givenIdOrNone('datasetVersion', input.datasetVersionId, 'datasetVersionId');
      return orThrow(await updateExperiment(scope, { ...input, id, datasetVersionId }));
    },
  }),
  deleteExperiment: t.field({
    type: DeleteExperimentSuccess,
    nullable: true,
    description: 'Deletes an experiment with its variants, runs and results; refused while a run is active. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The experiment to delete.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await deleteExperiment(scope, givenId('experiment', id, 'id')));
      return { id };
    },
  }),
}));
