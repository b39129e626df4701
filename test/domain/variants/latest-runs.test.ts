import { afterAll, beforeAll, expect, test } from 'vitest';
import { latestRuns } from '../../../src/domain/variants/latest-runs.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedRun, storedVariant } from '../experiments/rows.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('each variant has its latest run, read by one statement exactly as Prisma reads it', async () => {
  const scope = await testScope(database);
  const experiment = await newExperiment(scope);
  const [often, once, never] = [
    await storedVariant(scope, experiment),
    await storedVariant(scope, experiment),
    await storedVariant(scope, experiment),
  ];
  const runs = [];
  for (const status of ['COMPLETED', 'FAILED', 'RUNNING'] as const) runs.push(await storedRun(scope, experiment, often, status));
  runs.push(await storedRun(scope, experiment, once, 'CANCELLED'));
  // The run that was stored second is the latest by time; the sums are such that a double could not hold them.
  await database.db.run.update({
    where: { id: runs[1]?.id },
    data: {
      createdAt: new Date(Date.now() + 60_000),
      costSum: '123456789.000000000001',
      tokensSum: 2n ** 60n,
      startedAt: new Date(),
      plan: { a: [null, 1] },
    },
  });
  const expected = await database.db.run.findMany({ where: { id: { in: [runs[1]?.id ?? '', runs[3]?.id ?? ''] } } });

  database.takeStatements();
  const found = await latestRuns(scope, [never.id, once.id, often.id]);

  expect(database.takeStatements()).toHaveLength(1);
  expect(found).toEqual(new Map(expected.map((run) => [run.variantId, run])));
});

test("another organization's variants have none", async () => {
  const scope = await testScope(database);
  const experiment = await newExperiment(scope);
  const variant = await storedVariant(scope, experiment);
  await storedRun(scope, experiment, variant, 'COMPLETED');
  expect(await latestRuns(await testScope(database), [variant.id])).toEqual(new Map());
});
