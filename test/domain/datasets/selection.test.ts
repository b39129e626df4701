import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forgetSelections, makeSelection, misfitOfSelection } from '../../../src/domain/datasets/select-items.js';
import { defaultSeed, readSelection, type Selection, type SelectionInput } from '../../../src/domain/datasets/selection.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ValidationError } from '../../../src/failures.js';
import type { DatasetVersion } from '../../../src/database/client.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue, seedDatasetVersion } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;
let version: DatasetVersion;

/** Their names are in no order, so that dataset order is told from alphabetical. */
const items = Array.from({ length: 40 }, (_, place) => ({
  externalId: `q${(place * 7) % 40}`,
  input: place,
  metadata: { topic: ['refunds', 'shipping', 'other'][place % 3] ?? '', priority: { level: place % 2 } },
}));

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  version = await seedDatasetVersion(scope, items);
});
afterAll(() => database.close());

/** The names of the items that are chosen, in their order; or why none are. */
async function chosenBy(input: SelectionInput, from = version): Promise<string[] | ValidationError> {
  const selection = readSelection(input, 'tasks');
  if (selection instanceof ValidationError) return selection;
  return scope.db.$transaction(async (tx) => {
    const misfit = await misfitOfSelection(tx, from, selection, 'tasks');
    if (misfit || selection.kind === 'ALL') return misfit ?? [];
    const id = await makeSelection(tx, from, selection);
    const made = await tx.datasetVersion.findUniqueOrThrow({ where: { id } });
    expect(made).toMatchObject({ datasetId: from.datasetId, number: from.number, selectedFromId: from.id });
    const places = await tx.datasetVersionItem.findMany({
      where: { versionId: id },
      include: { item: true },
      orderBy: { position: 'asc' },
    });
    expect(places.map(({ position }) => position)).toEqual(places.map((_, place) => place));
    expect(made.itemCount).toBe(places.length);
    await forgetSelections(tx, [id]);
    expect(await tx.datasetVersion.count({ where: { id } })).toBe(0);
    return places.map(({ item }) => item.externalId);
  });
}

describe('a selection', () => {
  test('by names takes each once, in the dataset’s order', async () => {
    expect(await chosenBy({ externalIds: ['q21', 'q0', 'q7', 'q0'] })).toEqual(['q0', 'q7', 'q21']);
  });

  test('by metadata takes what contains it, nested objects too', async () => {
    const expected = items.filter(({ metadata }) => metadata.topic === 'refunds' && metadata.priority.level === 1);
    expect(await chosenBy({ metadata: { topic: 'refunds', priority: { level: 1 } } })).toEqual(
      expected.map(({ externalId }) => externalId),
    );
  });

  test('by a sample is what hashing the names says, for any size, seed and metadata', async () => {
    const seeds = fc.option(
      fc.string({ unit: 'grapheme', maxLength: 5 }).filter((text) => !text.includes('\u0000')),
      { nil: undefined },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 13 }),
        seeds,
        fc.constantFrom('refunds', undefined),
        async (size, seed, topic) => {
          const hash = (name: string) =>
            createHash('sha256')
              .update(`${seed ?? defaultSeed}/${name}`)
              .digest('hex');
          const from = items.filter(({ metadata }) => topic === undefined || metadata.topic === topic);
          const drawn = new Set(
            from
              .map(({ externalId }) => externalId)
              .sort((a, b) => (hash(a) < hash(b) ? -1 : 1))
              .slice(0, size),
          );
          const expected = from.map(({ externalId }) => externalId).filter((name) => drawn.has(name));
          const metadata = topic === undefined ? undefined : { topic };
          expect(await chosenBy({ sample: { size, seed, metadata } })).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('says what the version does not have', async () => {
    expect(await chosenBy({ externalIds: ['q1', 'a', 'b', 'c', 'd', 'e', 'f', 'g'] })).toMatchObject({
      field: 'tasks.externalIds',
      message:
        'Version 1 of the dataset has no item "a", "b", "c", "d", "e" and 2 more. Name items that it has, or give another version.',
    });
    expect(await chosenBy({ metadata: { topic: 'nothing' } })).toMatchObject({
      field: 'tasks.metadata',
      message: expect.stringContaining('No item of version 1 of the dataset has the metadata {"topic":"nothing"}'),
    });
    expect(await chosenBy({ sample: { size: 41 } })).toMatchObject({
      field: 'tasks.sample.size',
      message: 'Version 1 of the dataset has 40 items, and the sample is of 41. Give a size up to 40.',
    });
    expect(await chosenBy({ sample: { size: 15, metadata: { topic: 'refunds' } } })).toMatchObject({
      message: expect.stringContaining('has 14 items with the metadata {"topic":"refunds"}'),
    });
  });

  test.each<[SelectionInput, string]>([
    [{}, 'tasks'],
    [{ all: false }, 'tasks'],
    [{ all: true, metadata: {} }, 'tasks'],
    [{ externalIds: [] }, 'tasks.externalIds'],
    [{ sample: { size: 0 } }, 'tasks.sample.size'],
    [{ sample: { size: 1.5 } }, 'tasks.sample.size'],
  ])('%j is none', (input, field) => {
    const refused = readSelection(input, 'tasks');
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field });
  });

  test('is no version to whoever adds the next one', async () => {
    const first = await seedDatasetVersion(scope, items.slice(0, 3));
    const selection: Selection = { kind: 'LIST', externalIds: ['q0'] };
    const selected = await scope.db.$transaction((tx) => makeSelection(tx, first, { ...selection }));
    const next = expectValue(
      await addDatasetVersion(scope, { datasetId: first.datasetId, items: [{ externalId: 'new', input: 1 }] }),
    );
    expect(next).toMatchObject({ number: 2, itemCount: 4, selectedFromId: null });
    expect(await scope.db.datasetVersion.count({ where: { id: selected } })).toBe(1);
  });
});
