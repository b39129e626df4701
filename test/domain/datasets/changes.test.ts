import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatasetVersion } from '../../../src/database/client.js';
import { type ItemChange, itemChanges, type VersionChanges, versionChanges } from '../../../src/domain/datasets/changes.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { datasetOf, itemsIn, succeed } from './support.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

type Content = { externalId: string; input: number };

/** The version of a dataset that has just these items. */
const version = async (datasetId: string, items: Content[]): Promise<DatasetVersion> =>
  succeed(await addDatasetVersion(scope, { datasetId, items, replace: true }));

async function between(current: DatasetVersion, former: DatasetVersion): Promise<VersionChanges> {
  const changes = await versionChanges(scope, current, former.id);
  if (!changes) throw new Error('The dataset has no such version.');
  return changes;
}

const all = { kind: null, after: null, first: 1000 };

/** The changes in words: what each item was, and what it is. */
async function said(changes: VersionChanges, page: ItemChange[]): Promise<object[]> {
  const inputs = new Map<string | null, unknown>([[null, null]]);
  for (const of of [changes.version, changes.former])
    for (const { id, externalId, input } of await itemsIn(scope, of)) inputs.set(id, `${externalId}: ${String(input)}`);
  return page.map(({ kind, itemId, formerItemId }) => ({ kind, now: inputs.get(itemId), before: inputs.get(formerItemId) }));
}

test('an item is added, changed or removed by its externalId; those that only moved are not named', async () => {
  const { id } = await datasetOf(scope);
  const former = await version(id, [
    { externalId: 'a', input: 1 },
    { externalId: 'b', input: 1 },
    { externalId: 'c', input: 1 },
    { externalId: 'd', input: 1 },
  ]);
  const current = await version(id, [
    { externalId: 'new', input: 1 },
    { externalId: 'd', input: 2 },
    { externalId: 'a', input: 1 },
  ]);
  const changes = await between(current, former);
  expect(await changes.counts()).toEqual({ ADDED: 1, CHANGED: 1, REMOVED: 2 });
  expect(await said(changes, await itemChanges(scope.db, changes, all))).toEqual([
    { kind: 'ADDED', now: 'new: 1', before: null },
    { kind: 'CHANGED', now: 'd: 2', before: 'd: 1' },
    { kind: 'REMOVED', now: null, before: 'b: 1' },
    { kind: 'REMOVED', now: null, before: 'c: 1' },
  ]);
  const backwards = await between(former, current);
  expect(await backwards.counts()).toEqual({ ADDED: 2, CHANGED: 1, REMOVED: 1 });
});

const items = fc.uniqueArray(fc.record({ externalId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), input: fc.nat(1) }), {
  selector: ({ externalId }) => externalId,
  minLength: 1,
});

/** The rules, in the plainest words. */
function expected(current: Content[], former: Content[]): object[] {
  const inputIn = (list: Content[], name: string) => list.find(({ externalId }) => externalId === name)?.input;
  const text = ({ externalId, input }: Content) => `${externalId}: ${input}`;
  const present = current
    .filter(({ externalId, input }) => inputIn(former, externalId) !== input)
    .map((item) => {
      const before = former.find(({ externalId }) => externalId === item.externalId);
      return { kind: before ? 'CHANGED' : 'ADDED', now: text(item), before: before ? text(before) : null };
    });
  const removed = former
    .filter(({ externalId }) => inputIn(current, externalId) === undefined)
    .map((item) => ({ kind: 'REMOVED', now: null, before: text(item) }));
  return [...present, ...removed];
}

test('whatever two versions have, the changes are those of the plain rules, whole and page by page, of each kind', async () => {
  await fc.assert(
    fc.asyncProperty(items, items, fc.integer({ min: 1, max: 3 }), async (before, after, first) => {
      const { id } = await datasetOf(scope);
      const changes = await between(...((await inOrder(id, before, after)).reverse() as [DatasetVersion, DatasetVersion]));
      const whole = await itemChanges(scope.db, changes, all);
      expect(await said(changes, whole)).toEqual(expected(after, before));

      const pages: ItemChange[] = [];
      for (let page = whole; page.length > 0 && pages.length <= whole.length; pages.push(...page))
        page = await itemChanges(scope.db, changes, { kind: null, after: pages.at(-1)?.place ?? null, first });
      expect(pages).toEqual(whole);

      const counts = await changes.counts();
      for (const kind of ['ADDED', 'CHANGED', 'REMOVED'] as const) {
        const ofKind = await itemChanges(scope.db, changes, { ...all, kind });
        expect(ofKind).toEqual(whole.filter((change) => change.kind === kind));
        expect(ofKind).toHaveLength(counts[kind]);
      }
    }),
    { numRuns: 15 },
  );
});

async function inOrder(id: string, before: Content[], after: Content[]): Promise<DatasetVersion[]> {
  return [await version(id, before), await version(id, after)];
}

test('a version of another dataset or organization is none, and neither is what was selected for tasks', async () => {
  const { id } = await datasetOf(scope);
  const current = await version(id, [{ externalId: 'a', input: 1 }]);
  const { id: otherId } = await datasetOf(scope);
  const other = await version(otherId, [{ externalId: 'a', input: 2 }]);
  expect(await versionChanges(scope, current, other.id)).toBeNull();
  expect(await versionChanges(await testScope(database), current, current.id)).toBeNull();

  const selected = await database.db.datasetVersion.create({
    data: { datasetId: id, number: 0, itemCount: 0, selectedFromId: current.id },
  });
  expect(await versionChanges(scope, current, selected.id)).toBeNull();
});

test('1,000 changed items take as many statements as one', async () => {
  const statementsFor = async (count: number) => {
    const { id } = await datasetOf(scope);
    const content = (input: number) => Array.from({ length: count }, (_, n) => ({ externalId: `item ${n}`, input }));
    const [former, current] = [await version(id, content(1)), await version(id, content(2))];
    database.takeStatements();
    const changes = await between(current, former);
    expect(await itemChanges(scope.db, changes, all)).toHaveLength(count);
    expect(await changes.counts()).toMatchObject({ CHANGED: count });
    return database.takeStatements().length;
  };
  expect(await statementsFor(1000)).toBe(await statementsFor(1));
});
