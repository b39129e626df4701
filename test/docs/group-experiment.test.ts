import { spawnSync } from 'node:child_process';
import { runInThisContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiment, Variorum } from '../../src/functions.js';
import type { BucketOptions, BucketValue } from '../../src/functions/selection/bucket.js';
import type { Json } from '../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type FunctionsWorker, startFunctionsWorker } from '../support/functions.js';
import { functionsOf } from './page-functions.js';
import { blockIn, codeIn, section, tableRows } from './pages.js';

const client = new Variorum({ id: 'reference' });
/** What the function below chooses by; the tests change it under runs. */
let weights = { a: 1, b: 0 };

const functions = [
  // Asks for the experiment of a row of the table of errors; what the row leaves out is in order.
  client.createFunction({ id: 'refused', triggers: { event: 'row' }, retries: 0 }, ({ event, step, group }) => {
    const variants = { a: () => step.run('work', () => 'a'), b: () => step.run('work', () => 'b') };
    const row = runInThisContext(`(experiment, step) => ({ ${event.data.row} })`)(experiment, step);
    return group.experiment('tone', { variants, select: experiment.fixed('a'), ...row });
  }),
  client.createFunction({ id: 'nested', triggers: { event: 'nested' } }, ({ step, group }) =>
    group.experiment('outer', {
      variants: {
        a: async () => {
          await step.run('work', () => 1);
          return group.experiment('inner', { variants: { x: () => 1, y: () => 2 }, select: experiment.fixed('y') });
        },
      },
      select: experiment.fixed('a'),
    }),
  ),
  client.createFunction({ id: 'reweighted', triggers: { event: 'reweighted' } }, async ({ attempt, step, group }) => {
    const variants = { a: () => step.run('work', () => 'a'), b: () => step.run('work', () => 'b') };
    const chosen = await group.experiment('moved', { variants, select: experiment.weighted(weights) });
    weights = { a: 0, b: 1 };
    if (attempt === 0) throw new Error('again');
    return chosen;
  }),
  client.createFunction({ id: 'loop', triggers: { event: 'loop' } }, async ({ event, step, group }) => {
    const variants = { a: () => step.run('work', () => 'a'), b: () => step.run('work', () => 'b') };
    const chosen = [];
    for (const user of event.data.users)
      chosen.push(
        await group.experiment('by-user', { variants, select: experiment.bucket(user) }),
        await group.experiment('by-run', { variants, select: experiment.weighted({ a: 1, b: 1 }) }),
      );
    return chosen;
  }),
];

let database: TestDatabase;
let worker: FunctionsWorker;
beforeAll(async () => {
  database = await createTestDatabase();
  worker = await startFunctionsWorker(database, [...functions, ...(await functionsOf('group-experiment.md'))]);
});
afterAll(async () => {
  await worker?.close();
  await database?.close();
});

function bucketed(value: BucketValue, experimentId: string, options: BucketOptions = {}): string {
  const variants = Object.keys(options.weights ?? { a: 1, b: 1 });
  const chosen = experiment.bucket(value, options).choose({ runId: 'fnr_1', experimentId, variants });
  if (chosen instanceof Promise) throw new Error('bucket chooses at once.');
  return chosen.variant;
}

test('the functions of the page do what it says', async () => {
  const users = Array.from({ length: 50 }, (_, place) => `user-${place}`);
  const userOf = (variant: string) =>
    users.find((user) => bucketed(user, 'reply-style', { weights: { short: 90, long: 10 } }) === variant);
  const answerTo = async (userId = '') => (await worker.runToEnd('message/received', { userId, name: 'Ada' })).output;
  expect(await answerTo(userOf('short'))).toBe('Yes, Ada. (short)');
  expect(await answerTo(userOf('long'))).toBe('Yes, Ada. We are open. Come in. (long)');
});

