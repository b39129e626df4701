import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram, type Processes } from '../../src/cli/program.js';
import { subscribe } from '../../src/graphql/subscriptions/subscribe.js';
import { encodeId } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { startService, type TestService } from '../support/service.js';
import { startTestWorker, type TestWorker } from '../support/worker.js';
import { fakeTerminal } from './fake-terminal.js';

let database: TestDatabase;
let server: TestServer;
let worker: TestWorker;
let service: TestService;
let directory: string;
/** How often the processes that a command started were stopped again. */
let stopped = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database, { subscribe });
  worker = await startTestWorker(database, {}, server.a.scope);
  service = await startService(({ item, configuration }) => {
    const { number } = item.input as { number: number };
    return configuration.broken === true ? { status: 400, body: { sorry: 'no' } } : { body: { output: number } };
  });
  directory = await mkdtemp(join(tmpdir(), 'variorum-'));
});
afterAll(async () => {
  await service.close();
  await worker.close();
  await server.close();
  await database.close();
  await rm(directory, { recursive: true });
});

const processes: Processes = {
  start: async () => ({
    url: server.url,
    dataDirectory: null,
    firstKey: 'vrm_the_first',
    signInLink: async () => null,
    localKey: async () => server.a.admin,
    stop: async () => {
      stopped += 1;
    },
  }),
};

/** Calls `variorum` as from a shell whose output goes into pipes. */
async function variorum(
  parameters: string[],
  environment: NodeJS.ProcessEnv = { VARIORUM_URL: server.url, VARIORUM_API_KEY: server.a.admin },
) {
  const terminal = fakeTerminal(environment);
  await createProgram(processes, terminal).parseAsync(parameters, { from: 'user' });
  return { out: terminal.out.text, err: terminal.err.text, exitCode: terminal.exitCode };
}

async function fileOf(name: string, text: string): Promise<string> {
  await writeFile(join(directory, name), text);
  return join(directory, name);
}

async function experimentOf(name: string, variants: Record<string, boolean>[]): Promise<string> {
  const { experiment } = await seedExperiment(server.a.scope, {
    items: numberedItems(12),
    serviceUrl: service.url,
    name,
    variants,
  });
  return encodeId('experiment', experiment.id);
}

test('a file with a new name makes a dataset, and with a known one its next version', async () => {
  const path = await fileOf('questions.jsonl', '{"externalId":"a","input":1}\n{"externalId":"b","input":2}\n');
  const first = await variorum(['import', path, '--dataset', 'questions']);
  expect(first).toMatchObject({ exitCode: 0, err: '' });
  expect(first.out).toMatch(/^"questions" \(dst_\w+\) has version 1 now, of 2 items: dsv_\w+\n$/);

  const more = await fileOf('more.jsonl', '{"externalId":"c","input":3}\n');
  const second = JSON.parse((await variorum(['import', more, '--dataset', 'questions', '--json'])).out);
  expect(second).toMatchObject({ dataset: { name: 'questions' }, version: { number: 2, itemCount: 3 } });
  const third = await variorum(['import', more, '--dataset', second.dataset.id, '--replace', '--json']);
  expect(JSON.parse(third.out)).toMatchObject({ version: { number: 3, itemCount: 1 } });
});

test('columns of a CSV file are named', async () => {
  const path = await fileOf('capitals.csv', 'land,capital,code\nFrance,Paris,fr\nPeru,Lima,pe\n');
  const columns = ['--id-column', 'code', '--input-column', 'land', '--expected-column', 'capital'];
  const { out } = await variorum(['import', path, '--dataset', 'capitals', ...columns, '--json']);
  expect(JSON.parse(out).version).toMatchObject({ number: 1, itemCount: 2 });
  const items = await database.db.datasetItem.findMany({
    where: { dataset: { name: 'capitals' } },
    orderBy: { externalId: 'asc' },
  });
  expect(items).toMatchObject([
    { externalId: 'fr', expectedOutput: 'Paris' },
    { externalId: 'pe', expectedOutput: 'Lima' },
  ]);
});

test('a wrong line is told with its place, and no empty dataset stays behind', async () => {
  const path = await fileOf('wrong.jsonl', '{"externalId":"a","input":1}\nnot JSON\n');
  const { err, exitCode } = await variorum(['import', path, '--dataset', 'never made']);
  expect(exitCode).toBe(1);
  expect(err).toContain(`${path}:2: `);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect((await variorum(['datasets'])).out).not.toContain('never made');
});

