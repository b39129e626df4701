import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram, type Processes } from '../../src/cli/program.js';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import { DatabaseSignals } from '../../src/events/signals.js';
import { experiment, Variorum } from '../../src/functions.js';
import { managedSettings } from '../../src/functions/managed/source.js';
import { processBinding } from '../../src/functions/process-binding.js';
import { startFunctionWorker } from '../../src/functions/worker/function-worker.js';
import { fakeTerminal } from '../cli/fake-terminal.js';
import { startFunctionsWorker } from '../support/functions.js';
import { startJsonServer } from '../support/json-server.js';
import { startProduct } from '../support/product-process.js';
import { Counter, openStage, type Stage, type StageHandler } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** How a run of the handler failed, and how often the handler was called. */
async function failureOf(handler: StageHandler): Promise<string> {
  const { status, errorType, errorMessage, attempts } = await stage.play(handler);
  return `${status} after ${attempts} of ${errorType}: ${errorMessage}`;
}

describe('experiments', () => {
  const variants = ({ step }: Parameters<StageHandler>[0]) => ({
    a: () => step.run('a', () => 'a'),
    b: () => step.run('b', () => 'b'),
  });
  const toA = experiment.fixed('a');
  const managedFor = (id: string) => experiment.managed(id, { weights: { a: 1, b: 1 } });

  const wrong: Record<string, StageHandler> = {
    'a variant without a step': ({ group }) =>
      group.experiment('tone', { variants: { a: () => 'at once', b: () => 1 }, select: toA }),
    'a variant without a step, in one that has some': ({ step, group }) =>
      group.experiment('outer', {
        variants: {
          whole: async () => {
            await step.run('before', () => 1);
            await group.experiment('inner', { variants: { a: () => 'at once', b: () => 1 }, select: toA });
            await step.run('after', () => 1);
          },
        },
        select: experiment.fixed('whole'),
      }),
    'a variant whose only step is beside it': async ({ step, group }) => {
      const beside = step.run('beside', () => 1);
      await group.experiment('tone', { variants: { a: () => beside, b: () => 1 }, select: toA });
    },
    'an unknown choice': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: experiment.custom(() => 'c' as 'a') }),
    'a weight for no variant': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: experiment.weighted<string>({ a: 1, c: 1 }) }),
    'nothing to choose by': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: experiment.bucket(tools.event.data.userId) }),
    'null to choose by': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: experiment.bucket(null) }),
    'a step in the select': (tools) =>
      tools.group.experiment('tone', {
        variants: variants(tools),
        select: experiment.custom(async () => tools.step.run('ask', () => 'a' as const)),
      }),
    'an experiment in the select': (tools) =>
      tools.group.experiment('tone', {
        variants: variants(tools),
        select: experiment.custom(() => tools.group.experiment('ask', { variants: { a: () => 'a' as const }, select: toA })),
      }),
    'no select': (tools) => tools.group.experiment('tone', { variants: variants(tools) } as never),
    'weights for a select': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: managedFor('tone') as never }),
    'a select that is none': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: (() => 'a') as never }),
    'weights of another experiment': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: experiment.weighted(managedFor('voice')) }),
    'buckets by weights of another experiment': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: experiment.bucket('user', managedFor('voice')) }),
    'an option that is misspelt': (tools) =>
      tools.group.experiment('tone', { variants: variants(tools), select: toA, withVariants: true } as never),
    'a list of variants': ({ group }) => group.experiment('tone', { variants: [() => 'a'], select: toA } as never),
    'no variants': ({ group }) => group.experiment('tone', { variants: {}, select: experiment.fixed<string>('a') }),
    'a variant that is no function': ({ group }) => group.experiment('tone', { variants: { a: 'a' } as never, select: toA }),
    'a score before any': ({ step }) => step.score('quality', 1),
  };

  test('that are used wrongly fail their run at once, and say what would be right', async () => {
    const told = await Promise.all(Object.entries(wrong).map(async ([what, handler]) => `${what}: ${await failureOf(handler)}`));
    expect(told.join('\n')).toMatchInlineSnapshot(`
      "a variant without a step: FAILED after 1 of NonRetriableError: The variant "a" of the experiment "tone" called no step. Every variant has to do its work in step.run, so that it is done once; the variants are "a", "b".
      a variant without a step, in one that has some: FAILED after 1 of NonRetriableError: The variant "a" of the experiment "inner" called no step. Every variant has to do its work in step.run, so that it is done once; the variants are "a", "b".
      a variant whose only step is beside it: FAILED after 1 of NonRetriableError: The variant "a" of the experiment "tone" called no step. Every variant has to do its work in step.run, so that it is done once; the variants are "a", "b".
      an unknown choice: FAILED after 1 of NonRetriableError: Experiment "tone": experiment.custom chose "c", which is none of its variants. The variants are: a, b.
      a weight for no variant: FAILED after 1 of NonRetriableError: Experiment "tone": experiment.weighted gives a weight to "c", which is none of its variants. The variants are: a, b.
      nothing to choose by: FAILED after 1 of NonRetriableError: Experiment "tone": experiment.bucket has undefined to choose by, which would put all such runs into one variant. Give a value, or say with onMissing which variant they get. The variants are: a, b.
      null to choose by: FAILED after 1 of NonRetriableError: Experiment "tone": experiment.bucket has null to choose by, which would put all such runs into one variant. Give a value, or say with onMissing which variant they get. The variants are: a, b.
      a step in the select: FAILED after 1 of NonRetriableError: step.run("ask") was called inside of the select of the experiment "tone", which is a step itself. Call it before, and choose by what it gives; the variants are "a", "b".
      an experiment in the select: FAILED after 1 of NonRetriableError: group.experiment("ask") was called inside of the select of the experiment "tone", which is a step itself. Call it before, and choose by what it gives; the variants are "a", "b".
      no select: FAILED after 1 of NonRetriableError: The experiment "tone" has no select: give what experiment.weighted, bucket, fixed or custom makes. The variants are "a", "b".
      weights for a select: FAILED after 1 of NonRetriableError: The experiment "tone" has its weights for a select: give what experiment.weighted, bucket, fixed or custom makes. The variants are "a", "b".
      a select that is none: FAILED after 1 of NonRetriableError: The experiment "tone" has a select that chooses nothing: give what experiment.weighted, bucket, fixed or custom makes. The variants are "a", "b".
      weights of another experiment: FAILED after 1 of NonRetriableError: The experiment "tone" was given what experiment.managed reads for "voice". Give both one id.
      buckets by weights of another experiment: FAILED after 1 of NonRetriableError: The experiment "tone" was given what experiment.managed reads for "voice". Give both one id.
      an option that is misspelt: FAILED after 1 of NonRetriableError: The experiment "tone" has no option "withVariants". Its options are: variants, select, withVariant.
      a list of variants: FAILED after 1 of NonRetriableError: The experiment "tone" has a list of variants. Give an object, whose keys are their names.
      no variants: FAILED after 1 of NonRetriableError: The experiment "tone" has no variants. Give at least one.
      a variant that is no function: FAILED after 1 of NonRetriableError: The variant "a" of the experiment "tone" is no function. Give () => step.run(…).
      a score before any: FAILED after 1 of NonRetriableError: The score "quality" belongs to no experiment: this run has not come by one. Call step.score after group.experiment, or in a variant."
    `);
  });

  test('whose select throws try it again, and then say what it threw', async () => {
    const done = new Counter();
    const told = await failureOf((tools) =>
      tools.group.experiment('tone', {
        variants: variants(tools),
        select: experiment.custom(() => {
          throw new RangeError(`no flags, time ${done.add('select')}.`);
        }),
      }),
    );
    expect(told).toBe(
      'FAILED after 5 of NonRetriableError: The select of the experiment "tone" threw RangeError: no flags, time 5. The variants are "a", "b".',
    );
  });

  test('that have nothing to choose by may say which variant that is', async () => {
    const run = await stage.play((tools) =>
      tools.group.experiment('missing', { variants: variants(tools), select: experiment.bucket(null, { onMissing: 'b' }) }),
    );
    expect(run).toMatchObject({ status: 'COMPLETED', output: 'b' });
  });
});

