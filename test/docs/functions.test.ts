import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.js';
import { readConfig } from '../../src/config.js';
import { isFailure } from '../../src/failures.js';
import { type NewEvent, sendEvents } from '../../src/domain/functions/send-events.js';
import { patienceMs } from '../../src/functions/attempt/flow.js';
import { Variorum } from '../../src/functions.js';
import { backoffOf } from '../../src/jobs/retrying.js';
import { encodeId } from '../../src/ids.js';
import { fakeTerminal } from '../cli/fake-terminal.js';
import { type Asker, asker } from '../graphql/ask.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type FunctionsWorker, startFunctionsWorker } from '../support/functions.js';
import { functionsOf } from './page-functions.js';
import { blockIn, blocksIn, codeIn, section, tableRows } from './pages.js';

const client = new Variorum({ id: 'reference' });

const functions = [
  // A step returns what a row of the table of values says.
  client.createFunction({ id: 'values', triggers: { event: 'value' } }, async ({ event, step }) => {
    await step.run('gives', () => runInThisContext(`(${event.data.code})`));
  }),
  client.createFunction({ id: 'misplaced', triggers: { event: 'misplaced' } }, ({ step }) =>
    step.run('outer', () => step.run('inner', () => 1)),
  ),
  // Asks for a step in its first call alone.
  client.createFunction({ id: 'changed', triggers: { event: 'changed' } }, async ({ attempt, step }) => {
    if (attempt > 0) return step.run('renamed', () => 1);
    await step.run('load', () => 1);
    throw new Error('deployed anew');
  }),
  client.createFunction({ id: 'timed', triggers: { event: 'timed' }, retries: 1, timeoutMs: 50 }, ({ step }) =>
    step.run('never', () => new Promise(() => undefined)),
  ),
  client.createFunction({ id: 'uncaught', triggers: { event: 'uncaught' }, retries: 1 }, ({ step }) =>
    step.run('fails', () => Promise.reject(new RangeError('too far'))),
  ),
  client.createFunction({ id: 'slow', triggers: { event: 'slow' }, retries: 0 }, ({ step }) =>
    step.run('never', () => new Promise(() => undefined)),
  ),
];

let database: TestDatabase;
let worker: FunctionsWorker;
let editor: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = await startFunctionsWorker(database, [...functions, ...(await functionsOf('functions.md'))]);
  editor = await asker(worker.scope, 'EDITOR');
});
afterAll(async () => {
  await worker?.close();
  await database?.close();
});

test('the functions of the page do what it says', async () => {
  const fulfilled = await worker.runToEnd('order/paid', { orderId: 'o7', userId: 'u1' });
  expect(fulfilled).toMatchObject({ status: 'COMPLETED', output: { parcel: 'parcel of 2', invoice: 'invoice o7' } });
  const steps = await worker.steps(fulfilled.id);
  expect(steps.map(({ externalId, occurrence }) => `${externalId} ${occurrence}`)).toEqual([
    'load-order 0',
    'pack 0',
    'write-invoice 0',
    'count-down 0',
    'count-down 1',
  ]);
  expect(await worker.runToEnd('order/placed', { card: 'new' })).toMatchObject({ output: 'charged' });
  expect(await worker.runToEnd('order/placed', { card: 'stolen' })).toMatchObject({
    status: 'COMPLETED',
    output: 'asked, for The card is stolen.',
    attempts: 1,
  });
});

describe('the options of the page', () => {
  const rows = tableRows(section('functions.md', 'Options'), 'option');

  test('have the defaults that the code has', () => {
    const { definition } = client.createFunction({ id: 'defaults', triggers: { event: 'any' } }, () => 1);
    const defaults = Object.fromEntries(rows.map(([name = '', , byDefault]) => [codeIn(name)[0], byDefault]));
    expect(defaults.retries).toBe(String(definition.retries));
    expect(definition).toMatchObject({ timeoutMs: null, concurrency: null, keyed: null });
    expect(defaults.timeoutMs).toBe(`\`VARIORUM_FUNCTION_TIMEOUT_MS\` (${readConfig({}).functionTimeoutMs / 60_000} minutes)`);
  });

  test.each([{ id: '' }, { triggers: [] }, { retries: 101 }, { timeoutMs: 0 }, { concurrency: { limit: 1, key: 'userId' } }])(
    'are refused at once where they don’t fit: %o',
    (wrong) => {
      const options = { id: 'wrong', triggers: { event: 'any' }, ...wrong };
      expect(rows.map(([name = '']) => codeIn(name)[0])).toContain(Object.keys(wrong)[0]);
      expect(() => client.createFunction(options, () => 1)).toThrow(TypeError);
    },
  );
});

test.each(tableRows(section('functions.md', 'Values'), 'value'))(
  'a step that returns %s fails at once: %s',
  async (value = '', error = '') => {
    const code = codeIn(value)[0] ?? '';
    const run = await worker.runToEnd('value', { code });
    expect(run).toMatchObject({ status: 'FAILED', attempts: 1, errorMessage: expect.stringContaining(`step "gives" returned`) });
    expect(run.errorMessage).toContain(`: ${codeIn(error)[0]}`);
  },
);

test('undefined is a value, and left out of objects', async () => {
  expect(await worker.runToEnd('value', { code: 'undefined' })).toMatchObject({ status: 'COMPLETED' });
  expect(await worker.runToEnd('value', { code: '{ price: 1, note: undefined }' })).toMatchObject({ status: 'COMPLETED' });
});

