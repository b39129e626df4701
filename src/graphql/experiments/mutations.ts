import { createExperiment, deleteExperiment, updateExperiment } from '../../domain/experiments/experiments.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { ExperimentTypeEnum, NormalizationEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { ExperimentStepInput, givenSetup, TaskSelectionInput } from './inputs.js';
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
    datasetVersionId: t.id({ description: 'The version of a dataset whose items its runs go over. It can be given later.' }),
    tasks: t.field({
      type: TaskSelectionInput,
      description: 'Which items of the dataset version are its tasks. It can be given later; until then new runs go over all.',
    }),
    endpointId: t.id({ description: 'The app that it calls, for the type WEBHOOK. It can be given later.' }),
    steps: t.field({
      type: [ExperimentStepInput],
      description: 'The inference steps that it has in scope, for the type WEBHOOK. They can be given later.',
    }),
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
    type: t.field({
      type: ExperimentTypeEnum,
      description: 'What it compares. It can’t change while there are variants. With another than WEBHOOK, its app and steps go.',
    }),
    datasetVersionId: t.id({
      description:
        'The version of a dataset whose items new runs go over; the tasks are chosen from it anew. Null: none, and no tasks.',
    }),
    tasks: t.field({
      type: TaskSelectionInput,
      description: 'Which items of the dataset version are its tasks; null: nothing is chosen, and new runs go over all.',
    }),
    endpointId: t.id({
      description:
        'The app that it calls, for the type WEBHOOK; null: none. Another may also take the place of one that was removed.',
    }),
    steps: t.field({
      type: [ExperimentStepInput],
      description:
        'All inference steps that it has in scope, for the type WEBHOOK, with the parameters that they accept now. The baseline’s configuration takes the defaults of those that are new.',
    }),
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
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: CreateExperimentInput, required: true, description: 'The experiment to create.' }) },
    resolve: async (_root, { input }, { scope }) => orThrow(await createExperiment(scope, { ...input, ...givenSetup(input) })),
  }),
  updateExperiment: t.field({
    type: ExperimentRef,
    nullable: true,
    description:
      'Changes an experiment. Runs that were started keep the items of their start. While a run of the baseline variant is active, and once one has COMPLETED, the dataset version, tasks, app and inference steps can’t change; in a completed experiment nothing can but the name and the description.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateExperimentInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const id = givenId('experiment', input.id, 'id');
      return orThrow(await updateExperiment(scope, { ...input, ...givenSetup(input), id }));
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