describe('steps', () => {
  const wrong: Record<string, StageHandler> = {
    'a step in a step': ({ step }) => step.run('outer', () => step.run('inner', () => 1)),
    'an experiment in a step': ({ step, group }) =>
      step.run('outer', () => group.experiment('tone', { variants: { a: () => 1 }, select: experiment.fixed('a') })),
    'no id': ({ step }) => step.run('', () => 1),
    'no code': ({ step }) => step.run('one', 1 as never),
    'a score that is no number': ({ step }) => step.score('quality', Number.NaN),
  };

  test('that are used wrongly fail their run at once, and say what would be right', async () => {
    const told = await Promise.all(Object.entries(wrong).map(async ([what, handler]) => `${what}: ${await failureOf(handler)}`));
    expect(told.join('\n')).toMatchInlineSnapshot(`
      "a step in a step: FAILED after 1 of StepError: step.run("inner") was called inside of the step "outer". Call it in the handler, before or after that step.
      an experiment in a step: FAILED after 1 of StepError: group.experiment("tone") was called inside of the step "outer". Call it in the handler, before or after that step.
      no id: FAILED after 1 of NonRetriableError: A step needs an id of 1 to 200 characters, and was given "".
      no code: FAILED after 1 of NonRetriableError: The step "one" has no code. Give a function: step.run("one", () => …).
      a score that is no number: FAILED after 1 of NonRetriableError: The score "quality" has to be a finite number from -1e15 to 1e15, and was NaN."
    `);
  });

  test('may throw what is no error', async () => {
    const thrown = (value: unknown) => failureOf(({ step }) => step.run('throw', () => Promise.reject(value)));
    expect(await Promise.all([thrown('words'), thrown({ code: 7 }), thrown(undefined), thrown(1n)])).toEqual([
      'FAILED after 5 of StepError: words',
      'FAILED after 5 of StepError: what was thrown is no Error: {"code":7}',
      'FAILED after 5 of StepError: what was thrown is no Error: undefined',
      'FAILED after 5 of StepError: what was thrown is no Error: [object BigInt]',
    ]);
  });
});