test.each(tableRows(section('group-experiment.md', 'Errors'), 'options'))(
  '%s: the error is the one of the page',
  async (...row) => {
    const run = await worker.runToEnd('row', { row: codeIn(row[0] ?? '').join(', ') });
    expect(run.status).toBe('FAILED');
    expect([row[0], `\`${run.errorType}\``, run.errorMessage]).toEqual(row);
  },
);

test('a variant without steps is an error also inside of another', async () => {
  const run = await worker.runToEnd('nested');
  expect(run).toMatchObject({ status: 'FAILED', errorType: 'NonRetriableError', attempts: 1 });
  expect(run.errorMessage).toMatch(/variant "y" of the experiment "inner" called no step.* the variants are "x", "y"/);
});

test('a choice stays when the weights have changed', async () => {
  expect(await worker.runToEnd('reweighted')).toMatchObject({ status: 'COMPLETED', output: 'a', attempts: 2 });
  expect(await worker.runToEnd('reweighted')).toMatchObject({ status: 'COMPLETED', output: 'b' });
});

test('in a loop, what is chosen by a value is an exposure for each value, and by the run one for the run', async () => {
  const users = ['u1', 'u2', 'u1', 'u3'];
  const run = await worker.runToEnd('loop', { users });
  const chosen = run.output as string[];
  expect(chosen.filter((_, place) => place % 2 === 0)).toEqual(users.map((user) => bucketed(user, 'by-user')));
  expect(new Set(chosen.filter((_, place) => place % 2 === 1)).size).toBe(1);
  const exposures = await database.db.exposure.findMany({ where: { functionRunId: run.id }, include: { liveExperiment: true } });
  expect(exposures.map(({ liveExperiment }) => liveExperiment.name).sort()).toEqual(['by-run', 'by-user', 'by-user', 'by-user']);
});

const pythonIsAvailable = spawnSync('python3', ['--version']).status === 0;
if (!pythonIsAvailable) console.warn('The Python of the documentation is not run: no python3 is installed.');

test.skipIf(!pythonIsAvailable)('the Python of the page chooses what the code chooses', () => {
  const salts = [null, 'tone', 'extraction-model', 'prüfung'];
  const given = Array.from({ length: 400 }, (_, place) => ({
    value: `${['', 'user-', '用户 ', 'a longer text that takes several words: ', '🙂'][place % 5]}${place}`,
    weights: { a: 70, b: 20, c: 10, größer: place % 7 },
    salt: salts[place % salts.length] ?? null,
  }));
  const program = `${blockIn('python', 'bucket').text}
import json, sys
print(json.dumps([bucket(**each) for each in json.load(sys.stdin)]))`;
  const { stdout, stderr } = spawnSync('python3', ['-c', program], { input: JSON.stringify(given), encoding: 'utf8' });
  expect(stderr).toBe('');
  const chosen = given.map(({ value, weights, salt }) =>
    bucketed(value, salt ?? '', { weights, ...(salt === null && { salt: false }) }),
  );
  expect(JSON.parse(stdout) as Json).toEqual(chosen);
  expect([...new Set(chosen)].sort()).toEqual(['a', 'b', 'c', 'größer']);
});

test('weighted is the Python’s bucket of the run', async () => {
  const runId = 'fnr_01k0000000e5fr6y8j9mz9b2cd';
  const chosen = await experiment.weighted({ a: 1, b: 1 }).choose({ runId, experimentId: 'tone', variants: ['a', 'b'] });
  expect(chosen.variant).toBe(bucketed(runId, 'tone'));
});

test('the options of the page are those of bucket', () => {
  const named = tableRows(section('group-experiment.md', 'Select'), 'option of `bucket`').flatMap(([name = '']) => codeIn(name));
  expect(() => experiment.bucket('user-1', { nonsense: 1 } as BucketOptions)).toThrow(`Its options are: ${named.join(', ')}.`);
});

test('the strategies of the page are those that there are', () => {
  const named = codeIn(section('group-experiment.md', 'Select')).flatMap((code) => /^experiment\.(\w+)/.exec(code)?.[1] ?? []);
  expect([...new Set(named)].sort()).toEqual(Object.keys(experiment).sort());
});
