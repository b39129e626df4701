import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginAttempts } from '../../src/domain/functions/begin-attempts.js';
import { commitWork } from '../../src/domain/functions/commit-work.js';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import { retryFunctionRun } from '../../src/domain/functions/retry-function-run.js';
import { sendEvents } from '../../src/domain/functions/send-events.js';
import { showExperiment } from '../../src/domain/live/expose.js';
import type { Scope } from '../../src/domain/scope.js';
import { experiment, NonRetriableError, Variorum } from '../../src/functions.js';
import { startAttempt } from '../../src/functions/attempt/attempt.js';
import type { Id } from '../../src/ids.js';
import { handedOut } from '../domain/functions/given-functions.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { Counter, type StageHandler } from './stage.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const client = new Variorum({ id: 'deploys' });
const functionOf = (handler: StageHandler) =>
  client.createFunction({ id: 'order', triggers: { event: 'order' }, retries: 1 }, handler);

/** A run that waits for its first attempt. */
async function givenRun(): Promise<Id<'functionRun'>> {
  await registerFunctions(scope, [functionOf(() => null).definition]);
  const [sent] = expectValue(await sendEvents(scope, [{ name: 'order', data: {} }]));
  const [runId] = sent?.runs ?? [];
  if (!runId) throw new Error('An event that triggers a function starts a run.');
  return runId;
}

/** Has the handler make one attempt at the run, and gives the run as it is then. */
async function attempt(runId: Id<'functionRun'>, handler: StageHandler) {
  const [begun] = await beginAttempts(scope.db, [await handedOut(scope.db, runId)]);
  if (!begun) throw new Error('The run has ended.');
  await startAttempt(functionOf(handler), begun, {
    commit: async (work) => (await commitWork(scope.db, [work]))[0] ?? false,
    show: (shown) => showExperiment(scope, shown),
    price: async () => null,
    backoffMs: () => 0,
    logger: scope.log,
    timeoutMs: 30_000,
    // Long enough for what these handlers do between their steps.
    patienceMs: 50,
  }).over;
  return scope.db.functionRun.findUniqueOrThrow({ where: { id: runId } });
}

const changed = (what: string) =>
  `The function "order" has changed under this run: ${what}. Deploy the former code to let the run end, or send its event anew under another id.`;

describe('a run whose code is deployed anew', () => {
  /** Does `load` and `pay`, and fails before it can go on. */
  async function half(done: Counter): Promise<Id<'functionRun'>> {
    const runId = await givenRun();
    await attempt(runId, async ({ step }) => {
      await step.run('load', () => done.add('load'));
      await step.run('pay', () => done.add('pay'));
      throw new Error('The parcel service is not there yet.');
    });
    return runId;
  }

  test('goes on with the new code, and what is done is not done again', async () => {
    const done = new Counter();
    const runId = await half(done);
    const run = await attempt(runId, async ({ step }) => {
      const load = await step.run('load', () => done.add('load'));
      const pay = await step.run('pay', () => done.add('pay'));
      return { load, pay, sent: await step.run('send', () => done.add('send')) };
    });

    expect(run).toMatchObject({ status: 'COMPLETED', output: { load: 1, pay: 1, sent: 1 } });
    expect(done.counts).toEqual({ load: 1, pay: 1, send: 1 });
  });

  test.each<[what: string, handler: (done: Counter) => StageHandler, error: string]>([
    [
      'a step has another name',
      (done) =>
        async ({ step }) => {
          await step.run('load', () => done.add('load'));
          await step.run('charge', () => done.add('charge'));
        },
      '"pay" had ended as a step, and the handler asks for "charge" instead',
    ],
    [
      'steps come in another order',
      (done) =>
        async ({ step }) => {
          await step.run('pay', () => done.add('pay'));
          await step.run('load', () => done.add('load'));
        },
      '"load" had ended as a step, and the handler asks for "pay" without it',
    ],
    [
      'a step comes in between, and one is gone',
      (done) =>
        async ({ step }) => {
          await step.run('check', () => done.add('check'));
          await step.run('pay', () => done.add('pay'));
        },
      '"load" had ended as a step, and the handler asks for "check" instead',
    ],
    [
      'a step at the end is gone',
      (done) =>
        async ({ step }) =>
          step.run('load', () => done.add('load')),
      '"pay" had ended as a step, and the handler no longer asks for it',
    ],
    [
      'a step is an experiment now',
      (done) =>
        async ({ step, group }) => {
          await step.run('load', () => done.add('load'));
          await group.experiment('pay', {
            variants: { card: () => step.run('card', () => done.add('card')) },
            select: experiment.fixed('card'),
          });
        },
      '"pay" had ended as a step, and now it is an experiment',
    ],
  ])('fails where %s, before anything new is done', async (_, handler, error) => {
    const done = new Counter();
    const run = await attempt(await half(done), handler(done));

    expect(run).toMatchObject({ status: 'FAILED', errorType: 'NonRetriableError', errorMessage: changed(error) });
    expect(done.counts).toEqual({ load: 1, pay: 1 });
  });

  test('fails where the handler takes the change for a failure that it can go on without', async () => {
    const done = new Counter();
    const run = await attempt(await half(done), async ({ step, group }) => {
      await step.run('load', () => done.add('load'));
      const variants = { card: () => step.run('card', () => done.add('card')) };
      await group.experiment('pay', { variants, select: experiment.fixed('card') }).catch(() => null);
    });

    expect(run).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('"pay" had ended as a step') });
    expect(done.counts).toEqual({ load: 1, pay: 1 });
  });

  test('says which of the steps of one id it was', async () => {
    const runId = await givenRun();
    const lines =
      (count: number): StageHandler =>
      async ({ step, attempt: number }) => {
        for (let line = 0; line < count; line += 1) await step.run('line', () => line);
        if (number === 0) throw new Error('once more');
      };
    await attempt(runId, lines(3));
    const run = await attempt(runId, lines(2));

    expect(run.errorMessage).toBe(
      changed('"line" (number 3 of that id) had ended as a step, and the handler no longer asks for it'),
    );
  });

  test('may have a step that failed so far under another name', async () => {
    const runId = await givenRun();
    await attempt(runId, ({ step }) => step.run('brokn', () => Promise.reject(new Error('It is broken.'))));
    expect(await attempt(runId, ({ step }) => step.run('mended', () => 'well'))).toMatchObject({
      status: 'COMPLETED',
      output: 'well',
    });
  });

  test('fails where an experiment has lost the variant that it chose', async () => {
    const runId = await givenRun();
    const done = new Counter();
    const tone =
      (names: string[], select: string): StageHandler =>
      async ({ step, group, attempt: number }) => {
        const variants = Object.fromEntries(names.map((name) => [name, () => step.run(name, () => done.add(name))]));
        await group.experiment('tone', { variants, select: experiment.fixed(select) });
        if (number === 0) throw new Error('once more');
      };
    await attempt(runId, tone(['brief', 'long'], 'long'));
    const run = await attempt(runId, tone(['brief', 'longer'], 'longer'));

    expect(run).toMatchObject({ status: 'FAILED', errorType: 'NonRetriableError' });
    expect(run.errorMessage).toBe(
      'The experiment "tone" had chosen "long" for this run, and has no such variant any more: it has "brief", "longer".',
    );
    expect(done.counts).toEqual({ long: 1 });
  });
});