test('runs are followed to their ends and summed up', async () => {
  const { out, err, exitCode } = await variorum(['run', await experimentOf('two', [{}, {}])]);
  expect(exitCode).toBe(0);
  expect(err).toContain('variant 1: 12/12  score 1.000  completed');
  expect(err).toMatch(
    /^12 items can show a difference of about 0\.\d+ in the mean score \(if one item in four turns out otherwise\)\.\n/,
  );
  expect(out).toMatch(/variant 1 {3}COMPLETED {3}12\/12 +0 +1\.000 +100\.0 %/);
  expect(out).toMatch(/variant 2 {3}COMPLETED/);
});

test('a run that fails fails the command', async () => {
  const { out, exitCode } = await variorum(['run', await experimentOf('broken', [{ broken: true }]), '--json']);
  expect(exitCode).toBe(1);
  expect(JSON.parse(out)).toMatchObject([{ status: 'FAILED', itemsFailed: 12, variant: { name: 'variant 1' } }]);
});

test('an idempotency key follows the runs of the first time', async () => {
  const id = await experimentOf('once', [{}]);
  const first = JSON.parse((await variorum(['run', id, '--key', 'nightly', '--trials', '2', '--json'])).out);
  const second = JSON.parse((await variorum(['run', id, '--key', 'nightly', '--trials', '2', '--json'])).out);
  expect(first).toMatchObject([{ itemsTotal: 24 }]);
  expect(second).toEqual(first);
  const other = await variorum(['run', id, '--key', 'nightly', '--trials', '3']);
  expect(other).toMatchObject({ exitCode: 1, out: '' });
});

test('lists are tables, or JSON', async () => {
  await experimentOf('listed', [{}]);
  const { out } = await variorum(['experiments']);
  expect(out.split('\n')[0]).toMatch(/^id +name +type +status +stage +variants +dataset$/);
  expect(out).toMatch(/exp_\w+ +numbers +CUSTOM +DRAFT +DRAFT +1 +numbers \(version 1\)\n/);
  expect(JSON.parse((await variorum(['experiments', '--json'])).out)[0]).toMatchObject({ name: 'numbers', status: 'DRAFT' });
});

test('keys are made, listed and revoked', async () => {
  const { out: key } = await variorum(['keys', 'create', '--name', 'a script', '--role', 'viewer']);
  const own = { VARIORUM_URL: server.url, VARIORUM_API_KEY: key.trim() };
  const listed: { id: string; name: string }[] = JSON.parse((await variorum(['keys', 'list', '--json'], own)).out);
  const id = listed.find(({ name }) => name === 'a script')?.id ?? '';
  expect(await variorum(['keys', 'revoke', id], own)).toMatchObject({ exitCode: 1, err: expect.stringContaining('ADMIN') });
  expect(await variorum(['keys', 'revoke', id])).toMatchObject({ exitCode: 0, out: `Revoked "a script" (${id}).\n` });
  expect((await variorum(['datasets'], own)).exitCode).toBe(2);
});

