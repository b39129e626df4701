import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginAttempts } from '../../../src/domain/functions/begin-attempts.js';
import { cancelFunctionRun } from '../../../src/domain/functions/cancel-function-run.js';
import { commitWork } from '../../../src/domain/functions/commit-work.js';
import { retryFunctionRun } from '../../../src/domain/functions/retry-function-run.js';
import type { ExposureOutcome, StepRecord, Work } from '../../../src/domain/functions/work.js';
import { showExperiment } from '../../../src/domain/live/expose.js';
import type { Scope } from '../../../src/domain/scope.js';
import { newId, type Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { givenFunction, givenRuns } from './given-functions.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  await givenFunction(scope, 'work');
});
afterAll(() => database.close());

async function givenRun(): Promise<Id<'functionRun'>> {
  const [runId = ''] = await givenRuns(scope, 'work', [{}]);
  return runId;
}

const begin = async (id: Id<'functionRun'>, retries = 0) => (await beginAttempts(scope.db, [{ id, retries }]))[0] ?? null;
const runOf = (id: Id<'functionRun'>) =>
  scope.db.functionRun.findUniqueOrThrow({ where: { id }, include: { steps: true, exposures: true } });

function stepOf(externalId: string, output: string, changed: Partial<StepRecord> = {}): StepRecord {
  const nothing = {
    errorType: null,
    errorMessage: null,
    retryAt: null,
    inputTokens: null,
    outputTokens: null,
    cost: null,
    exposureId: null,
  };
  const place = { externalId, occurrence: 0, kind: 'RUN', position: 0 } as const;
  return { ...place, status: 'COMPLETED', attempts: 1, output, startedAt: new Date(), durationMs: 1, ...nothing, ...changed };
}

const workOf = (run: Id<'functionRun'>, attempt: number, work: Partial<Work>): Work => ({
  run,
  attempt,
  steps: [],
  exposures: [],
  outcomes: [],
  scores: [],
  end: null,
  ...work,
});

describe('of two who work on one run', () => {
  test('the one who began last may commit, and nothing of the other counts', async () => {
    const run = await givenRun();
    const stalled = await begin(run);
    const successor = await begin(run);
    expect([stalled?.attempts, successor?.attempts, successor?.lost]).toEqual([1, 2, 1]);

    const late = workOf(run, 1, { steps: [stepOf('late', '"late"')], end: { kind: 'COMPLETED', output: '"late"' } });
    const own = workOf(run, 2, { steps: [stepOf('own', '"own"')] });
    expect(await commitWork(scope.db, [late, own])).toEqual([false, true]);
    expect(await runOf(run)).toMatchObject({ status: 'RUNNING', output: null, steps: [{ externalId: 'own', output: 'own' }] });
  });

  test('a job from before the run was retried by hand begins nothing', async () => {
    const run = await givenRun();
    await begin(run);
    await commitWork(scope.db, [
      workOf(run, 1, { end: { kind: 'RETRY', retryAt: new Date(), failures: 1, errorType: 'Error', errorMessage: 'not yet' } }),
    ]);
    expectValue(await cancelFunctionRun(scope, run));
    expectValue(await retryFunctionRun(scope, run));

    expect(await begin(run, 1)).toMatchObject({ attempts: 2, failures: 0 });
    expect(await begin(run, 0)).toBeNull();
    expect(await runOf(run)).toMatchObject({ attempts: 2, lost: 0 });
  });

  test('neither may commit once the run has ended', async () => {
    const run = await givenRun();
    await begin(run);
    expect(await commitWork(scope.db, [workOf(run, 1, { end: { kind: 'COMPLETED', output: null } })])).toEqual([true]);
    expect(await commitWork(scope.db, [workOf(run, 1, { steps: [stepOf('after', '1')] })])).toEqual([false]);
    expect(await begin(run)).toBeNull();
    expect(await runOf(run)).toMatchObject({ status: 'COMPLETED', steps: [] });
  });
});

test('a step that has ended stays as it is', async () => {
  const run = await givenRun();
  await begin(run);
  await commitWork(scope.db, [workOf(run, 1, { steps: [stepOf('once', '1')] })]);
  await begin(run);
  await commitWork(scope.db, [workOf(run, 2, { steps: [stepOf('once', '2')] })]);
  expect(await runOf(run)).toMatchObject({ steps: [{ output: 1 }] });
});

describe('what one commit tells twice of an exposure', () => {
  test('counts as it was told last', async () => {
    const run = await givenRun();
    await begin(run);
    const shown = { name: 'told', variants: ['a'], strategy: 'FIXED', managed: false, weights: null } as const;
    const exposedTo = await showExperiment(scope, shown);
    const exposures = [{ ...exposedTo, id: randomUUID(), variant: 'a', parentId: null, unit: '00'.repeat(16) }];
    const [{ id: exposureId } = { id: '' }] = exposures;
    const outcome = (durationMs: number): ExposureOutcome => ({
      exposureId,
      status: 'COMPLETED',
      errorType: null,
      errorMessage: null,
      durationMs,
      cost: null,
    });
    const score = (value: number) => ({ id: newId('event'), exposureId, name: 'quality', value });

    const told = [1, 2, 3, 4, 5].map((time) => workOf(run, 1, { exposures, outcomes: [outcome(time)], scores: [score(time)] }));
    expect(await commitWork(scope.db, told)).toEqual(told.map(() => true));
    expect(await runOf(run)).toMatchObject({ exposures: [{ id: exposureId, durationMs: 5 }] });
    expect(await scope.db.liveScore.findMany({ where: { exposureId } })).toMatchObject([{ name: 'quality', value: 5 }]);
  });
});

test('runs of other organizations are neither cancelled nor retried', async () => {
  const run = await givenRun();
  const other = await testScope(database);
  expect(await cancelFunctionRun(other, run)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retryFunctionRun(other, run)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await runOf(run)).toMatchObject({ status: 'PENDING' });
});