test('a handler that never ends is given up, its steps hear of it, and the worker goes on with others', async () => {
  const done = new Counter();
  const endless = await stage.start(
    async ({ step, attempt }) => {
      await step.run('before', () => done.add('before'));
      await step.run(`wait ${attempt}`, ({ signal }) => {
        signal.addEventListener('abort', () => done.add('aborted'));
        return new Promise(() => undefined);
      });
    },
    { kind: 'brief' },
  );
  const other = await stage.play(({ step }) => step.run('other', () => 'done'));

  expect(other).toMatchObject({ status: 'COMPLETED', output: 'done' });
  expect(await stage.worker.ended(endless)).toMatchObject({
    status: 'FAILED',
    attempts: 2,
    errorType: 'TimeoutError',
    errorMessage:
      'The handler of "brief" had not ended after 60 ms. Give the function a longer timeoutMs, or find what it waits for: under way was "wait 1".',
  });
  expect(done.counts).toEqual({ before: 1, aborted: 2 });
});

test('what could not be reached is named in the error, not only that something could not', async () => {
  const closed = await startJsonServer(() => ({ body: null }));
  await closed.close();
  const run = await stage.play(({ step }) => step.run('ask', async () => void (await fetch(closed.url))), { kind: 'once' });
  expect(run.errorMessage).toBe(`fetch failed: connect ECONNREFUSED ${new URL(closed.url).host}`);
});

test('events that start nothing, or that JSON has no text for, are refused to the code that sends them', async () => {
  const client = new Variorum({ id: 'sender' });
  const send = (name: string, data: unknown) => client.send({ name, data }).catch((error: Error) => error.message);
  expect(await send('unknown', {})).toBe('"unknown" starts no function. These events do: "brief", "once", "usual".');
  expect(await send('usual', { at: new Date(0) })).toBe(
    'The data of the event "usual" can\'t be sent: .at is a Date, which JSON has no text for.',
  );
  expect(await send('usual', 'a'.repeat(5 * 1024 * 1024))).toMatch(
    /^data of "usual" takes 5\.0 MiB as JSON, and may take 1 MiB\. /,
  );
});

test('two functions of one id are refused before any is registered', async () => {
  const client = new Variorum({ id: 'twice' });
  const make = () => client.createFunction({ id: 'same', triggers: { event: 'any' } }, () => null);
  await expect(startFunctionsWorker(stage.database, [make(), make()])).rejects.toThrow(
    'Two functions of the client "twice" have the id "same". Give each an id of its own.',
  );
  expect(await stage.database.db.durableFunction.count({ where: { app: 'twice' } })).toBe(0);
});

test('a worker whose queue can’t be opened leaves nothing behind in its process', async () => {
  const { scope } = stage.worker;
  const before = [processBinding.get(), managedSettings()];
  const signals = await DatabaseSignals.open(stage.database.url, scope.log);
  const functions = ['one', 'two'].map((id) => new Variorum({ id }).createFunction({ id, triggers: { event: id } }, () => null));
  await expect(startFunctionWorker(scope, signals, `${stage.database.url}_gone`, functions)).rejects.toThrow(/does not exist/);
  expect([processBinding.get(), managedSettings()]).toEqual(before);
  await signals.close();
});

