import { addVariant, deleteVariant, updateVariant } from '../../domain/variants/variants.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { ExperimentTypeEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { givenObject, givenObjectOrNone } from '../inputs.js';
import { VariantRef } from './types.js';

const AddVariantInput = builder.inputType('AddVariantInput', {
  description: 'A new variant of an experiment.',
  fields: (t) => ({
    experimentId: t.id({ required: true, description: 'The experiment that it belongs to.' }),
    name: t.string({ required: true, description: 'Its name, unique in the experiment.' }),
    taskType: t.field({ type: ExperimentTypeEnum, description: 'The type of the experiment, which is also the default.' }),
    configuration: t.field({
      type: 'JSON',
      required: true,
      description:
        'An object. LLM: `{model, system?, prompt?, temperature?, top_p?, max_tokens?, verbosity?}`; EXTRACTION: `{model, schemaId, schemaVersion?, instructions?}`; CUSTOM: `{endpoint}` and whatever that takes.',
    }),
  }),
});

const UpdateVariantInput = builder.inputType('UpdateVariantInput', {
  description: 'What to change of a variant. What is left out stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The variant to change.' }),
    name: t.string({ description: 'Its new name.' }),
    configuration: t.field({ type: 'JSON', description: 'Its whole new configuration, an object.' }),
    sortOrder: t.int({ description: 'The place to move to, 1 for the first; the variants between move by one.' }),
  }),
});

const DeleteVariantSuccess = deletionSuccess('DeleteVariantSuccess', 'The variant, with its runs and results,');

builder.mutationFields((t) => ({
  addVariant: t.field({
    type: VariantRef,
    nullable: true,
    description: 'Adds a variant to an experiment. Its configuration is checked as it will be when a run starts.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: AddVariantInput, required: true, description: 'The variant to add.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const experimentId = givenId('experiment', input.experimentId, 'experimentId');
      const configuration = givenObject(input.configuration, 'configuration');
      return orThrow(await addVariant(scope, { ...input, experimentId, configuration }));
    },
  }),
  updateVariant: t.field({
    type: VariantRef,
    nullable: true,
    description: 'Changes a variant, also after runs: they keep the configuration of their start.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateVariantInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const configuration = givenObjectOrNone(input.configuration, 'configuration');
      return orThrow(await updateVariant(scope, { ...input, id: givenId('variant', input.id, 'id'), configuration }));
    },
  }),
  deleteVariant: t.field({
    type: DeleteVariantSuccess,
    nullable: true,
    description: 'Deletes a variant with its runs and their results; refused while a run is active. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The variant to delete.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await deleteVariant(scope, givenId('variant', id, 'id')));
      return { id };
    },
  }),
}));
