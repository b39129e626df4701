import { afterAll, beforeAll, expect, test } from 'vitest';
import { judgedAlike, openComparison } from '../../../src/domain/comparison/comparison.js';
import { addEvaluator, updateEvaluator } from '../../../src/domain/evaluation/attachment.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { givenExperiment } from '../../support/given-runs.js';
import { testScope } from '../../support/scope.js';
import { expectValue, numberedItems } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

test('runs are judged alike until an evaluator is added, or judges by another rule', async () => {
  const { id, evaluatorIds, run } = await givenExperiment(scope, { items: numberedItems(1), variants: 2 });
  const ran = (...scores: number[]) => run(0, [[{ output: 1, scores }]]);
  const alike = async (...runs: { id: string }[]) =>
    judgedAlike(
      expectValue(
        await openComparison(
          scope,
          id,
          runs.map((one) => one.id as Awaited<ReturnType<typeof run>>['id']),
        ),
      ),
    );
  const [first, second] = [await ran(1), await ran(0)];
  expect(await alike(first, second)).toBe(true);

  const [evaluatorId] = evaluatorIds;
  if (!evaluatorId) throw new Error('The experiment has an evaluator.');
  expectValue(await updateEvaluator(scope, { id: evaluatorId, threshold: 0.5 }));
  const milder = await ran(1);
  expect(await alike(first, milder)).toBe(false);

  expectValue(await addEvaluator(scope, { experimentId: id, name: 'another', kind: 'CONTAINS' }));
  const stricter = await ran(1, 1);
  expect(await alike(milder, stricter)).toBe(false);
  expect(await alike(first)).toBe(true);
});
