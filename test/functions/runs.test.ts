import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelFunctionRun } from '../../src/domain/functions/cancel-function-run.js';
import { retryFunctionRun } from '../../src/domain/functions/retry-function-run.js';
import { NonRetriableError } from '../../src/functions.js';
import { expectValue } from '../support/seed.js';
import { Counter, moment, openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  // What is to be tried again waits for longer than any test.
  stage = await openStage({ VARIORUM_RETRY_BASE_MS: '60000' });
});
afterAll(() => stage.close());

const cancel = async (runId: string) => expectValue(await cancelFunctionRun(stage.worker.scope, runId));
const retry = async (runId: string) => expectValue(await retryFunctionRun(stage.worker.scope, runId));

test('the signal of a step that has ended is left alone when its run ends', async () => {
  const done = new Counter();
  await stage.play(({ step }) =>
    step.run('ends', ({ signal }) => {
      signal.addEventListener('abort', () => done.add('aborted'));
    }),
  );
  await stage.play(({ step }) => step.run('other', () => null));
  expect(done.counts).toEqual({});
});

describe('a run that is cancelled', () => {
  test('while a step is under way hears of it, and neither that step nor any other counts', async () => {
    const done = new Counter();
    const [begun, aborted, ended] = [moment(), moment(), moment()];
    const runId = await stage.start(async ({ step }) => {
      await step.run('before', () => done.add('before'));
      await step.run('under way', async ({ signal }) => {
        signal.addEventListener('abort', aborted.come);
        begun.come();
        await aborted.came;
        done.add('under way');
        ended.come();
      });
      await step.run('after', () => done.add('after'));
    });
    await begun.came;

    expect(await cancel(runId)).toMatchObject({ status: 'CANCELLED', completedAt: expect.any(Date) });
    await ended.came;
    // What is done after it is committed after it.
    await stage.play(({ step }) => step.run('other', () => null));
    expect(done.counts).toEqual({ before: 1, 'under way': 1 });
    expect(await stage.worker.steps(runId)).toMatchObject([{ externalId: 'before', status: 'COMPLETED' }]);
    expect(await stage.worker.ended(runId)).toMatchObject({ status: 'CANCELLED', output: null });
  });

  test('while it waits to be tried again stays as it is, and can be retried at once', async () => {
    const done = new Counter();
    const runId = await stage.start(async ({ step }) => {
      await step.run('before', () => done.add('before'));
      return step.run('flaky', ({ attempt }) => {
        if (done.add('flaky') === 1) throw new Error('not yet');
        return attempt;
      });
    });
    await stage.worker.until(runId, ({ retryAt }) => retryAt !== null);

    expect(await cancel(runId)).toMatchObject({ status: 'CANCELLED', retryAt: null });
    expect(await cancel(runId)).toMatchObject({ status: 'CANCELLED' });
    expect(await retry(runId)).toMatchObject({ status: 'PENDING', completedAt: null });
    expect(await stage.worker.ended(runId)).toMatchObject({ status: 'COMPLETED', output: 0, attempts: 2 });
    expect(done.counts).toEqual({ before: 1, flaky: 2 });
  });

  test('after it has ended is told so', async () => {
    const run = await stage.play(() => null);
    expect(await cancelFunctionRun(stage.worker.scope, run.id)).toMatchObject({
      code: 'RUN_ENDED',
      message: 'The run has ended: it is COMPLETED.',
    });
  });
});

describe('a run that is retried', () => {
  test('keeps what is done, and does what failed anew', async () => {
    const done = new Counter();
    const broken = { is: true };
    const runId = await stage.start(
      async ({ step }) => {
        await step.run('before', () => done.add('before'));
        const [, other] = await Promise.all([
          step.run('mend', ({ attempt }) => {
            done.add(`mend ${attempt}`);
            if (broken.is) throw new TypeError('It is broken.');
          }),
          step.run('beside', () => done.add('beside')),
        ]);
        return other;
      },
      { kind: 'once' },
    );
    expect(await stage.worker.ended(runId)).toMatchObject({ status: 'FAILED', errorMessage: 'It is broken.' });

    broken.is = false;
    expect(await retry(runId)).toMatchObject({ status: 'PENDING', errorType: null, retries: 1 });
    expect(await stage.worker.ended(runId)).toMatchObject({ status: 'COMPLETED', output: 1 });
    expect(done.counts).toEqual({ before: 1, 'mend 0': 2, beside: 1 });
  });

  test('may fail again, and be retried again', async () => {
    const done = new Counter();
    const runId = await stage.start(({ step }) =>
      step.run('step', () => {
        if (done.add('step') < 3) throw new NonRetriableError('not yet');
        return 'well';
      }),
    );
    for (let time = 0; time < 2; time += 1) {
      expect(await stage.worker.ended(runId)).toMatchObject({ status: 'FAILED' });
      await retry(runId);
    }
    expect(await stage.worker.ended(runId)).toMatchObject({ status: 'COMPLETED', output: 'well', retries: 2 });
  });

  test('has to have failed', async () => {
    const run = await stage.play(() => null);
    expect(await retryFunctionRun(stage.worker.scope, run.id)).toMatchObject({
      code: 'RUN_NOT_FAILED',
      message: 'Only a run that failed or was cancelled can be retried. This one is COMPLETED.',
    });
  });
});
