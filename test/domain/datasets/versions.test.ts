import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDataset } from '../../../src/domain/datasets/datasets.js';
import type { ItemInput } from '../../../src/domain/datasets/item.js';
import { addDatasetVersion, type AddDatasetVersionInput } from '../../../src/domain/datasets/versions.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ValidationError } from '../../../src/failures.js';
import type { JsonObject } from '../../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { countRows, datasetOf, itemsIn, succeed } from './support.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const add = async (datasetId: string, change: Omit<AddDatasetVersionInput, 'datasetId'>) =>
  succeed(await addDatasetVersion(scope, { datasetId, ...change }));
const refuse = async (datasetId: string, change: Omit<AddDatasetVersionInput, 'datasetId'>) => {
  const before = await countRows(database.db);
  const answer = await addDatasetVersion(scope, { datasetId, ...change });
  expect(await countRows(database.db)).toEqual(before);
  expect(answer).toBeInstanceOf(ValidationError);
  return answer;
};
const item = (externalId: string, input = externalId): ItemInput => ({ externalId, input });

describe('the next version', () => {
  test('an item that did not change keeps its id, and a changed one is a new item in the same place', async () => {
    const { id } = await datasetOf(scope);
    const first = await add(id, { items: [item('a'), item('b'), item('c')] });
    const second = await add(id, { items: [item('d'), item('b', 'changed'), item('a')] });

    expect([first.number, first.itemCount, second.number, second.itemCount]).toEqual([1, 3, 2, 4]);
    const [before, after] = [await itemsIn(scope, first), await itemsIn(scope, second)];
    expect(after.map((row) => [row.position, row.externalId, row.input])).toEqual([
      [0, 'a', 'a'],
      [1, 'b', 'changed'],
      [2, 'c', 'c'],
      [3, 'd', 'd'],
    ]);
    expect(after[0]?.id).toBe(before[0]?.id);
    expect(after[1]?.id).not.toBe(before[1]?.id);
    expect(after[2]?.id).toBe(before[2]?.id);
    expect(before.map((row) => row.input)).toEqual(['a', 'b', 'c']);
  });

  test('an item that comes back to an earlier form has the id that it had then', async () => {
    const { id } = await datasetOf(scope);
    const first = await add(id, { items: [item('a', 'one')] });
    await add(id, { items: [item('a', 'two')] });
    const third = await add(id, { items: [item('a', 'one')] });
    expect((await itemsIn(scope, third)).map((row) => row.id)).toEqual((await itemsIn(scope, first)).map((row) => row.id));
  });

  test('removed items are gone, and positions close up', async () => {
    const { id } = await datasetOf(scope);
    await add(id, { items: [item('a'), item('b'), item('c')] });
    const second = await add(id, { items: [item('d')], removeExternalIds: ['b', 'b'] });
    expect((await itemsIn(scope, second)).map((row) => [row.position, row.externalId])).toEqual([
      [0, 'a'],
      [1, 'c'],
      [2, 'd'],
    ]);
  });

  test('replace makes the version exactly what is given, and unchanged items keep their ids', async () => {
    const { id } = await datasetOf(scope);
    const first = await add(id, { items: [item('a'), item('b'), item('c')] });
    const second = await add(id, { items: [item('c'), item('x'), item('a')], replace: true });
    const before = new Map((await itemsIn(scope, first)).map((row) => [row.externalId, row.id]));
    const after = await itemsIn(scope, second);
    expect(after.map((row) => row.externalId)).toEqual(['c', 'x', 'a']);
    expect([after[0]?.id, after[2]?.id]).toEqual([before.get('c'), before.get('a')]);
  });

  test('what equals the latest version is still a version of its own', async () => {
    const { id } = await datasetOf(scope);
    const first = await add(id, { items: [item('a')] });
    const second = await add(id, { items: [item('a')] });
    expect(second.number).toBe(2);
    expect(await itemsIn(scope, second)).toEqual(await itemsIn(scope, first));
  });

  test('key order and number spelling make no difference, and neither does a null where there is nothing', async () => {
    const { id } = await datasetOf(scope);
    const first = await add(id, { items: [{ externalId: 'a', input: { x: 1, y: [2.5] } }] });
    const again = JSON.parse('{"y": [2.50], "x": 1.0}') as JsonObject;
    const second = await add(id, { items: [{ externalId: 'a', input: again, expectedOutput: null, metadata: {} }] });
    expect((await itemsIn(scope, second))[0]?.id).toBe((await itemsIn(scope, first))[0]?.id);
  });

  test('everything given comes back, an item without a right answer included', async () => {
    const { id } = await datasetOf(scope);
    const version = await add(id, {
      items: [
        {
          externalId: 'full',
          input: { text: 'ä "quoted" \\ {1,2} 😀', list: [null, false] },
          expectedOutput: [1, null],
          metadata: { page: 3 },
        },
        { externalId: 'bare', input: 0 },
      ],
    });
    expect(await itemsIn(scope, version)).toMatchObject([
      { input: { text: 'ä "quoted" \\ {1,2} 😀', list: [null, false] }, expectedOutput: [1, null], metadata: { page: 3 } },
      { input: 0, expectedOutput: null, metadata: {} },
    ]);
  });

  test('text that PostgreSQL does not take is made storable', async () => {
    const { id } = await datasetOf(scope);
    const version = await add(id, { items: [{ externalId: 'a\u0000b', input: { 'k\u0000': 'x\uD800' } }] });
    expect(await itemsIn(scope, version)).toMatchObject([{ externalId: 'a\uFFFDb', input: { 'k\uFFFD': 'x\uFFFD' } }]);
  });

  test('versions added at once are numbered without gaps, and each builds on the one before', async () => {
    const { id } = await datasetOf(scope);
    const names = Array.from({ length: 12 }, (_, index) => `item ${index}`);
    const versions = await Promise.all(names.map((name) => add(id, { items: [item(name), item('shared')] })));
    expect(versions.map((version) => version.number).sort((a, b) => a - b)).toEqual(names.map((_, index) => index + 1));
    expect(versions.map((version) => version.itemCount).sort((a, b) => a - b)).toEqual(names.map((_, index) => index + 2));
  });

  test('1,000 items take as many statements as one', async () => {
    const { id } = await datasetOf(scope);
    const statementsFor = async (count: number) => {
      await add(id, { items: Array.from({ length: count }, (_, index) => item(`item ${index}`)) });
      return database.takeStatements().length;
    };
    await statementsFor(1);
    expect(await statementsFor(1000)).toBe(await statementsFor(1));
  });
});

