import { changeKinds, type ItemChange, itemChanges, type VersionChanges, versionChanges } from '../../domain/datasets/changes.js';
import { decodeId } from '../../ids.js';
import { builder } from '../builder.js';
import { afterNumber, pageArgs, pageComplexity, pageOf, pageSize } from '../connections.js';
import { DatasetItemRef, DatasetVersionRef } from './types.js';

/** What it counts in a query to read the places of two versions as a whole: some 200 ms at 20,000 items. */
const readingBoth = 8_000;

const DatasetItemChangeKind = builder.enumType('DatasetItemChangeKind', {
  description: 'What became of an item from one version of a dataset to another.',
  values: {
    [changeKinds[0]]: { description: 'Only the version has an item of that externalId.' },
    [changeKinds[1]]: { description: 'Both have one, with different contents.' },
    [changeKinds[2]]: { description: 'Only the former version has one.' },
  },
});

const DatasetItemChange = builder.objectRef<ItemChange>('DatasetItemChange').implement({
  description: 'An item that is not the same in two versions of a dataset.',
  fields: (t) => ({
    kind: t.expose('kind', { type: DatasetItemChangeKind, description: 'What became of it.' }),
    item: t.field({
      type: DatasetItemRef,
      nullable: true,
      description: 'The item as the version has it; null where it was removed.',
      resolve: ({ itemId }, _args, { loaders }) => itemId && loaders.items.load(itemId),
    }),
    formerItem: t.field({
      type: DatasetItemRef,
      nullable: true,
      description: 'The item as the former version has it; null where it was added.',
      resolve: ({ formerItemId }, _args, { loaders }) => formerItemId && loaders.items.load(formerItemId),
    }),
  }),
});

const DatasetItemChangeConnection = builder.connectionObject(
  { type: DatasetItemChange, name: 'DatasetItemChangeConnection' },
  { name: 'DatasetItemChangeEdge' },
);

const DatasetVersionChanges = builder.objectRef<VersionChanges>('DatasetVersionChanges').implement({
  description: 'What changed from a former version of a dataset to another. The order of the items is no change.',
  fields: (t) => ({
    former: t.field({ type: DatasetVersionRef, description: 'The former version.', resolve: ({ former }) => former }),
    added: t.int({ description: 'How many items were added.', resolve: async ({ counts }) => (await counts()).ADDED }),
    changed: t.int({
      description: 'How many items have another content than before.',
      resolve: async ({ counts }) => (await counts()).CHANGED,
    }),
    removed: t.int({ description: 'How many items were removed.', resolve: async ({ counts }) => (await counts()).REMOVED }),
    changes: t.field({
      type: DatasetItemChangeConnection,
      description: 'The items that changed: those that the version has, in its order, then the removed ones.',
      args: { ...pageArgs, kind: t.arg({ type: DatasetItemChangeKind, description: 'Only those that this became of.' }) },
      complexity: (page) => ({ ...pageComplexity(page), field: readingBoth }),
      resolve: async (changes, { kind = null, ...page }, { scope }) => {
        const rows = await itemChanges(scope.db, changes, { kind, after: afterNumber(page), first: pageSize(page) + 1 });
        return pageOf(rows, page, ({ place }) => String(place));
      },
    }),
  }),
});

builder.prismaObjectField(DatasetVersionRef, 'changesSince', (t) =>
  t.field({
    type: DatasetVersionChanges,
    nullable: true,
    description:
      'What changed from another version to this one, by externalId; null where the dataset has no such version. The other one may also be newer.',
    args: { versionId: t.arg.id({ required: true, description: 'The former version.' }) },
    // The numbers are counted once, whichever of them are asked for.
    complexity: readingBoth,
    // Other versions are outside of what a share link opens.
    authScopes: { key: true },
    resolve: (version, { versionId }, { scope }) => {
      const id = decodeId('datasetVersion', versionId);
      return id && versionChanges(scope, version, id);
    },
  }),
);
