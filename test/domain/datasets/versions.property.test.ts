import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ValidationError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { datasetOf, itemsIn } from './support.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

interface Change {
  items: { externalId: string; input: number }[];
  removeExternalIds: string[];
  replace: boolean;
}

const externalId = fc.constantFrom('a', 'b', 'B', 'ä', 'c', 'd', ' e');
const change: fc.Arbitrary<Change> = fc.record({
  items: fc.array(fc.record({ externalId, input: fc.nat(2) }), { maxLength: 6 }),
  removeExternalIds: fc.array(externalId, { maxLength: 2 }),
  replace: fc.boolean(),
});

type Version = { externalId: string; input: number }[];

/** The rules, in the plainest words: the next version, or null where the change is refused. */
function next(latest: Version, { items, removeExternalIds, replace }: Change): Version | null {
  if (new Set(items.map((item) => item.externalId)).size < items.length) return null;
  if (replace) return removeExternalIds.length > 0 || items.length === 0 ? null : items;
  for (const removed of removeExternalIds) {
    if (!latest.some((item) => item.externalId === removed)) return null;
    if (items.some((item) => item.externalId === removed)) return null;
  }
  if (items.length === 0 && removeExternalIds.length === 0) return null;
  const version = latest.filter((item) => !removeExternalIds.includes(item.externalId));
  for (const item of items) {
    const place = version.findIndex((present) => present.externalId === item.externalId);
    if (place === -1) version.push(item);
    else version[place] = item;
  }
  return version.length === 0 ? null : version;
}

test('any sequence of upserts, removals and replacements gives the versions, the order and the ids of the plain rules', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
      const { id: datasetId } = await datasetOf(scope);
      const ids = new Map<string, string>();
      let latest: Version = [];
      let number = 0;
      for (const step of changes) {
        const expected = next(latest, step);
        const answer = await addDatasetVersion(scope, { datasetId, ...step });
        if (!expected) {
          expect(answer).toBeInstanceOf(ValidationError);
          continue;
        }
        number += 1;
        latest = expected;
        if (answer instanceof Error) throw answer;
        expect([answer.number, answer.itemCount]).toEqual([number, expected.length]);
        const rows = await itemsIn(scope, answer);
        expect(rows.map(({ position, externalId, input }) => ({ position, externalId, input }))).toEqual(
          expected.map((item, position) => ({ position, ...item })),
        );
        for (const row of rows) {
          const content = JSON.stringify([row.externalId, row.input]);
          expect(ids.get(content) ?? row.id).toBe(row.id);
          ids.set(content, row.id);
        }
      }
      expect(new Set(ids.values()).size).toBe(ids.size);
    }),
    { numRuns: 30 },
  );
});
