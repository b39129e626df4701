import { deleteVariant } from '../../domain/variants/delete-variant.js';
import { addVariant, updateVariant } from '../../domain/variants/variants.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { ExpectationEnum, ExperimentTypeEnum } from '../enums.js';
import { orThrow } from '../errors.js';
import { givenId, givenIdOrNone } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';
import { VariantRef } from './types.js';

const OverrideInput = builder.inputType('OverrideInput', {
  description: 'One parameter to change on top of the parent’s configuration.',
  fields: (t) => ({
    step: t.string({
      description: 'The `externalId` of an inference step in scope. Left out where configurations have no steps.',
    }),
    parameter: t.string({ required: true, description: 'The parameter to change.' }),
    value: t.field({ type: 'JSON', required: true, description: 'The value that it is to have instead.' }),
  }),
});

const AddVariantInput = builder.inputType('AddVariantInput', {
  description:
    'A new variant of an experiment: either a root, with `configuration`, or a child, with `parentId` and `override`. Where there is a baseline, that is the only root.',
  fields: (t) => ({
    experimentId: t.id({ required: true, description: 'The experiment that it belongs to.' }),
    name: t.string({ required: true, description: 'Its name, unique in the experiment.' }),
    taskType: t.field({ type: ExperimentTypeEnum, description: 'The type of the experiment, which is also the default.' }),
    configuration: t.field({
      type: 'JSON',
      description:
        'The whole configuration of a root, an object. LLM: `{model, system?, prompt?, temperature?, top_p?, max_tokens?, verbosity?}`; EXTRACTION: `{model, schemaId, schemaVersion?, instructions?}`; CUSTOM: `{endpoint}` and whatever that takes; WEBHOOK: `{step: {parameter: value}}` by the steps in scope, and what is left out is what they use at present, as far as that is known.',
    }),
    parentId: t.id({ description: 'The variant that a child branches from.' }),
    override: t.field({ type: OverrideInput, description: 'The one parameter that a child changes on top of its parent.' }),
    baseline: t.boolean({
      description:
        'Whether a root is the experiment’s baseline variant, and so its only root. It always is where the type is WEBHOOK; elsewhere it is not unless this says so.',
    }),
    hypothesis: t.string({ description: 'What you expect of it, and why. It can’t change once the variant has run.' }),
    expectation: t.field({
      type: ExpectationEnum,
      description: 'What the hypothesis says will come of it: IMPROVED when it is left out.',
    }),
  }),
});

const UpdateVariantInput = builder.inputType('UpdateVariantInput', {
  description: 'What to change of a variant. What is left out stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The variant to change.' }),
    name: t.string({ description: 'Its new name.' }),
    configuration: t.field({ type: 'JSON', description: 'The whole new configuration of a root, an object.' }),
    override: t.field({ type: OverrideInput, description: 'What a child is to change instead.' }),
    parentId: t.id({ description: 'The variant that a child is to branch from instead, with all that branches from it.' }),
    baseline: t.boolean({
      description:
        'Whether a root is the experiment’s baseline variant. It can’t change once it is locked, or another variant has run.',
    }),
    hypothesis: t.string({ description: 'What you expect of it, before it has run; null: nothing is said.' }),
    expectation: t.field({ type: ExpectationEnum, description: 'What the hypothesis says will come of it.' }),
    sortOrder: t.int({ description: 'The place to move to, 1 for the first; the variants between move by one.' }),
  }),
});

const DeleteVariantSuccess = deletionSuccess('DeleteVariantSuccess', 'The variant, with its runs and results,');

builder.mutationFields((t) => ({
  addVariant: t.field({
    type: VariantRef,
    nullable: true,
    description:
      'Adds a variant to an experiment: a root, or a child that branches from another variant and changes one parameter of it. What it runs with is checked as it will be when a run starts; a child that would change nothing is refused (NO_CHANGE). An experiment has at most 1,000.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: AddVariantInput, required: true, description: 'The variant to add.' }) },
    resolve: async (_root, { input }, { scope, loaders }) => {
      const experimentId = givenId('experiment', input.experimentId, 'experimentId');
      const parentId = givenIdOrNone('variant', input.parentId, 'parentId');
      const configuration = givenObjectOrNone(input.configuration, 'configuration');
      const variant = orThrow(await addVariant(scope, { ...input, experimentId, parentId, configuration }));
      loaders.variantTrees.clear(variant.experimentId);
      return variant;
    },
  }),
  updateVariant: t.field({
    type: VariantRef,
    nullable: true,
    description:
      'Changes a variant, also after runs of its own: they keep the configuration of their start. What it runs with can’t change once variants that branch from it have run (VARIANT_IN_USE), nor can a locked baseline’s (EXPERIMENT_LOCKED).',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { input: t.arg({ type: UpdateVariantInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input }, { scope, loaders }) => {
      const id = givenId('variant', input.id, 'id');
      const parentId = givenIdOrNone('variant', input.parentId, 'parentId');
      const configuration = givenObjectOrNone(input.configuration, 'configuration');
      const variant = orThrow(await updateVariant(scope, { ...input, id, parentId, configuration }));
      loaders.variantTrees.clear(variant.experimentId);
      return variant;
    },
  }),
  deleteVariant: t.field({
    type: DeleteVariantSuccess,
    nullable: true,
    description:
      'Deletes a variant with its runs and their results; refused while a run is active. One that others branch from stays unless they may go too: the refusal says what would go. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: {
      id: t.arg.id({ required: true, description: 'The variant to delete.' }),
      withDescendants: t.arg.boolean({
        defaultValue: false,
        description: 'Whether all variants that branch from it go with it, at any depth.',
      }),
    },
    resolve: async (_root, { id, withDescendants }, { scope, loaders }) => {
      const variant = orThrow(await deleteVariant(scope, givenId('variant', id, 'id'), withDescendants ?? false));
      loaders.variantTrees.clear(variant.experimentId);
      return { id };
    },
  }),
}));