describe('options', () => {
  const client = new Variorum({ id: 'options' });
  const create = (options: object) => () => client.createFunction({ id: 'f', triggers: { event: 'e' }, ...options }, () => null);

  test.each<[options: object, error: string]>([
    [{ id: '' }, 'A function needs an id of 1 to 200 characters, and was given "".'],
    [{ triggers: [] }, 'The function "f" has no triggers: give at least one, such as { event: "document/uploaded" }.'],
    [
      { triggers: { cron: '* * * * *' } },
      'The function "f" has a trigger of an unknown kind, {"cron":"* * * * *"}: only events are, such as',
    ],
    [{ retry: 3 }, 'The function "f" has no option "retry". Its options are: id, triggers, retries, timeoutMs, concurrency.'],
    [{ retries: -1 }, 'The function "f" has retries -1: give a whole number from 0 to 100.'],
    [{ timeoutMs: 0.5 }, 'The function "f" has timeoutMs 0.5: give a whole number of milliseconds, at least 1.'],
    [{ concurrency: 0 }, 'The function "f" has the concurrency 0: give a whole number, at least 1.'],
    [{ concurrency: [{ limit: 1 }, { limit: 2 }] }, 'The function "f" has two concurrency limits without a key: give one.'],
    [
      { concurrency: { limit: 1, key: 'data.userId' } },
      'The function "f" has the concurrency key "data.userId": give a path into the event, such as "event.data.userId".',
    ],
  ])('that do not fit are refused when the function is made: %j', (options, error) => {
    expect(create(options)).toThrow(TypeError);
    expect(create(options)).toThrow(error);
  });
});

test('a client and its events have no other fields than those that count', async () => {
  expect(() => new Variorum({ id: 'fields', apikey: 'vrm_1' } as never)).toThrow(
    new TypeError('A client has no option "apikey". Its options are: id, url, apiKey.'),
  );
  const event = { name: 'usual', data: {}, eventId: 'once' };
  await expect(new Variorum({ id: 'fields' }).send(event)).rejects.toThrow(
    new TypeError('An event has no option "eventId". Its options are: name, data, id.'),
  );
});

describe('variorum worker --functions', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'variorum-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const processes: Processes = {
    start: async () => {
      throw new Error('Nothing is to be started.');
    },
  };

  /** What the command says of a module with this text, without the folder's path. */
  async function said(name: string, text: string | null): Promise<string> {
    const path = join(folder, name);
    if (text !== null) await writeFile(path, text);
    const terminal = fakeTerminal();
    await createProgram(processes, terminal).parseAsync(['worker', '--functions', path], { from: 'user' });
    return `${terminal.exitCode}: ${terminal.err.text.replaceAll(folder, '…')}`;
  }

  test('says in a line what is wrong with the module', async () => {
    const brand = "[Symbol.for('variorum.function')]: true";
    const made = `{ ${brand}, definition: { app: 'shop', externalId: 'pay' }, handler() {} }`;
    expect(await said('missing.mjs', null)).toBe('2: …/missing.mjs: there is no such file.\n');
    expect(await said('empty.mjs', 'export const pay = () => 1;')).toBe(
      '2: …/empty.mjs exports no functions. Export what createFunction gives, or lists of it.\n',
    );
    expect(await said('throws.mjs', "throw new Error('DATABASE is not set');")).toBe(
      "2: The functions in …/throws.mjs can't be loaded: DATABASE is not set\n",
    );
    expect(await said('twice.mjs', `export const a = ${made};\nexport const more = [${made}];`)).toBe(
      '2: Two functions of the client "shop" have the id "pay". Give each an id of its own.\n',
    );
    expect(await said('wrong.mjs', 'export const = 1;')).toMatch(/^2: The functions in …\/wrong\.mjs can't be loaded: .+\n$/);
  });

  test('goes on when a handler leaves a promise that is rejected to itself', async () => {
    const path = join(folder, 'careless.mjs');
    const built = new URL('../../dist/functions.js', import.meta.url).href;
    await writeFile(
      path,
      `import { Variorum } from '${built}';
      export const careless = new Variorum({ id: 'careless' }).createFunction(
        { id: 'careless', triggers: { event: 'careless' } },
        async ({ step }) => {
          void Promise.reject(new Error('nobody waits for this'));
          return step.run('after', () => 'done');
        },
      );`,
    );
    const { scope } = stage.worker;
    const definition = { app: 'careless', externalId: 'careless', triggers: ['careless'], retries: 0, timeoutMs: null };
    await registerFunctions(scope, [{ ...definition, concurrency: null, keyed: null }]);
    const { runs } = await stage.worker.send({ name: 'careless' });
    const environment = { DATABASE_URL: stage.database.url, VARIORUM_SECRET: 'of the test alone', LOG_LEVEL: 'silent' };
    const worker = startProduct('worker', environment, ['--functions', path]);

    const run = await Promise.race([stage.worker.ended(runs[0] ?? ''), worker.ended.then(() => 'the worker is gone')]);
    expect(run).toMatchObject({ status: 'COMPLETED', output: 'done', attempts: 1, lost: 0 });
    expect(await worker.stop()).toBe(0);
  });
});
