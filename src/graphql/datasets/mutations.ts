import { addDatasetVersion } from '../../domain/datasets/versions.js';
import { createDataset, deleteDataset, updateDataset } from '../../domain/datasets/datasets.js';
import { ConflictError, NotFoundError } from '../../failures.js';
import { builder } from '../builder.js';
import { deletionSuccess } from '../deletion.js';
import { orThrow } from '../errors.js';
import { givenId } from '../ids.js';
import { givenObjectOrNone } from '../inputs.js';
import { DatasetRef, DatasetVersionRef } from './types.js';

const CreateDatasetInput = builder.inputType('CreateDatasetInput', {
  description: 'A new dataset.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Its name.' }),
    description: t.string({ description: 'What it is about.' }),
  }),
});

const UpdateDatasetInput = builder.inputType('UpdateDatasetInput', {
  description: 'What to change of a dataset. What is left out stays.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The dataset to change.' }),
    name: t.string({ description: 'Its new name.' }),
    description: t.string({ description: 'What it is about; null: nothing is said.' }),
  }),
});

const DatasetItemInput = builder.inputType('DatasetItemInput', {
  description: 'One case of a dataset.',
  fields: (t) => ({
    externalId: t.string({ required: true, description: 'Your own name for the item, unique in the version.' }),
    input: t.field({ type: 'JSON', required: true, description: 'What the variants are given.' }),
    expectedOutput: t.field({ type: 'JSON', description: 'The right answer, where there is one.' }),
    metadata: t.field({ type: 'JSON', description: 'An object with whatever else is known of the item.' }),
  }),
});

const AddDatasetVersionInput = builder.inputType('AddDatasetVersionInput', {
  description: 'What makes the next version of a dataset out of its latest.',
  fields: (t) => ({
    datasetId: t.id({ required: true, description: 'The dataset.' }),
    items: t.field({
      type: [DatasetItemInput],
      required: true,
      description: 'Items to add; one with a known externalId takes the place of the item of that name.',
    }),
    removeExternalIds: t.stringList({
      description: 'Items of the latest version that the new one does without. Not together with `replace`.',
    }),
    replace: t.boolean({ defaultValue: false, description: 'The new version has exactly the given items, in the order given.' }),
  }),
});

const DeleteDatasetSuccess = deletionSuccess('DeleteDatasetSuccess', 'The dataset, with its versions and items,');

builder.mutationFields((t) => ({
  createDataset: t.field({
    type: DatasetRef,
    nullable: true,
    description: 'Creates a dataset, without a version.',
    authScopes: { role: 'EDITOR' },
    errors: {},
    args: { input: t.arg({ type: CreateDatasetInput, required: true, description: 'The dataset to create.' }) },
    resolve: async (_root, { input }, { scope }) => orThrow(await createDataset(scope, input)),
  }),
  updateDataset: t.field({
    type: DatasetRef,
    nullable: true,
    description: 'Changes a dataset’s name or description.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: UpdateDatasetInput, required: true, description: 'What to change.' }) },
    resolve: async (_root, { input: { id, ...changes } }, { scope }) =>
      orThrow(await updateDataset(scope, { ...changes, datasetId: givenId('dataset', id, 'id') })),
  }),
  deleteDataset: t.field({
    type: DeleteDatasetSuccess,
    nullable: true,
    description: 'Deletes a dataset with its versions and items, unless an experiment uses one of them. Admins only.',
    authScopes: { role: 'ADMIN' },
    errors: { types: [NotFoundError, ConflictError] },
    args: { id: t.arg.id({ required: true, description: 'The dataset to delete.' }) },
    resolve: async (_root, { id }, { scope }) => {
      orThrow(await deleteDataset(scope, givenId('dataset', id, 'id')));
      return { id };
    },
  }),
  addDatasetVersion: t.field({
    type: DatasetVersionRef,
    nullable: true,
    description: 'Adds the next version of a dataset. An item that did not change keeps its id.',
    authScopes: { role: 'EDITOR' },
    errors: { types: [NotFoundError] },
    args: { input: t.arg({ type: AddDatasetVersionInput, required: true, description: 'What to add, replace and remove.' }) },
    resolve: async (_root, { input }, { scope }) => {
      const datasetId = givenId('dataset', input.datasetId, 'datasetId');
      const items = input.items.map((item, place) => ({
        ...item,
        metadata: givenObjectOrNone(item.metadata, `items[${place}].metadata`),
      }));
      return orThrow(await addDatasetVersion(scope, { ...input, datasetId, items }));
    },
  }),
}));