test('a step inside of another is refused', async () => {
  expect(await worker.runToEnd('misplaced')).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('step.run("inner") was called inside of the step "outer"'),
  });
});

test('what fails ends as the page says', async () => {
  const [changed, timed, uncaught] = await Promise.all(['changed', 'timed', 'uncaught'].map((name) => worker.runToEnd(name)));
  expect(timed).toMatchObject({ status: 'FAILED', errorType: 'TimeoutError', attempts: 2 });
  expect(uncaught).toMatchObject({ status: 'FAILED', errorType: 'StepError', errorMessage: 'too far', attempts: 2, failures: 0 });
  expect(changed).toMatchObject({ status: 'FAILED', errorType: 'NonRetriableError', attempts: 2 });
  expect(changed?.errorMessage).toMatch(/has changed under this run: "load" had ended as a step.* asks for "renamed" instead/);
});

test('the limits that the page names are those of the code', () => {
  const source = (file: string) => readFileSync(new URL(`../../src/functions/${file}`, import.meta.url), 'utf8');
  const [, lost] = /mostLost = (\d+)/.exec(source('attempt/attempt.ts')) ?? [];
  expect(section('functions.md', 'When something fails')).toContain(`lost its worker more than ${lost} times`);
  expect(section('functions.md', 'Steps')).toContain(`${patienceMs / 1000} s at most`);
  expect(section('functions.md', 'When something fails')).toContain(
    `\`VARIORUM_STALLED_MS\` (${readConfig({}).stalledMs / 1000} s)`,
  );
});

test('the waits of the page are those of the code', () => {
  const config = readConfig({});
  const text = section('functions.md', 'When something fails');
  const seconds = (failures: number) => backoffOf(config, failures) / 1000;
  const [, first, second, third, longest] =
    /after about ([\d.]+) s, ([\d.]+) s, ([\d.]+) s … \(at most (\d+) s\)/.exec(text) ?? [];
  for (const [failures, told] of [
    [1, first],
    [2, second],
    [3, third],
    [20, longest],
  ] as const) {
    expect(seconds(failures) / Number(told)).toBeGreaterThanOrEqual(0.74);
    expect(seconds(failures) / Number(told)).toBeLessThanOrEqual(1.26);
  }
});

describe('in the graph', () => {
  const operations = blocksIn('graphql').filter(({ page }) => page === 'functions.md');
  const operation = (part: string): string => operations.find(({ text }) => text.includes(part))?.text ?? '';

  test('an event that is sent again starts nothing again', async () => {
    const first = await editor.ask<{ sendEvent: { runs: object[] } }>(operation('sendEvent('));
    expect(first.sendEvent.runs).toHaveLength(1);
    const again = await editor.ask<{ sendEvent: { runs: object[] } }>(operation('sendEvent('));
    expect(again).toMatchObject({ sendEvent: { runs: first.sendEvent.runs.map(({ id }: { id?: string }) => ({ id })) } });
  });

  test('the codes of the page are those of events that are refused', async () => {
    const codeOf = async (event: NewEvent) => {
      const refused = await sendEvents(worker.scope, [event]);
      return isFailure(refused) && refused.code;
    };
    const codes = [
      await codeOf({ name: 'order/unknown', data: {} }),
      await codeOf({ name: 'order/paid', data: { text: 'x'.repeat(1024 * 1024) } }),
      await codeOf({ name: 'order/paid', data: { orderId: 'o9' }, externalId: 'paid-o1' }),
    ];
    expect(tableRows(section('functions.md', 'Sending events'), '`code`').flatMap(([code = '']) => codeIn(code))).toEqual(codes);
  });

  test('functions and their runs are read, cancelled and retried by the operations of the page', async () => {
    await worker.runToEnd('order/paid', { orderId: 'o8', userId: 'u2' });
    const { functions: known, functionRuns } = await editor.ask<Record<string, { edges: { node: object }[] } & object[]>>(
      operation('functionRuns('),
    );
    expect(known).toContainEqual(expect.objectContaining({ externalId: 'fulfil-order', app: 'shop', keyConcurrency: 1 }));
    expect(functionRuns?.edges[0]?.node).toMatchObject({
      output: { parcel: 'parcel of 2', invoice: 'invoice o8' },
      event: { name: 'order/paid', data: { orderId: 'o8' } },
      steps: [{ externalId: 'load-order', status: 'COMPLETED' }, {}, {}, {}, {}],
      exposures: [],
    });
    const { runs } = await worker.send({ name: 'slow' });
    const id = encodeId('functionRun', runs[0] ?? '');
    expect(await editor.ask(operation('cancelFunctionRun('), { id })).toEqual({ cancelFunctionRun: { status: 'CANCELLED' } });
    expect(await editor.ask(operation('retryFunctionRun('), { id })).toEqual({ retryFunctionRun: { status: 'PENDING' } });
    await editor.ask(operation('cancelFunctionRun('), { id });
  });
});

test('the command of the page is one that there is', () => {
  const program = createProgram({ start: () => Promise.reject(new Error('No process is started here.')) }, fakeTerminal());
  const [, name, option] = /^variorum (\w+) (--\w+)/.exec(blockIn('sh', 'worker').text) ?? [];
  const command = program.commands.find((known) => known.name() === name);
  expect(command?.options.map(({ long }) => long)).toContain(option);
});
