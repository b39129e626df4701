import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultStandardDeviation, sensitivityOf } from '../../../src/domain/experiments/sensitivity.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ValidationError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type GivenCells, givenExperiment } from '../../support/given-runs.js';
import { numberedItems } from '../../support/seed.js';
import { testScope } from '../../support/scope.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

/** 20 items, of which those pass whose place is asked for. */
function cellsOf(passes: (place: number) => boolean, trials = 1): GivenCells {
  return Array.from({ length: 20 }, (_, place) =>
    Array.from({ length: trials }, () => ({ output: place, scores: [Number(passes(place))] })),
  );
}

test('without runs it is by the default: half a score, 2.8 standard errors from chance', async () => {
  const { id } = await givenExperiment(scope, { items: numberedItems(1319), variants: 1 });
  const sensitivity = await sensitivityOf(scope, id, 1);
  expect(sensitivity).toMatchObject({ items: 1319, basis: 'DEFAULT', standardDeviation: defaultStandardDeviation });
  expect(sensitivity).toHaveProperty('smallestDifference', expect.closeTo((2.8016 * 0.5) / Math.sqrt(1319), 4));
});

test('with runs it is by the deltas of the newest two with as many trials', async () => {
  const experiment = await givenExperiment(scope, { items: numberedItems(20), variants: 2 });
  await experiment.run(
    0,
    cellsOf(() => false),
  );
  await experiment.run(
    0,
    cellsOf(() => true),
  );
  await experiment.run(
    1,
    cellsOf((place) => place >= 5),
  );
  await experiment.run(
    1,
    cellsOf(() => true, 2),
  );
  // A quarter of the deltas is -1, the others are 0: variance 1/4 · 3/4 · 20/19.
  expect(await sensitivityOf(scope, experiment.id, 1)).toMatchObject({
    items: 20,
    basis: 'EARLIER_RUNS',
    standardDeviation: expect.closeTo(Math.sqrt((0.25 * 0.75 * 20) / 19), 9),
  });
  expect(await sensitivityOf(scope, experiment.id, 2)).toMatchObject({ basis: 'DEFAULT' });
});

test('two runs that do not differ, or hardly share an item, tell nothing', async () => {
  const same = await givenExperiment(scope, { items: numberedItems(20), variants: 1 });
  for (const _ of [1, 2])
    await same.run(
      0,
      cellsOf((place) => place > 3),
    );
  expect(await sensitivityOf(scope, same.id, 1)).toMatchObject({ basis: 'DEFAULT' });

  const few = await givenExperiment(scope, { items: numberedItems(4), variants: 1 });
  for (const passes of [true, false]) await few.run(0, cellsOf((place) => passes || place > 0).slice(0, 4));
  expect(await sensitivityOf(scope, few.id, 1)).toEqual({
    items: 4,
    basis: 'DEFAULT',
    standardDeviation: defaultStandardDeviation,
    smallestDifference: null,
  });
});

test('there is none without a dataset, in another organization, or for no trials', async () => {
  const { id } = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
  expect(await sensitivityOf(scope, id, 0)).toBeInstanceOf(ValidationError);
  expect(await sensitivityOf(await testScope(database), id, 1)).toBeNull();
  await database.db.experiment.update({ where: { id }, data: { datasetVersionId: null } });
  expect(await sensitivityOf(scope, id, 1)).toBeNull();
});