test('steps that parallel branches ask for late are waited for', async () => {
  const runId = await givenRun();
  const done = new Counter();
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const handler: StageHandler = async ({ step, attempt: number }) => {
    const late = turns(number === 0 ? 0 : 20).then(() => step.run('late', () => done.add('late')));
    const [, early] = await Promise.all([
      late,
      step.run('early', () => (number === 0 ? Promise.reject(new Error('not yet')) : done.add('early'))),
    ]);
    return step.run('last', () => early + done.add('last'));
  };
  await attempt(runId, handler);
  expect(await attempt(runId, handler)).toMatchObject({ status: 'COMPLETED', output: 2 });
  expect(done.counts).toEqual({ late: 1, early: 1, last: 1 });
});

describe('a run that is retried by hand', () => {
  /** Pays by card, or asks for another when that is refused; then fails where `broken` says so. */
  const order =
    (done: Counter, isRefused: boolean, isBroken: boolean): StageHandler =>
    async ({ step }) => {
      const paid = await step
        .run('pay', () => {
          done.add('pay');
          if (isRefused) throw new NonRetriableError('refused');
          return 'paid';
        })
        .catch(() => step.run('ask', () => `asked ${done.add('ask')} time`));
      await step.run('send', () => {
        done.add('send');
        if (isBroken) throw new NonRetriableError('broken');
      });
      return paid;
    };

  test('tries what failed anew, also what the handler had gone on without', async () => {
    const done = new Counter();
    const runId = await givenRun();
    expect(await attempt(runId, order(done, true, true))).toMatchObject({ status: 'FAILED', errorMessage: 'broken' });
    expectValue(await retryFunctionRun(scope, runId));
    expect(await attempt(runId, order(done, false, false))).toMatchObject({
      status: 'COMPLETED',
      output: 'paid',
      errorMessage: null,
    });
    expect(done.counts).toEqual({ pay: 2, ask: 1, send: 2 });
  });

  test('keeps what it did instead, where the step fails again', async () => {
    const done = new Counter();
    const runId = await givenRun();
    await attempt(runId, order(done, true, true));
    expectValue(await retryFunctionRun(scope, runId));
    expect(await attempt(runId, order(done, true, false))).toMatchObject({ status: 'COMPLETED', output: 'asked 1 time' });
    expect(done.counts).toEqual({ pay: 2, ask: 1, send: 2 });
  });
});
