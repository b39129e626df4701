import type { DatasetVersion } from '../../database/client.js';
import type { PositionedItem } from '../../domain/datasets/items.js';
import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';

export const DatasetItemRef = builder.prismaNode('DatasetItem', {
  description:
    'One case of a dataset. An item that did not change keeps its id from version to version; a changed item is a new item with the same externalId.',
  id: { field: 'id' },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, dataset: { organizationId: scope.organizationId } }),
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: 'The user’s own name for the item, unique in a version.' }),
    input: t.expose('input', { type: 'JSON', description: 'What the variants are given.' }),
    expectedOutput: t.expose('expectedOutput', {
      type: 'JSON',
      nullable: true,
      description: 'The right answer, where there is one.',
    }),
    metadata: t.expose('metadata', { type: 'JSON', description: 'Whatever else is known of the item.' }),
  }),
});

export const DatasetItemConnection = builder.connectionObject(
  { type: DatasetItemRef, name: 'DatasetItemConnection' },
  { name: 'DatasetItemEdge' },
);

export const DatasetVersionRef = builder.prismaNode('DatasetVersion', {
  description: 'One immutable state of a dataset.',
  id: { field: 'id' },
  nullable: true,
  // What was selected from a version for its tasks is no version to anybody.
  findUnique: (id, { scope }) => ({ id, selectedFromId: null, dataset: { organizationId: scope.organizationId } }),
  fields: (t) => ({
    number: t.exposeInt('number', { description: '1 for the first version of the dataset, then one more each time.' }),
    itemCount: t.exposeInt('itemCount', { description: 'How many items this version has.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    items: t.field({
      type: DatasetItemConnection,
      description: 'Its items, in the dataset’s order.',
      args: pageArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, { loaders }) => {
        const key = { parentId: id, limit: pageSize(args) + 1, after: afterNumber(args) };
        return pageOf<PositionedItem>(await loaders.pages.items.load(key), args, ({ position }) => String(position));
      },
    }),
  }),
});

const DatasetVersionConnection = builder.connectionObject(
  { type: DatasetVersionRef, name: 'DatasetVersionConnection' },
  { name: 'DatasetVersionEdge' },
);

export const DatasetRef = builder.prismaNode('Dataset', {
  description: 'Named data. Its content lives in immutable, numbered versions.',
  // A guest can’t ask for anything by it. Without it, clients that keep what they read by its id could not show the name.
  id: { field: 'id', skipTypeScopes: true },
  nullable: true,
  findUnique: (id, { scope }) => ({ id, organizationId: scope.organizationId }),
  authScopes: { key: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name.', skipTypeScopes: true }),
    description: t.exposeString('description', { nullable: true, description: 'What it is about.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    latestVersion: t.field({
      type: DatasetVersionRef,
      nullable: true,
      description: 'The version with the highest number; null while there is none.',
      resolve: async ({ id }, _args, { loaders }) =>
        (await loaders.pages.versions.load({ parentId: id, limit: 1, after: null }))[0],
    }),
    versions: t.field({
      type: DatasetVersionConnection,
      description: 'Its versions, the newest first.',
      args: pageArgs,
      complexity: pageComplexity,
      resolve: async ({ id }, args, { loaders }) => {
        const key = { parentId: id, limit: pageSize(args) + 1, after: afterNumber(args) };
        return pageOf<DatasetVersion>(await loaders.pages.versions.load(key), args, ({ number }) => String(number));
      },
    }),
  }),
});

builder.prismaObjectField(DatasetVersionRef, 'dataset', (t) =>
  t.field({
    type: DatasetRef,
    description: 'The dataset that it is a version of.',
    resolve: ({ datasetId }, _args, { loaders }) => loaders.datasets.load(datasetId),
  }),
);

export const DatasetConnection = builder.connectionObject(
  { type: DatasetRef, name: 'DatasetConnection' },
  { name: 'DatasetEdge' },
);