test('share links are made, listed and revoked', async () => {
  const experiment = await experimentOf('shared', [{}]);
  const made = await variorum(['share', 'create', experiment, '--name', 'the board', '--expires-in', '2d']);
  expect(made.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/shared#vrs_[\w-]{43}\n$/);
  expect(made.err).toMatch(/^Made shl_\w+, which expires on \d{4}-\d\d-\d\d \d\d:\d\dZ\. The link is shown this once:\n$/);

  const [link] = JSON.parse((await variorum(['share', 'list', experiment, '--json'])).out);
  expect(link).toMatchObject({ name: 'the board', status: 'ACTIVE' });
  expect(Date.parse(link.expiresAt) - Date.parse(link.createdAt)).toBeCloseTo(48 * 3_600_000, -4);
  expect(await variorum(['share', 'revoke', link.id])).toMatchObject({ exitCode: 0, out: `Revoked "the board" (${link.id}).\n` });
  expect((await variorum(['share', 'list', experiment])).out).toMatch(
    /^id +name +status +created +expires +revoked\n.* revoked /,
  );

  const { out } = await variorum(['share', 'create', experiment, '--json']);
  const other = JSON.parse(out);
  expect(other).toMatchObject({ url: `${server.url}${other.path}`, shareLink: { status: 'ACTIVE' } });
  expect(await variorum(['share', 'create', experiment, '--expires-in', 'soon'])).toMatchObject({ exitCode: 2 });
  expect(await variorum(['share', 'create', experiment, '--expires-in', '400d'])).toMatchObject({ exitCode: 1 });
  expect(await variorum(['share', 'list', 'exp_nowhere'])).toMatchObject({ exitCode: 1 });
});

test('whatever is wrong is told in a line or two', async () => {
  const gone = await startService();
  await gone.close();
  const errors: Record<string, Promise<{ err: string; exitCode: number }>> = {
    'no key': variorum(['experiments'], { VARIORUM_URL: 'http://127.0.0.1:4000' }),
    'wrong key': variorum(['experiments'], { VARIORUM_URL: server.url, VARIORUM_API_KEY: 'vrm_wrong' }),
    'no server': variorum(['experiments'], { VARIORUM_URL: gone.url, VARIORUM_API_KEY: 'vrm_any' }),
    'no address': variorum(['experiments'], { VARIORUM_URL: 'localhost', VARIORUM_API_KEY: 'vrm_any' }),
    'no experiment': variorum(['run', 'exp_01h455vb4pex5vsknk084sn02q']),
    'no id': variorum(['run', 'my experiment']),
    'no file': variorum(['import', 'nowhere.jsonl', '--dataset', 'any']),
    'no ending': variorum(['import', 'nowhere', '--dataset', 'any']),
    'no number': variorum(['run', 'exp_any', '--trials', 'many']),
    'no command': variorum(['rum']),
  };
  const told = [];
  for (const [what, result] of Object.entries(errors)) {
    const { err, exitCode } = await result;
    told.push(`${what} (${exitCode}): ${err.trimEnd().replaceAll(new URL(gone.url).origin, 'http://gone')}`);
  }
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "no key (2): Set VARIORUM_API_KEY to a key of the server at http://127.0.0.1:4000. The first one is printed when the server first starts.
    wrong key (2): The server does not know the key in VARIORUM_API_KEY, or it was revoked.
    Set it to a key of this server; the first one was printed when it first started.
    no server (1): http://gone can't be reached: the connection was refused.
    Is it running? \`npm start\` starts it; VARIORUM_URL says where it is.
    no address (1): "localhost" is not the address of a server. Give one such as http://127.0.0.1:4000.
    no experiment (1): There is no experiment exp_01h455vb4pex5vsknk084sn02q in this organization. Check the id, and that the key is of the organization that owns it.
    no id (1): experimentId is not an id of this kind: it is "exp_" and 26 characters. Pass the id as the API gave it.
    no file (2): nowhere.jsonl: there is no such file.
    no ending (2): nowhere: the ending does not say how the file is written. Add --format jsonl or --format csv.
    no number (2): error: option '--trials <n>' argument 'many' is invalid. Give a whole number from 1 on.
    no command (2): error: unknown command 'rum'
    (Did you mean run?)"
  `);
});

test('the demo runs the sample, and once more adds to it', async () => {
  const first = await variorum(['demo'], {});
  expect(first).toMatchObject({ exitCode: 0, err: '' });
  for (const name of ['labels', 'lines', 'shapes']) expect(first.out).toMatch(new RegExp(`${name} +COMPLETED +40/40`));
  expect(first.out).toContain('The experiment has 3 runs now.');
  expect(first.out).toContain('export VARIORUM_API_KEY=vrm_the_first');
  expect(stopped).toBe(1);

  const second = await variorum(['demo'], {});
  expect(second.out).toContain('The experiment has 6 runs now: 3 new, 3 kept from before.');
  expect(await database.db.dataset.count({ where: { name: 'Sample invoices' } })).toBe(1);
  expect(stopped).toBe(2);
});

test('the demo stops what it started also when it fails', async () => {
  const before = stopped;
  const terminal = fakeTerminal();
  const failing: Processes = {
    start: async (parts) => ({ ...(await processes.start(parts)), localKey: async () => 'vrm_wrong' }),
  };
  await createProgram(failing, terminal).parseAsync(['demo'], { from: 'user' });
  expect(terminal.exitCode).toBe(2);
  expect(terminal.out.text).toContain('export VARIORUM_API_KEY=vrm_the_first');
  expect(stopped).toBe(before + 1);
});
