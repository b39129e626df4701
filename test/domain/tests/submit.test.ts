import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Run } from '../../../src/database/client.js';
import { permanentFault } from '../../../src/domain/execution/permanent-fault.js';
import { archiveExperiment, unarchiveExperiment } from '../../../src/domain/experiments/lifecycle.js';
import { beginRun } from '../../../src/domain/runs/begin-run.js';
import { cancelRun } from '../../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import { commitResults, resultText } from '../../../src/domain/results/commit-results.js';
import { newResult } from '../../../src/domain/results/result.js';
import type { Scope } from '../../../src/domain/scope.js';
import { submitTestResult } from '../../../src/domain/tests/submit-result.js';
import { submitTestTrace } from '../../../src/domain/tests/submit-trace.js';
import { takeAnswer } from '../../../src/domain/tests/take-answer.js';
import { answeredInWaiting, awaitAnswer, endByFault, endTest, openTest } from '../../../src/domain/tests/test.js';
import { type TraceStep, traceOf } from '../../../src/domain/tests/trace.js';
import { DatabaseSignals, type TestSignal } from '../../../src/events/signals.js';
import type { Outcome } from '../../../src/models/outcome.js';
import { encodeId, type Id, resultIdOf } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type GivenApp, givenApp } from '../../support/given-app.js';
import { testScope } from '../../support/scope.js';
import { expectValue, numberedItems } from '../../support/seed.js';
import { until } from '../../support/until.js';

let database: TestDatabase;
let scope: Scope;
let app: GivenApp;
let run: Run;
/** The tests of the run's items, in dataset order. */
let tests: { id: Id<'result'>; runId: Id<'run'>; itemId: Id<'datasetItem'>; trial: number }[];

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  app = await givenApp(scope, { items: numberedItems(2), url: 'http://127.0.0.1:9/' });
});
afterAll(() => database.close());

// No worker is there: what happens to a test is what the test does.
beforeEach(async () => {
  run = await app.run();
  const units = (await beginRun(scope.db, run.id)) ?? [];
  tests = units.map(({ itemId, trial }) => ({ id: resultIdOf(run.id, itemId, trial), runId: run.id, itemId, trial }));
});

afterEach(() => cancelRun(scope, run.id));

/** A test that the app was asked for. */
async function asked(place = 0) {
  const test = tests[place];
  if (!test) throw new Error('A run has a unit for each item.');
  await openTest(scope.db, test);
  return test.id;
}

/** A test that the app has taken, to answer it later. */
async function taken(withinMs = 60_000) {
  const id = await asked();
  await awaitAnswer(scope.db, id, withinMs);
  return id;
}

/** The tests that a worker would go on with which was not told of their answers. */
const inWaiting = async () => (await answeredInWaiting(scope.db)).filter(({ runId }) => runId === run.id).map(({ id }) => id);

/** What listeners are told of tests while something is done. */
async function signalsOf(work: () => Promise<void>): Promise<(TestSignal | null)[]> {
  const signals = await DatabaseSignals.open(database.url, scope.log);
  const told: (TestSignal | null)[] = [];
  signals.subscribe('test', (signal) => told.push(signal));
  const marker = new Promise<void>((heard) => signals.subscribe('experiment', () => heard()));
  await work();
  await scope.db.$executeRaw`SELECT pg_notify('variorum_experiment', '{}')`;
  await marker;
  await signals.close();
  return told;
}

const stored = (id: string) => scope.db.test.findUniqueOrThrow({ where: { id } });

