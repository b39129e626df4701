import { createInferenceStep, deleteInferenceStep, updateInferenceStep } from '../../domain/steps/inference-steps.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { InferenceStepKindEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { InferenceStepRef, ParameterTypeEnum } from './types.js';

const StepParameterInput = builder.inputType('StepParameterInput', {
  description:
    'A parameter that an inference step accepts. What values `system`, `temperature`, `top_p`, `max_tokens`, `model` and `verbosity` take is set: they have a name and a default alone.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name: 1 to 100 letters, digits, dots, hyphens and underscores.' }),
    type: t.field({ type: ParameterTypeEnum, description: 'What its values are; JSON when it is left out.' }),
    default: t.field({ type: 'JSON', description: 'What the application uses at present.' }),
    minimum: t.float({ description: 'The least that a number may be.' }),
    maximum: t.float({ description: 'The most that a number may be.' }),
    choices: t.field({ type: ['JSON'], description: 'The values that there are; any of the type when it is left out.' }),
  }),
});

const CreateInferenceStepInput = builder.inputType('CreateInferenceStepInput', {
  description: 'A new inference step.',
  fields: (t) => ({
    externalId: t.string({
      required: true,
      description: 'What your application calls it: 1 to 200 characters, unique in the organization. It never changes.',
    }),
    kind: t.field({ type: InferenceStepKindEnum, required: true, description: 'What it does.' }),
    description: t.string({ description: 'What it is for.' }),
    parameters: t.field({
      type: [StepParameterInput],
      description: 'The parameters that it accepts. Left out: those of a language model for the kind LLM, none for others.',
    }),
  }),
});

const UpdateInferenceStepInput = builder.inputType('UpdateInferenceStepInput', {
  description: 'What to change of an inference step. What is left out stays; so does the externalId.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The inference step to change.' }),
    kind: t.field({ type: InferenceStepKindEnum, description: 'What it does.' }),
    description: t.string({ description: 'What it is for; null: nothing is said.' }),
    parameters: t.field({ type: [StepParameterInput], description: 'All parameters that it accepts by now.' }),
  }),
});

const DeleteInferenceStepSuccess = deletionSuccess('DeleteInferenceStepSuccess', 'The inference step');

builder.mutationFields((t) => ({
  createInferenceStep: t.field({
    type: InferenceStepRef,
    nullable: true,
    description: 'Creates an inference step: a named point of your application that experiments can have in scope.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [ConflictError] },
    args: { input: t.arg({ type: CreateInferenceStepInput, required: true, description: 'The inference step to create.' }) },
    resolve: async (_root, { input }, { scope }) => orThrow(await createInferenceStep(scope, input)),
  }),
  updateInferenceStep: t.field({
    type: InferenceStepRef,
    nullable: true,
    description:
      'Changes an inference step. Experiments that have it in scope keep the parameters that they took, until it is given to them again.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: UpdateInferenceStepInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) =>
      orThrow(await updateInferenceStep(scope, { ...input, id: givenId('inferenceStep', input.id, 'id') })),
  }),
  deleteInferenceStep: t.field({
    type: DeleteInferenceStepSuccess,
    nullable: true,
    description: 'Deletes an inference step; refused while an experiment has it in scope. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The inference step to delete.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await deleteInferenceStep(scope, givenId('inferenceStep', id, 'id')));
      return { id };
    },
  }),
}));