describe('what does not fit is refused, and nothing is written', () => {
  test('a duplicate externalId names both places', async () => {
    const { id } = await datasetOf(scope);
    expect(await refuse(id, { items: [item('a'), item('b'), item('c'), item('b', 'other')] })).toMatchObject({
      code: 'DUPLICATE_EXTERNAL_ID',
      field: 'items[3].externalId',
      message: 'items[1] and items[3] have the same externalId, "b". Give every item a name of its own.',
    });
  });

  test('a 10 MB item is told its size and the limit', async () => {
    const { id } = await datasetOf(scope);
    const large = { externalId: 'scan', input: 'x'.repeat(10_000_000) };
    expect(await refuse(id, { items: [item('a'), large] })).toMatchObject({
      code: 'ITEM_TOO_LARGE',
      field: 'items[1]',
      message: expect.stringMatching(/"scan" has 10,000,0\d\d bytes of JSON; the limit is 1,048,576/),
    });
  });

  test('an item of exactly 1 MiB fits', async () => {
    const { id } = await datasetOf(scope);
    const around = JSON.stringify({ expectedOutput: null, input: '', metadata: {} }).length;
    const version = await add(id, { items: [item('a', 'x'.repeat(1024 * 1024 - around))] });
    expect(version.itemCount).toBe(1);
    expect(await refuse(id, { items: [item('a', 'x'.repeat(1024 * 1024 - around + 1))] })).toMatchObject({
      code: 'ITEM_TOO_LARGE',
    });
  });

  test('nothing at all, and nothing left', async () => {
    const { id } = await datasetOf(scope);
    expect(await refuse(id, { items: [] })).toMatchObject({ code: 'EMPTY_DATASET', field: 'items' });
    expect(await refuse(id, { items: [], replace: true })).toMatchObject({ code: 'EMPTY_DATASET' });
    await add(id, { items: [item('a')] });
    expect(await refuse(id, { items: [], removeExternalIds: ['a'] })).toMatchObject({ code: 'EMPTY_DATASET' });
  });

  test('removing what is not there, what is given, and anything beside replace', async () => {
    const { id } = await datasetOf(scope);
    await add(id, { items: [item('a'), item('b')] });
    expect(await refuse(id, { items: [], removeExternalIds: ['a', 'x'] })).toMatchObject({
      field: 'removeExternalIds[1]',
      message: expect.stringContaining('"x" is not in the latest version'),
    });
    expect(await refuse(id, { items: [item('a')], removeExternalIds: ['a'] })).toMatchObject({
      field: 'removeExternalIds[0]',
      message: expect.stringContaining('also among the items given'),
    });
    expect(await refuse(id, { items: [item('a')], removeExternalIds: ['b'], replace: true })).toMatchObject({
      field: 'removeExternalIds',
    });
  });

  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as ItemInput['input'];
  test.each<[string, ItemInput, string, RegExp]>([
    ['an empty externalId', item(' '), 'externalId', /externalId is missing/],
    ['an externalId of 256 characters', item('x'.repeat(256), 'y'), 'externalId', /256 characters; at most 255/],
    ['no input', { externalId: 'a', input: null }, 'input', /input is missing/],
    [
      'metadata that is no object',
      { externalId: 'a', input: 1, metadata: JSON.parse('[]') as JsonObject },
      'metadata',
      /must be an object/,
    ],
    ['a number beyond a double', { externalId: 'a', input: [Number.POSITIVE_INFINITY] }, 'input', /beyond what a double holds/],
    ['nesting without end', { externalId: 'a', input: 1, expectedOutput: deep }, 'expectedOutput', /deeper than 200 levels/],
  ])('%s', async (_, given, field, message) => {
    const { id } = await datasetOf(scope);
    expect(await refuse(id, { items: [item('fine'), given] })).toMatchObject({
      code: 'VALIDATION',
      field: `items[1].${field}`,
      message: expect.stringMatching(message),
    });
  });

  test("another organization's dataset is not found", async () => {
    const other = await testScope(database);
    const { id } = succeed(await createDataset(other, { name: 'theirs' }));
    const before = await countRows(database.db);
    expect(await addDatasetVersion(scope, { datasetId: id, items: [item('a')] })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await countRows(database.db)).toEqual(before);
  });
});