describe('an answer', () => {
  test('is kept with what it took, and whoever listens is told of it once', async () => {
    const testId = await taken();
    const told = await signalsOf(async () => {
      const answer = { testId, output: { total: 3 }, usage: { inputTokens: 5, outputTokens: null }, cost: '0.01' };
      expect(await submitTestResult(scope, answer)).toMatchObject({
        id: testId,
        answer: {
          said: { output: { total: 3 }, usage: { inputTokens: 5, outputTokens: null }, cost: '0.01' },
          durationMs: null,
        },
        answeredAt: expect.any(Date),
      });
      expect(expectValue(await submitTestResult(scope, answer)).answeredAt).toEqual((await stored(testId)).answeredAt);
    });
    expect(told).toEqual([{ testId, runId: run.id }]);
  });

  test('counts before the app has said that it answers later, and while it has not', async () => {
    const early = await asked();
    expectValue(await submitTestResult(scope, { testId: early, output: 1 }));
    // Then its 202 arrives.
    expect(await awaitAnswer(scope.db, early, 1000)).toMatchObject({ answer: { said: { output: 1 } }, deadlineAt: null });
    expect(await inWaiting()).toEqual([]);
  });

  test('is that of whoever comes first, of any number at once; the others are told so', async () => {
    const testId = await taken();
    const given = Array.from({ length: 8 }, (_, place) => submitTestResult(scope, { testId, output: place % 4 }));
    const answers = await Promise.all(given);
    const { answer } = await stored(testId);
    const first = (answer as { said: { output: number } }).said.output;
    for (const [place, given] of answers.entries()) {
      if (place % 4 === first) expect(given).toMatchObject({ id: testId });
      else
        expect(given).toMatchObject({ code: 'ANSWERED_OTHERWISE', message: expect.stringContaining('the first answer counts') });
    }
    expect(await inWaiting()).toEqual([testId]);
  });

  test('that came in the response is the first as well', async () => {
    const testId = await asked();
    const said = { output: 'now', usage: null, cost: null };
    await endTest(scope.db, testId, { said, durationMs: 7 });
    expect(await submitTestResult(scope, { testId, output: 'now' })).toMatchObject({ id: testId });
    expect(await submitTestResult(scope, { testId, output: 'later' })).toMatchObject({ code: 'ANSWERED_OTHERWISE' });
    // And one in the response that comes second does not count.
    const other = await endTest(scope.db, testId, { said: { ...said, output: 'again' }, durationMs: 9 });
    expect(other?.answer).toEqual({ said, durationMs: 7 });
  });

  test('may be an error', async () => {
    const testId = await taken();
    const error = { type: 'no_context', message: 'Nothing was found.' };
    expectValue(await submitTestResult(scope, { testId, error }));
    expect(await submitTestResult(scope, { testId, error, output: null })).toMatchObject({ id: testId });
    expect(await submitTestResult(scope, { testId, output: 1 })).toMatchObject({ code: 'ANSWERED_OTHERWISE' });
    expect(await submitTestResult(scope, { testId, error, output: 1 })).toMatchObject({ code: 'VALIDATION', field: 'output' });
  });

  test('that comes after the deadline ends the test as late, whether a worker is there or not, which is told once', async () => {
    const late = await taken(1);
    await untilPast(late);
    const { deadlineAt } = await stored(late);
    const told = await signalsOf(async () => {
      for (const output of [1, 2]) {
        expect(await submitTestResult(scope, { testId: late, output, steps: [{ externalId: 'late' }] })).toMatchObject({
          code: 'TEST_ENDED',
          message: `The test ended before this answer came, as the error deadline: The app took the test, and did not answer it by ${deadlineAt?.toISOString()}. Once its run has ended, retryFailedItems(runId: "${encodeId('run', run.id)}") asks again.`,
        });
      }
    });
    expect(told).toEqual([{ testId: late, runId: run.id }]);
    expect(await stored(late)).toMatchObject({ answer: { fault: { type: 'deadline' } }, trace: [] });
    // A worker that comes to it then makes the same of it.
    expect(await openTest(scope.db, tests[0] ?? expect.fail())).toMatchObject({ answer: { fault: { type: 'deadline' } } });
  });

  test('takes the time from the last request to it, also where requests and answers wait for each other', async () => {
    const testId = await asked();
    // Its transaction begins before the request is made again, and gets at the test after.
    let submit: Promise<unknown> = Promise.resolve();
    await scope.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM test WHERE id = ${testId}::uuid FOR UPDATE`;
      submit = submitTestResult(scope, { testId, output: 1 });
      await untilSomeoneWaits();
      await tx.$executeRaw`UPDATE test SET asked_at = clock_timestamp() WHERE id = ${testId}::uuid`;
    });
    expectValue(await submit);
    const { askedAt, answeredAt } = await stored(testId);
    expect(answeredAt?.getTime()).toBeGreaterThanOrEqual(askedAt.getTime());
    // Clocks may be set back.
    await scope.db.$executeRaw`UPDATE test SET asked_at = answered_at + interval '1 s' WHERE id = ${testId}::uuid`;
    expect(await openTest(scope.db, tests[0] ?? expect.fail())).toMatchObject({ elapsedMs: 0 });
  });

  test('may be kept from coming by a fault in words that no text can hold', async () => {
    const testId = await asked();
    const fault = permanentFault('http_400', 'The endpoint "app" answered 400: a\u0000b\ud800c');
    expect(await endTest(scope.db, testId, endByFault(fault))).toMatchObject({
      answer: { fault: { type: 'http_400', message: 'The endpoint "app" answered 400: a\uFFFDb\uFFFDc' } },
    });
  });

  test('is not taken once the run was cancelled', async () => {
    const testId = await taken();
    expectValue(await cancelRun(scope, run.id));
    expect(await submitTestResult(scope, { testId, output: 1 })).toMatchObject({
      code: 'TEST_ENDED',
      message: expect.stringContaining('CANCELLED'),
    });
    expect((await stored(testId)).answer).toBeNull();
  });

  test('is of a test that the organization has', async () => {
    const testId = await taken();
    const other = await testScope(database);
    for (const [who, id] of [
      [other, testId],
      [scope, tests[1]?.id ?? ''],
      [scope, resultIdOf(run.id, run.id, 0)],
    ] as const) {
      expect(await submitTestResult(who, { testId: id, output: 1 })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await submitTestTrace(who, { testId: id, steps: [] })).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await stored(testId)).toMatchObject({ answer: null, trace: [] });
  });
});

describe('a trace', () => {
  const bare = { input: null, output: null, durationMs: null, inputTokens: null, outputTokens: null };
  const names = async (id: string) => traceOf(await stored(id)).map((step: TraceStep) => step.externalId);

  test('takes steps before the answer, with it and after it, each once', async () => {
    const testId = await taken();
    const classifier = { externalId: 'classifier', output: 'billing', durationMs: 12.4, inputTokens: 80 };
    expect(await submitTestTrace(scope, { testId, steps: [classifier] })).toMatchObject({
      trace: [{ ...bare, externalId: 'classifier', output: 'billing', durationMs: 12, inputTokens: 80 }],
    });
    const answer = { testId, output: 1, steps: [classifier, { externalId: 'response_generator' }] };
    expectValue(await submitTestResult(scope, answer));
    expectValue(await submitTestResult(scope, answer));
    const more = { testId, steps: [{ externalId: 'logger' }] };
    await Promise.all([submitTestTrace(scope, more), submitTestTrace(scope, more)]);
    expect(await names(testId)).toEqual(['classifier', 'response_generator', 'logger']);
  });

  test('is taken of a test that has ended, also with its run', async () => {
    const testId = await taken();
    await endTest(scope.db, testId, endByFault(permanentFault('deadline', 'It took too long.')));
    expectValue(await cancelRun(scope, run.id));
    expectValue(await submitTestTrace(scope, { testId, steps: [{ externalId: 'classifier' }] }));
    expect(await names(testId)).toEqual(['classifier']);
  });

  test('of an answer that does not count is not taken, nor the answer of a trace that is too long', async () => {
    const testId = await taken();
    const steps = Array.from({ length: 1000 }, (_, place) => ({ externalId: `step ${place}` }));
    expectValue(await submitTestTrace(scope, { testId, steps: [{ externalId: 'one more' }] }));
    expect(await submitTestResult(scope, { testId, output: 1, steps })).toMatchObject({ code: 'VALIDATION', field: 'steps' });
    expect((await stored(testId)).answer).toBeNull();

    expectValue(await submitTestResult(scope, { testId, output: 1 }));
    expect(await submitTestResult(scope, { testId, output: 2, steps: [{ externalId: 'other' }] })).toMatchObject({
      code: 'ANSWERED_OTHERWISE',
    });
    expect(await names(testId)).toEqual(['one more']);
  });
});

describe('an answer in the response', () => {
  const answer = { said: { output: 1, usage: null, cost: null }, durationMs: 5 };
  const steps = [{ externalId: 'classifier' }];
  const traceNames = async (id: string) => traceOf(await stored(id)).map(({ externalId }) => externalId);

  test('brings its steps along, also where the same was submitted before', async () => {
    const [first, second] = [await asked(0), await asked(1)];
    await takeAnswer(scope, first, answer, steps);
    expect(await traceNames(first)).toEqual(['classifier']);
    expectValue(await submitTestResult(scope, { testId: second, output: 1 }));
    expect(await takeAnswer(scope, second, answer, steps)).toMatchObject({ answer: { durationMs: null } });
    expect(await traceNames(second)).toEqual(['classifier']);
  });

  test('that does not count adds no steps to the trace', async () => {
    const [answered, failed] = [await asked(0), await asked(1)];
    expectValue(await submitTestResult(scope, { testId: answered, output: 2, steps: [{ externalId: 'first' }] }));
    expect(await takeAnswer(scope, answered, answer, steps)).toMatchObject({ answer: { said: { output: 2 } } });
    expect(await traceNames(answered)).toEqual(['first']);
    await endTest(scope.db, failed, endByFault(permanentFault('deadline', 'It took too long.')));
    expect(await takeAnswer(scope, failed, answer, steps)).toMatchObject({ answer: { fault: { type: 'deadline' } } });
    expect(await traceNames(failed)).toEqual([]);
  });

  test('counts where its steps can’t be kept, and where its test is gone', async () => {
    const testId = await asked();
    expectValue(await submitTestTrace(scope, { testId, steps: [{ externalId: 'one more' }] }));
    expect(await takeAnswer(scope, testId, answer, steps.concat(...Array.from({ length: 999 }, () => steps)))).toMatchObject({
      answer,
    });
    expect(await traceNames(testId)).toEqual(['one more']);
    expect(await takeAnswer(scope, resultIdOf(run.id, run.id, 0), answer, steps)).toBeNull();
  });
});

test('what an archived experiment has stays as it is', async () => {
  const { experimentId: id } = app;
  const testId = await asked();
  expectValue(await submitTestResult(scope, { testId, output: 1 }));
  expectValue(await cancelRun(scope, run.id));
  expectValue(await archiveExperiment(scope, id));
  const before = await stored(testId);
  for (const given of [
    await submitTestTrace(scope, { testId, steps: [{ externalId: 'late' }] }),
    await submitTestResult(scope, { testId, output: 1, steps: [{ externalId: 'late' }] }),
    await submitTestResult(scope, { testId: await asked(1), output: 1 }),
  ])
    expect(given).toMatchObject({ code: 'EXPERIMENT_ARCHIVED' });
  expect(await stored(testId)).toEqual(before);
  expectValue(await unarchiveExperiment(scope, id));
  expectValue(await submitTestTrace(scope, { testId, steps: [{ externalId: 'late' }] }));
});

describe('trying failed items again', () => {
  /** Ends the run, one item failed. */
  async function ended(): Promise<void> {
    const outcomes: Outcome[] = [
      permanentFault('deadline', 'It took too long.'),
      { kind: 'answer', output: 1, usage: null, cost: null, durationMs: 1 },
    ];
    const ofRun = { id: run.id, evaluators: [], comparedAnswer: null };
    const results = outcomes.flatMap((outcome, place) => {
      const unit = tests[place];
      return unit ? [resultText(newResult(ofRun, unit, outcome, []))] : [];
    });
    for (const [place] of tests.entries()) await asked(place);
    await commitResults(scope.db, run.id, results);
  }

  test('forgets what the app was asked of them, and of them alone', async () => {
    await ended();
    expect(expectValue(await retryFailedItems(scope, run.id))).toMatchObject({ status: 'PENDING', retries: 1, itemsFailed: 0 });
    const left = await scope.db.test.findMany({ where: { runId: run.id }, select: { id: true } });
    expect(left).toEqual([{ id: tests[1]?.id }]);
    expect(await submitTestResult(scope, { testId: tests[0]?.id ?? '', output: 1 })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is refused while the experiment is completed or archived', async () => {
    await ended();
    const { experimentId: id } = app;
    for (const [closed, code] of [
      [{ completedAt: new Date() }, 'EXPERIMENT_COMPLETED'],
      [{ completedAt: null, archivedAt: new Date() }, 'EXPERIMENT_ARCHIVED'],
    ] as const) {
      await scope.db.experiment.update({ where: { id }, data: closed });
      expect(await retryFailedItems(scope, run.id)).toMatchObject({ code });
    }
    await scope.db.experiment.update({ where: { id }, data: { archivedAt: null } });
    expect(await retryFailedItems(await testScope(database), run.id)).toMatchObject({ code: 'NOT_FOUND' });
    expectValue(await retryFailedItems(scope, run.id));
  });
});

async function untilSomeoneWaits(): Promise<void> {
  const waits = async () => (await scope.db.$queryRaw<unknown[]>`SELECT 1 FROM pg_locks WHERE NOT granted`).length > 0;
  await until(waits);
}

/** Asks the database, whose clock counts. */
async function untilPast(id: string): Promise<void> {
  const past = async () =>
    (await scope.db.$queryRaw<unknown[]>`SELECT 1 FROM test WHERE id = ${id}::uuid AND deadline_at < now()`).length > 0;
  await until(past);
}
