import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { isLocked, stageFacts, stageOf } from '../../../src/domain/experiments/stage.js';
import { cancelRun } from '../../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type GivenApp, givenApp } from '../../support/given-app.js';
import { type RunByHand, runByHand } from '../../support/run-by-hand.js';
import { testScope } from '../../support/scope.js';
import { expectValue, numberedItems } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const givenFour = () => givenApp(scope, { items: numberedItems(4), url: 'http://127.0.0.1:9/' });

/** A run of the baseline in which some of the four items failed. */
async function baselineRun(app: GivenApp, failed: number): Promise<RunByHand> {
  const run = await runByHand(scope, await app.run());
  await run.begin();
  await run.commit(4 - failed);
  await run.commit(failed, { failed: true });
  return run;
}

async function standing({ experimentId }: GivenApp) {
  const facts = (await stageFacts(scope, [experimentId])).get(experimentId);
  if (!facts) throw new Error('The experiment is there.');
  return { stage: stageOf(facts), locked: isLocked(facts) };
}

test('a failed baseline is run anew, since what it ran over may have changed', async () => {
  const app = await givenFour();
  const run = await baselineRun(app, 4);
  expect(await standing(app)).toEqual({ stage: 'BASELINE_FAILED', locked: false });
  expectValue(await updateExperiment(scope, { id: app.experimentId, tasks: { sample: { size: 2 } } }));

  expect(await retryFailedItems(scope, run.id)).toMatchObject({ message: expect.stringContaining('startRuns') });
  expect(await standing(app)).toEqual({ stage: 'BASELINE_FAILED', locked: false });
  expect(await app.run()).toMatchObject({ status: 'PENDING' });
});

test('what a baseline has locked stays so when its failed items are tried again, and that is cancelled', async () => {
  const app = await givenFour();
  const run = await baselineRun(app, 1);
  expect(await standing(app)).toEqual({ stage: 'BASELINE_COMPLETE', locked: true });
  const change = () => updateExperiment(scope, { id: app.experimentId, tasks: { sample: { size: 2 } } });
  expect(await change()).toMatchObject({ code: 'EXPERIMENT_LOCKED' });

  await run.retry();
  expect(await standing(app)).toEqual({ stage: 'RUNNING_BASELINE', locked: true });
  expectValue(await cancelRun(scope, run.id));
  expect(await standing(app)).toEqual({ stage: 'BASELINE_PENDING', locked: true });
  expect(await change()).toMatchObject({ code: 'EXPERIMENT_LOCKED' });
});

test('one run of the baseline is under way at a time', async () => {
  const app = await givenFour();
  const run = await baselineRun(app, 1);
  await app.run();
  expect(await retryFailedItems(scope, run.id)).toMatchObject({ code: 'RUN_ACTIVE' });
});
