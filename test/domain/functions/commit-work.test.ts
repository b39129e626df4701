import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginAttempts, type RunToBegin } from '../../../src/domain/functions/begin-attempts.js';
import { cancelFunctionRun } from '../../../src/domain/functions/cancel-function-run.js';
import { commitWork } from '../../../src/domain/functions/commit-work.js';
import { retryFunctionRun } from '../../../src/domain/functions/retry-function-run.js';
import type { ExposureOutcome, StepRecord, Work } from '../../../src/domain/functions/work.js';
import { type ShownExperiment, showExperiment } from '../../../src/domain/live/expose.js';
import type { Scope } from '../../../src/domain/scope.js';
import { newId, type Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { givenFunction, givenRuns, handedOut } from './given-functions.js';

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

const beginFor = async (run: RunToBegin) => (await beginAttempts(scope.db, [run]))[0] ?? null;
const begin = async (id: Id<'functionRun'>) => beginFor(await handedOut(scope.db, id));
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
  const place = { externalId, occurrence: 0, kind: 'RUN', position: 0, turn: 0 } as const;
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
    const before = await handedOut(scope.db, run);
    await beginFor(before);
    await commitWork(scope.db, [
      workOf(run, 1, { end: { kind: 'RETRY', retryAt: new Date(), failures: 1, errorType: 'Error', errorMessage: 'not yet' } }),
    ]);
    expectValue(await cancelFunctionRun(scope, run));
    expectValue(await retryFunctionRun(scope, run));

    expect(await beginFor(before)).toBeNull();
    expect(await begin(run)).toMatchObject({ attempts: 2, failures: 0 });
    expect(await beginFor(before)).toBeNull();
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

describe('a run that has failed', () => {
  const failing = { kind: 'FAILED', errorType: 'WorkerLost', errorMessage: 'It was lost.' } as const;
  const shown = { name: 'lost', variants: ['a'], strategy: 'FIXED', managed: false, weights: null } as const;

  test('leaves no exposure under way, also of an attempt before, and takes them up again when it is retried', async () => {
    const [run, other] = [await givenRun(), await givenRun()];
    const exposedTo = await showExperiment(scope, shown);
    const exposureOf = (unit: string) => ({
      ...exposedTo,
      id: randomUUID(),
      variant: 'a',
      parentId: null,
      unit: unit.repeat(16),
    });
    const [ended, open] = [exposureOf('01'), exposureOf('02')];
    const outcome = {
      exposureId: ended.id,
      status: 'COMPLETED',
      errorType: null,
      errorMessage: null,
      durationMs: 7,
      cost: '0.5',
    } as const;
    for (const each of [run, other]) await begin(each);
    await commitWork(scope.db, [
      workOf(run, 1, { exposures: [ended, open], outcomes: [outcome] }),
      workOf(other, 1, { exposures: [exposureOf('03')] }),
    ]);
    await begin(run);
    expect(await commitWork(scope.db, [workOf(run, 2, { end: failing })])).toEqual([true]);

    const exposuresOf = async (id: Id<'functionRun'>) =>
      (await runOf(id)).exposures.toSorted((a, b) => Buffer.compare(a.unit, b.unit));
    expect(await exposuresOf(run)).toMatchObject([
      { id: ended.id, status: 'COMPLETED', errorType: null, durationMs: 7 },
      { id: open.id, status: 'FAILED', errorType: 'WorkerLost', errorMessage: 'It was lost.' },
    ]);
    expect(await exposuresOf(other)).toMatchObject([{ status: 'RUNNING' }]);

    await scope.db.exposure.update({ where: { id: open.id }, data: { durationMs: 3, cost: '0.1' } });
    expectValue(await retryFunctionRun(scope, run));
    expect(await exposuresOf(run)).toMatchObject([
      { id: ended.id, status: 'COMPLETED', durationMs: 7 },
      { id: open.id, status: 'RUNNING', errorType: null, errorMessage: null, durationMs: null, cost: null },
    ]);
  });
});

describe('a live experiment is as its latest exposures show it', () => {
  const name = 'followed';
  const byWeight = { name, strategy: 'WEIGHTED', managed: false } as const;
  const [first, second] = [
    { ...byWeight, variants: ['a', 'b'], weights: { a: 1, b: 1 } },
    { ...byWeight, managed: true, variants: ['c', 'b'], weights: { b: 1, c: 3 } },
  ];
  const noValue = { name, strategy: 'BUCKET', managed: false, variants: ['a', 'b'], weights: null } as const;

  /** An attempt that has been given a variant by each of these. */
  async function exposed(...by: ShownExperiment[]): Promise<Work> {
    const run = await givenRun();
    await begin(run);
    const given = await Promise.all(by.map((each) => showExperiment(scope, each)));
    const exposures = given.map((exposedTo) => ({ ...exposedTo, id: randomUUID(), variant: 'b', parentId: null, unit: '00' }));
    return workOf(run, 1, { exposures });
  }

  const now = async () => {
    const variants = { orderBy: { position: 'asc' } } as const;
    const live = await scope.db.liveExperiment.findFirstOrThrow({ where: { name }, include: { variants } });
    const latest = await scope.db.liveAllocation.findUnique({ where: { id: live.allocationId ?? randomUUID() } });
    const order = live.variants.map((variant) => variant.name).join(' ');
    return { strategy: live.strategy, managed: live.managed, weights: latest?.weights ?? null, order };
  };

  test('whoever has shown what before, and in which order', async () => {
    await commitWork(scope.db, [await exposed(first)]);
    expect(await now()).toEqual({ strategy: 'WEIGHTED', managed: false, weights: first.weights, order: 'a b' });

    // What is shown and never committed was no exposure.
    const later = await exposed(second);
    expect(await now()).toMatchObject({ managed: false, order: 'a b c' });
    await commitWork(scope.db, [await exposed(second, first), later]);
    expect(await now()).toEqual({ strategy: 'WEIGHTED', managed: true, weights: second.weights, order: 'c b a' });

    await commitWork(scope.db, [await exposed(second, first)]);
    expect(await now()).toEqual({ strategy: 'WEIGHTED', managed: false, weights: first.weights, order: 'a b c' });

    // An exposure that is told of again is none that is new.
    await commitWork(scope.db, [later]);
    expect(await now()).toMatchObject({ weights: first.weights });
  });

  test('but for those that were given one without a value, where others get theirs by one', async () => {
    await commitWork(scope.db, [await exposed(first), await exposed(second, noValue)]);
    expect(await now()).toMatchObject({ strategy: 'WEIGHTED', weights: second.weights });
  });

  test('also where many show different ones at once', async () => {
    const shown = Array.from({ length: 12 }, (_, place) => ({ ...first, weights: { a: 1, b: 1 + (place % 6) } }));
    const works = await Promise.all(shown.map((each) => exposed(each, { ...each, name: 'followed beside' })));
    const accepted = await Promise.all(works.map((work) => commitWork(scope.db, [work])));
    expect(accepted.flat()).toEqual(works.map(() => true));
    const { id } = await scope.db.liveExperiment.findFirstOrThrow({ where: { name } });
    const allocations = await scope.db.liveAllocation.findMany({
      where: { liveExperimentId: id, managed: false, strategy: 'WEIGHTED' },
    });
    expect(allocations.map(({ variants }) => variants)).toEqual(Array.from({ length: 6 }, () => ['a', 'b']));
  });
});

test('runs of other organizations are neither cancelled nor retried', async () => {
  const run = await givenRun();
  const other = await testScope(database);
  expect(await cancelFunctionRun(other, run)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await retryFunctionRun(other, run)).toMatchObject({ code: 'NOT_FOUND' });
  expect(await runOf(run)).toMatchObject({ status: 'PENDING' });
});
