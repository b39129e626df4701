import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiment, NonRetriableError, type StepContext, StepError, type StepTools } from '../../src/functions.js';
import { Counter, moment, openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe('a function run', () => {
  test('does its steps one after the other, and returns what the handler does', async () => {
    const run = await stage.play(
      async ({ event, step }) => {
        const one = await step.run('one', () => event.data.number + 1);
        return step.run('two', () => ({ doubled: one * 2 }));
      },
      { data: { number: 20 } },
    );

    expect(run).toMatchObject({ status: 'COMPLETED', output: { doubled: 42 }, attempts: 1, errorType: null });
    expect(await stage.worker.steps(run.id)).toMatchObject([
      { externalId: 'one', occurrence: 0, status: 'COMPLETED', output: 21, attempts: 1 },
      { externalId: 'two', occurrence: 0, status: 'COMPLETED', output: { doubled: 42 }, attempts: 1 },
    ]);
  });

  test('calls a handler that throws again, with what its steps gave', async () => {
    const done = new Counter();
    const run = await stage.play(async ({ step, attempt }) => {
      const before = await step.run('before', () => done.add('before'));
      done.add('handler');
      if (attempt < 2) throw new TypeError('the handler fails');
      return { before, attempt };
    });

    expect(run).toMatchObject({ status: 'COMPLETED', output: { before: 1, attempt: 2 }, attempts: 3, failures: 2 });
    expect(done.counts).toEqual({ before: 1, handler: 3 });
  });

  test('fails with the last error once the handler has thrown as often as it may', async () => {
    const done = new Counter();
    const run = await stage.play(() => {
      throw new TypeError(`the handler fails, time ${done.add('handler')}`);
    });

    expect(run).toMatchObject({ status: 'FAILED', errorType: 'TypeError', errorMessage: 'the handler fails, time 5' });
    expect(run).toMatchObject({ attempts: 5, failures: 4, output: null });
  });

  test('fails at once where trying again would not help', async () => {
    const run = await stage.play(() => {
      throw new NonRetriableError('no use');
    });

    expect(run).toMatchObject({ status: 'FAILED', errorType: 'NonRetriableError', errorMessage: 'no use', attempts: 1 });
  });

  test('tells the handler of its event and of itself', async () => {
    const { event, runs } = await stage.worker.send({ name: 'usual', data: { a: [1, null] }, id: 'told-of' });
    expect(runs).toHaveLength(1);
    const run = await stage.play(async ({ event: { createdAt, ...received }, runId, attempt }) => ({
      received,
      isDate: createdAt instanceof Date,
      runId: runId.slice(0, 4),
      attempt,
    }));

    expect(event.externalId).toBe('told-of');
    expect(run.output).toEqual({
      received: { id: expect.any(String), name: 'usual', data: {} },
      isDate: true,
      runId: 'fnr_',
      attempt: 0,
    });
  });
});

describe('steps', () => {
  test('are tried again each by itself, and keep the error until they have succeeded', async () => {
    const seen: unknown[] = [];
    const done = new Counter();
    const runId = await stage.start(async ({ step }) => {
      await step.run('before', () => done.add('before'));
      return step.run('flaky', async ({ attempt }) => {
        seen.push((await stage.worker.steps(runId))[1] ?? null);
        done.add('flaky');
        if (attempt < 2) throw new RangeError(`not yet, ${attempt}`);
        return attempt;
      });
    });
    const run = await stage.worker.ended(runId);

    expect(run).toMatchObject({ status: 'COMPLETED', output: 2, attempts: 3, failures: 0 });
    expect(done.counts).toEqual({ before: 1, flaky: 3 });
    expect(seen).toMatchObject([
      null,
      { status: 'RETRYING', errorType: 'RangeError', errorMessage: 'not yet, 0', attempts: 1, retryAt: expect.any(Date) },
      { status: 'RETRYING', errorType: 'RangeError', errorMessage: 'not yet, 1', attempts: 2, retryAt: expect.any(Date) },
    ]);
    expect((await stage.worker.steps(runId))[1]).toMatchObject({
      status: 'COMPLETED',
      errorType: null,
      attempts: 3,
      retryAt: null,
    });
  });

  test('run side by side, and only the one that failed is repeated', async () => {
    const done = new Counter();
    const all = moment();
    const run = await stage.play(({ step }) =>
      Promise.all(
        [1, 2, 3].map((number) =>
          step.run(`part ${number}`, async ({ attempt }) => {
            done.add(`part ${number}`);
            if (Object.keys(done.counts).length === 3) all.come();
            // None goes on before each has begun.
            await all.came;
            if (number === 2 && attempt === 0) throw new Error('not yet');
            return number * 10;
          }),
        ),
      ),
    );

    expect(run).toMatchObject({ status: 'COMPLETED', output: [10, 20, 30], attempts: 2 });
    expect(done.counts).toEqual({ 'part 1': 1, 'part 2': 2, 'part 3': 1 });
  });

  test('of one id are told apart by which comes first', async () => {
    const done = new Counter();
    const run = await stage.play(async ({ step, attempt }) => {
      const lines: string[] = [];
      for (const line of ['tea', 'cups', 'milk']) lines.push(await step.run('line', () => `${line} ${done.add('line')}`));
      if (attempt === 0) throw new Error('once more');
      return lines;
    });

    expect(run.output).toEqual(['tea 1', 'cups 2', 'milk 3']);
    expect((await stage.worker.steps(run.id)).map(({ externalId, occurrence }) => [externalId, occurrence])).toEqual([
      ['line', 0],
      ['line', 1],
      ['line', 2],
    ]);
  });

  test('that have failed for good throw a StepError, which the handler may catch and go on without', async () => {
    const done = new Counter();
    const run = await stage.play(async ({ step, attempt }) => {
      const caught = await step
        .run('charge', () => {
          done.add('charge');
          throw new RangeError('The card is stolen.');
        })
        .catch((error: unknown) => error);
      if (!(caught instanceof StepError)) throw new NonRetriableError('It is no StepError.');
      const { stepId, type, message } = caught;
      const asked = await step.run('ask for another', () => done.add('ask'));
      if (attempt < 5) throw new Error('the handler fails after it');
      return { stepId, type, message, asked };
    });

    expect(run.output).toEqual({ stepId: 'charge', type: 'RangeError', message: 'The card is stolen.', asked: 1 });
    expect(done.counts).toEqual({ charge: 5, ask: 1 });
    expect(await stage.worker.steps(run.id)).toMatchObject([
      { status: 'FAILED', errorType: 'RangeError', errorMessage: 'The card is stolen.', attempts: 5, retryAt: null },
      { status: 'COMPLETED', attempts: 1 },
    ]);
  });

  test('that have failed for good fail the run where nobody catches it', async () => {
    const done = new Counter();
    const fails = (error: Error) =>
      stage.play(({ step }) =>
        step.run('charge', () => {
          done.add(error.name);
          throw error;
        }),
      );

    expect(await fails(new NonRetriableError('Stolen.'))).toMatchObject({
      status: 'FAILED',
      errorType: 'StepError',
      errorMessage: 'Stolen.',
    });
    expect(await fails(new TypeError('Broken.'))).toMatchObject({
      status: 'FAILED',
      errorMessage: 'Broken.',
      attempts: 5,
      failures: 0,
    });
    expect(done.counts).toEqual({ NonRetriableError: 1, TypeError: 5 });
  });

  test('are tried once where retries are 0, and so is the handler', async () => {
    const done = new Counter();
    const ofStep = await stage.play(({ step }) => step.run('once', () => Promise.reject(new Error(`step ${done.add('step')}`))), {
      kind: 'once',
    });
    const ofHandler = await stage.play(() => Promise.reject(new Error(`handler ${done.add('handler')}`)), { kind: 'once' });

    expect(ofStep).toMatchObject({ status: 'FAILED', errorMessage: 'step 1', attempts: 1 });
    expect(ofHandler).toMatchObject({ status: 'FAILED', errorMessage: 'handler 1', attempts: 1 });
  });

  test('that fail before anyone waits for them take no worker down', async () => {
    const run = await stage.play(async ({ step }) => {
      const early = step.run('early', () => {
        throw new NonRetriableError('too early');
      });
      // What is stored of the second of them is stored after the failure was.
      await step.run('other', () => null);
      await step.run('another', () => null);
      return early.catch((error: Error) => error.message);
    });

    expect(run).toMatchObject({ status: 'COMPLETED', output: 'too early' });
  });

  test('that the handler does not wait for are done before the run has ended', async () => {
    const done = new Counter();
    const run = await stage.play(({ step }) => {
      void step.run('aside', ({ attempt }) => {
        done.add('aside');
        if (attempt === 0) throw new Error('not yet');
      });
      return 'said';
    });

    expect(run).toMatchObject({ status: 'COMPLETED', output: 'said' });
    expect(done.counts).toEqual({ aside: 2 });
  });
});

describe('what a step says that it used', () => {
  /** What is stored of a step with this code. */
  async function spent(code: (context: StepContext) => unknown) {
    const run = await stage.play(({ step }) => step.run('spend', code));
    const [step] = await stage.worker.steps(run.id);
    return { tokens: [step?.inputTokens, step?.outputTokens], cost: step?.cost?.toString(), error: step?.errorMessage };
  }

  test('is summed up, by the prices that are known', async () => {
    const both = await spent(({ usage, cost }) => {
      usage({ model: 'openai:gpt-4o', inputTokens: 1_000_000, outputTokens: 0 });
      usage({ model: 'openai:gpt-4o', inputTokens: 0, outputTokens: 100_000 });
      cost('0.0012');
      cost(0.1);
    });
    // 2.50 dollars for a million in, 10 for a million out.
    expect(both).toEqual({ tokens: [1_000_000, 100_000], cost: '3.6012', error: null });

    const tokens = { inputTokens: 7, outputTokens: 3 };
    const unknown = await spent(({ usage, cost }) => {
      usage({ model: 'openai:not-yet', ...tokens });
      cost('0.5');
    });
    expect(unknown).toEqual({ tokens: [7, 3], cost: undefined, error: null });
    expect(await spent(() => 'nothing')).toEqual({ tokens: [null, null], cost: undefined, error: null });
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [-0.1], [1e21], ['-1'], ['1,5'], [null]])(
    'is refused where it is no amount: %j',
    async (given) => {
      const { error } = await spent(({ cost }) => cost(given as number));
      expect(error).toMatch(/^cost takes US dollars of 0 or more, such as "0\.0012", and was given \S+\.$/);
    },
  );

  test('is refused where it comes to more than can be stored, and is not tried again', async () => {
    const done = new Counter();
    const run = await stage.play(({ step }) =>
      step.run('spend', ({ cost }) => {
        done.add('spend');
        cost('99999999998.5');
        cost('0.5');
        cost('0.1');
      }),
    );
    expect(run).toMatchObject({
      status: 'FAILED',
      errorMessage:
        'What the step "spend" says that it cost comes to 99999999999.1 US dollars, and may come to 99999999999. Give cost what the step cost, in dollars.',
    });
    expect(done.counts).toEqual({ spend: 1 });
    const absurd = { model: 'openai:gpt-4o', inputTokens: Number.MAX_SAFE_INTEGER, outputTokens: Number.MAX_SAFE_INTEGER };
    expect(await spent(({ usage }) => usage(absurd))).toMatchObject({ cost: undefined, error: null });
  });

  test('is refused where it is no number of tokens', async () => {
    const { error } = await spent(({ usage }) => usage({ model: 'openai:gpt-4o', inputTokens: 1.5, outputTokens: 0 }));
    expect(error).toMatch(/^usage takes \{ model, inputTokens, outputTokens \}, such as .*, and was given .*1\.5/);
  });
});

describe('steps of one id in branches that run side by side', () => {
  /** Branch 1 asks for its step after branch 2, though it is the first in the code. */
  const inBranches = (after: (item: number, summary: string) => Promise<string>) => (step: StepTools) => {
    const second = moment();
    return Promise.all(
      [1, 2].map(async (item) => {
        await step.run(`fetch ${item}`, async () => {
          if (item === 1) await second.came;
          return item;
        });
        const summary = await step.run('summarize', () => `summary of ${item}`);
        if (item === 2) second.come();
        return after(item, summary);
      }),
    );
  };

  test('keep what they gave when the handler is called again', async () => {
    const counter = new Counter();
    const run = await stage.play(async ({ step, attempt }) => {
      const summaries = await inBranches(async (item, summary) => {
        counter.add(`got ${item}`);
        return summary;
      })(step);
      if (attempt === 0) throw new Error('once');
      return summaries;
    });

    expect(run).toMatchObject({ status: 'COMPLETED', attempts: 2, output: ['summary of 1', 'summary of 2'] });
    const [, , one, two] = await stage.worker.steps(run.id);
    expect([one?.output, two?.output]).toEqual(['summary of 2', 'summary of 1']);
  });

  test('are each done once, also where one of them is tried again', async () => {
    const counter = new Counter();
    const run = await stage.play(({ step }) =>
      inBranches((item) =>
        step.run('charge', () => {
          if (item === 1 && counter.add('tried 1') === 1) throw new Error('declined once');
          counter.add(`charged ${item}`);
          return `charged ${item}`;
        }),
      )(step),
    );

    expect(run).toMatchObject({ status: 'COMPLETED', output: ['charged 1', 'charged 2'] });
    expect(counter.counts).toEqual({ 'tried 1': 2, 'charged 1': 1, 'charged 2': 1 });
  });

  test('have the variant that was chosen for each', async () => {
    const users = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];
    const chosen: string[][] = [];
    const run = await stage.play(async ({ step, group, attempt }) => {
      const moments = users.map(() => moment());
      const variants = await Promise.all(
        users.map(async (user, place) => {
          // The later in the list, the sooner it comes to the experiment.
          await step.run(`load ${user}`, async () => {
            await moments[place + 1]?.came;
            return user;
          });
          const { variant, result } = await group.experiment('in-branches', {
            variants: { a: () => step.run('answer', () => `a for ${user}`), b: () => step.run('answer', () => `b for ${user}`) },
            select: experiment.bucket(user),
            withVariant: true,
          });
          moments[place]?.come();
          return `${user}: ${variant}, ${result}`;
        }),
      );
      chosen.push(variants);
      if (attempt === 0) throw new Error('once');
      return variants;
    });

    expect(run.status).toBe('COMPLETED');
    expect(chosen[1]).toEqual(chosen[0]);
    for (const [place, text] of (chosen[1] ?? []).entries())
      expect(text).toMatch(new RegExp(`^u${place + 1}: (.), \\1 for u${place + 1}$`));
  });
});
