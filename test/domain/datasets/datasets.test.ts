import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataset, deleteDataset, updateDataset } from '../../../src/domain/datasets/datasets.js';
import { itemsByIds, itemsOfVersion } from '../../../src/domain/datasets/items.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import type { Scope } from '../../../src/domain/scope.js';
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

const someItems = [1, 2, 3, 4, 5].map((input) => ({ externalId: `item ${input}`, input }));

test('a dataset is created, and what is given of it changes', async () => {
  const created = succeed(await createDataset(scope, { name: 'questions', description: 'of a school' }));
  expect(created).toMatchObject({ name: 'questions', description: 'of a school', organizationId: scope.organizationId });
  expect(await updateDataset(scope, { datasetId: created.id, name: 'more questions' })).toMatchObject({
    name: 'more questions',
    description: 'of a school',
  });
  expect(await updateDataset(scope, { datasetId: created.id, description: null })).toMatchObject({
    name: 'more questions',
    description: null,
  });
});

test('a name that is empty or too long is refused', async () => {
  const { id } = await datasetOf(scope);
  for (const name of ['', '  ', 'x'.repeat(256)]) {
    expect(await createDataset(scope, { name })).toMatchObject({ code: 'VALIDATION', field: 'name' });
    expect(await updateDataset(scope, { datasetId: id, name })).toMatchObject({ code: 'VALIDATION', field: 'name' });
  }
});

test("another organization's dataset can be neither changed nor deleted", async () => {
  const { id } = await datasetOf(await testScope(database));
  expect(await updateDataset(scope, { datasetId: id, name: 'mine' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await deleteDataset(scope, id)).toMatchObject({ code: 'NOT_FOUND' });
});

test('a deleted dataset leaves nothing behind', async () => {
  const before = await countRows(database.db);
  const { id } = await datasetOf(scope);
  succeed(await addDatasetVersion(scope, { datasetId: id, items: someItems }));
  expect(await deleteDataset(scope, id)).toMatchObject({ id });
  expect(await countRows(database.db)).toEqual(before);
  expect(await deleteDataset(scope, id)).toMatchObject({ code: 'NOT_FOUND' });
});

test('a dataset that an experiment uses stays, also when the experiment has moved on and only its runs use it', async () => {
  const { id } = await datasetOf(scope);
  const version = succeed(await addDatasetVersion(scope, { datasetId: id, items: someItems }));
  const experiment = await database.db.experiment.create({
    data: { organizationId: scope.organizationId, name: 'models', type: 'LLM', datasetVersionId: version.id },
  });
  expect(await deleteDataset(scope, id)).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('"models"') });

  const variant = await database.db.variant.create({
    data: { experimentId: experiment.id, name: 'one', taskType: 'LLM', configuration: {}, sortOrder: 1 },
  });
  const start = await database.db.runStart.create({ data: { experimentId: experiment.id, arguments: {} } });
  const of = { organizationId: scope.organizationId, experimentId: experiment.id, variantId: variant.id, startId: start.id };
  await database.db.run.create({
    data: { ...of, datasetVersionId: version.id, configuration: {}, evaluators: [], plan: {}, lane: 'test', concurrency: 1 },
  });
  await database.db.experiment.update({ where: { id: experiment.id }, data: { datasetVersionId: null } });
  expect(await deleteDataset(scope, id)).toMatchObject({ code: 'CONFLICT' });

  await database.db.experiment.delete({ where: { id: experiment.id } });
  expect(await deleteDataset(scope, id)).toMatchObject({ id });
});

test('pages of a version follow each other in dataset order', async () => {
  const { id } = await datasetOf(scope);
  const version = succeed(await addDatasetVersion(scope, { datasetId: id, items: someItems }));
  const first = await itemsOfVersion(scope.db, version.id, { after: null, first: 2 });
  const second = await itemsOfVersion(scope.db, version.id, { after: 1, first: 2 });
  const third = await itemsOfVersion(scope.db, version.id, { after: 3, first: 2 });
  expect([first, second, third].map((page) => page.map((row) => [row.position, row.input]))).toEqual([
    [
      [0, 1],
      [1, 2],
    ],
    [
      [2, 3],
      [3, 4],
    ],
    [[4, 5]],
  ]);
});

test('items by their ids come in the order of the ids', async () => {
  const { id } = await datasetOf(scope);
  const version = succeed(await addDatasetVersion(scope, { datasetId: id, items: someItems }));
  const [one, two, three] = (await itemsIn(scope, version)).map((row) => row.id);
  const asked = [three, '00000000-0000-7000-8000-000000000000', one, two].filter((wanted) => wanted !== undefined);
  expect((await itemsByIds(scope.db, asked)).map((row) => row.input)).toEqual([3, 1, 2]);
});
