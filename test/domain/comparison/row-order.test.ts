import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemIdsOfRows, positionsIn, rowAt, rowOrder } from '../../../src/domain/comparison/row-order.js';
import { createDataset } from '../../../src/domain/datasets/datasets.js';
import { makeSelection } from '../../../src/domain/datasets/select-items.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue, numberedItems, seedDatasetVersion } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

/** A dataset whose versions hold just these items, each an external id with an input. */
async function versionsOf(contents: [externalId: string, input: number][][]) {
  const dataset = expectValue(await createDataset(scope, { name: 'rows' }));
  const versions: { id: string; itemIds: string[] }[] = [];
  for (const content of contents) {
    const items = content.map(([externalId, input]) => ({ externalId, input }));
    const version = expectValue(await addDatasetVersion(scope, { datasetId: dataset.id, items, replace: true }));
    const members = await database.db.datasetVersionItem.findMany({
      where: { versionId: version.id },
      orderBy: { position: 'asc' },
    });
    versions.push({ id: version.id, itemIds: members.map(({ itemId }) => itemId) });
  }
  return versions;
}

const content = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.nat(2)), {
  selector: ([externalId]) => externalId,
  minLength: 1,
});

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Some of the items of a version, selected later than all versions were made. */
async function selectionOf({ id, itemIds }: { id: string; itemIds: string[] }, wanted: readonly string[]) {
  const version = await scope.db.datasetVersion.findUniqueOrThrow({ where: { id } });
  const items = await scope.db.datasetItem.findMany({ where: { id: { in: itemIds }, externalId: { in: [...wanted] } } });
  const externalIds = items.map(({ externalId }) => externalId).sort();
  const selectedId = await scope.db.$transaction((tx) => makeSelection(tx, version, { kind: 'LIST', externalIds }));
  const chosen = new Set(items.map((item) => item.id));
  return { id: selectedId, itemIds: itemIds.filter((itemId) => chosen.has(itemId)) };
}

test('items selected from versions stand among the others as those versions have them', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 3 }),
      fc.array(fc.tuple(fc.nat(2), fc.subarray(names)), { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(2), { maxLength: 2 }),
      fc.infiniteStream(fc.nat()),
      async (contents, chosen, whole, numbers) => {
        const versions = await versionsOf(contents);
        const of = (place: number) => versions[place % versions.length] ?? { id: '', itemIds: [] };
        const given = whole.map((place) => ({ ...of(place), from: of(place) }));
        for (const [place, wanted] of chosen) given.push({ ...(await selectionOf(of(place), wanted)), from: of(place) });
        const there = new Set(given.flatMap(({ itemIds }) => itemIds));
        const wholes = versions.filter((version) => given.some(({ from }) => from === version)).toReversed();
        const expected = [...new Set(wholes.flatMap(({ itemIds }) => itemIds))].filter((itemId) => there.has(itemId));
        const ids = given.map(({ id }) => id).sort(() => (numbers.next().value % 3) - 1);
        const order = await rowOrder(database.db, ids);

        expect(order.rows).toBe(expected.length);
        expect(await itemIdsOfRows(database.db, order, [...expected.keys()])).toEqual(expected);
        for (const { id, itemIds } of given) {
          const positions = positionsIn(order, id) ?? Int32Array.from(expected.keys());
          expect([...positions]).toEqual(expected.map((itemId) => itemIds.indexOf(itemId)));
          expect(itemIds.map((_, position) => rowAt(order, id, position))).toEqual(
            itemIds.map((itemId) => expected.indexOf(itemId)),
          );
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('rows are the items of the newest version, then those that only older ones have, each item once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(content, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      async (contents, numbers) => {
        const versions = await versionsOf(contents);
        const expected = [...new Set(versions.toReversed().flatMap(({ itemIds }) => itemIds))];
        const ids = versions.map(({ id }) => id);
        // In any order, and some more than once: several runs may be of one version.
        const given = [...ids, ...ids].sort(() => (numbers.next().value % 3) - 1);
        const order = await rowOrder(database.db, given);

        expect(order.rows).toBe(expected.length);
        expect(await itemIdsOfRows(database.db, order, [...expected.keys()])).toEqual(expected);
        const some = [...expected.keys()].filter(() => numbers.next().value % 2 === 0).toReversed();
        expect(await itemIdsOfRows(database.db, order, some)).toEqual(some.map((row) => expected[row]));
        for (const { id, itemIds } of versions) {
          const positions = positionsIn(order, id) ?? Int32Array.from(expected.keys());
          expect([...positions]).toEqual(expected.map((itemId) => itemIds.indexOf(itemId)));
          expect(itemIds.map((_, position) => rowAt(order, id, position))).toEqual(
            itemIds.map((itemId) => expected.indexOf(itemId)),
          );
        }
      },
    ),
    { numRuns: 20 },
  );
});

describe('rows', () => {
  test('of two halves of a version, selected one after the other, stand as they do in the version', async () => {
    const [version = { id: '', itemIds: [] }] = await versionsOf([names.map((name) => [name, 0])]);
    const even = await selectionOf(version, ['b', 'd', 'f']);
    const odd = await selectionOf(version, ['a', 'c', 'e']);
    const order = await rowOrder(database.db, [even.id, odd.id]);
    expect(await itemIdsOfRows(database.db, order, [0, 1, 2, 3, 4, 5])).toEqual(version.itemIds);
    expect([...(positionsIn(order, odd.id) ?? [])]).toEqual([0, -1, 1, -1, 2, -1]);
  });

  test('of one version stand where its items do: no array is kept', async () => {
    const version = await seedDatasetVersion(scope, numberedItems(3));
    const order = await rowOrder(database.db, [version.id, version.id]);
    expect(order.rows).toBe(3);
    expect(positionsIn(order, version.id)).toBeNull();
  });

  test('of no version are none', async () => {
    const order = await rowOrder(database.db, []);
    expect(order.rows).toBe(0);
    expect(await itemIdsOfRows(database.db, order, [])).toEqual([]);
  });

  test('of versions of different datasets stand one after the other, those of the newer first', async () => {
    const older = await seedDatasetVersion(scope, numberedItems(2));
    const newer = await seedDatasetVersion(scope, numberedItems(3));
    const order = await rowOrder(database.db, [older.id, newer.id]);
    expect([...(positionsIn(order, newer.id) ?? [])]).toEqual([0, 1, 2, -1, -1]);
    expect([...(positionsIn(order, older.id) ?? [])]).toEqual([-1, -1, -1, 0, 1]);
  });

  test('are read once: versions never change', async () => {
    const older = await seedDatasetVersion(scope, numberedItems(2));
    const newer = await seedDatasetVersion(scope, numberedItems(3));
    await rowOrder(database.db, [older.id, newer.id]);
    database.takeStatements();
    await rowOrder(database.db, [newer.id, older.id]);
    expect(database.takeStatements()).toEqual([]);
  });
});
