import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Run } from '../../src/database/client.js';
import { createApiKey, revokeApiKey } from '../../src/domain/organizations/api-keys.js';
import type { Scope } from '../../src/domain/scope.js';
import { createShareLink } from '../../src/domain/sharing/share-links.js';
import { encodeId, type Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type GivenExperiment, givenExperiment } from '../support/given-runs.js';
import { heldBytes } from '../support/memory.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';

/** As many results as a client that does not read is not sent at once. */
const longEnough = 40_000;
/** As many results as do not fit into the buffers of a connection. */
const many = 50_000;

let database: TestDatabase;
let server: TestServer;
let experiment: GivenExperiment;
let before: Run;
let now: Run;
/** What the server's log says of clients that left. */
let left: { promise: Promise<void>; resolve(): void };
/** What it says of errors. */
const errors: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  left = deferred();
  const write = (line: string): void => {
    if (line.includes('left before')) left.resolve();
    if (line.startsWith('{"level":50')) errors.push(line);
  };
  const log = pino({ level: 'debug' }, { write });
  server = await startTestServer(database, { services: { log } });
  experiment = await givenExperiment(server.a.scope, { items: numberedItems(3), variants: 2 });
  before = await experiment.run(0, [
    [{ output: 0, scores: [1] }],
    [{ output: '=1+1', scores: [1] }],
    [{ output: 2, scores: [1] }],
  ]);
  now = await experiment.run(1, [[{ output: 0, scores: [1] }], [{ output: 'b', scores: [0] }], [{}]]);
});
afterAll(async () => {
  await server.close();
  await database.close();
});

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

function ask(path: string, headers: Record<string, string> = { authorization: `Bearer ${server.a.viewer}` }): Promise<Response> {
  return fetch(`${server.url}/exports${path}`, { headers });
}

const runPath = ({ id }: { id: Id<'run'> }): string => `/runs/${encodeId('run', id)}`;
const experimentPath = (): string => `/experiments/${encodeId('experiment', experiment.id)}`;

test('results come as a CSV file with a name', async () => {
  const response = await ask(`${runPath(before)}/results.csv`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${encodeId('run', before.id)}-results.csv"`);
  const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
  expect(rows.map(({ externalId, output, score }) => [externalId, output, score])).toEqual([
    ['item-0', '0', '1'],
    ['item-1', "'=1+1", '1'],
    ['item-2', '2', '1'],
  ]);
});

test('a comparison and a report come as JSONL', async () => {
  const runs = [before, now].map(({ id }) => encodeId('run', id)).join();
  const comparison = await jsonl(await ask(`${experimentPath()}/comparison.jsonl?runs=${runs}`));
  expect(comparison.map((row) => row['variant 2: answer'])).toEqual(['output', 'output', 'error']);
  const baseline = encodeId('run', before.id);
  const report = await jsonl(await ask(`${runPath(now)}/regression.jsonl?baseline=${baseline}&threshold=0.5`));
  expect(report.map(({ externalId, classification }) => [externalId, classification])).toEqual([
    ['item-1', 'REGRESSED'],
    ['item-0', 'UNCHANGED'],
    ['item-2', null],
  ]);
});

async function jsonl(response: Response): Promise<Record<string, unknown>[]> {
  expect(response.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = (await response.text()).split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

test('whatever is refused says why', async () => {
  const results = `${runPath(before)}/results.csv`;
  const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
  const refusals = {
    'no key': ask(results, {}),
    'wrong key': ask(results, bearer('vrm_wrong')),
    'key of another organization': ask(results, bearer(server.b.admin)),
    'no such kind': ask(`${runPath(before)}/everything.csv`),
    'no such format': ask(`${runPath(before)}/results.xlsx`),
    'id of another kind': ask('/runs/exp_01h455vb4pex5vsknk084sn02q/results.csv'),
    'no baseline': ask(`${runPath(before)}/regression.csv`),
    'threshold that is none': ask(`${runPath(now)}/regression.csv?threshold=lots`),
    'threshold of a space': ask(`${runPath(now)}/regression.csv?threshold=%20`),
    'threshold out of range': ask(`${runPath(now)}/regression.csv?baseline=${encodeId('run', before.id)}&threshold=2`),
  };
  const told: Record<string, [number, string]> = {};
  for (const [what, asked] of Object.entries(refusals)) {
    const response = await asked;
    const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors[0]?.message).toMatch(/\.$/);
    told[what] = [response.status, errors[0]?.extensions.code ?? ''];
  }
  expect(told).toEqual({
    'no key': [401, 'UNAUTHENTICATED'],
    'wrong key': [401, 'UNAUTHENTICATED'],
    'key of another organization': [404, 'NOT_FOUND'],
    'no such kind': [404, 'NOT_FOUND'],
    'no such format': [404, 'NOT_FOUND'],
    'id of another kind': [400, 'INVALID_ID'],
    'no baseline': [404, 'NOT_FOUND'],
    'threshold that is none': [400, 'VALIDATION'],
    'threshold of a space': [400, 'VALIDATION'],
    'threshold out of range': [400, 'VALIDATION'],
  });
  const posted = await fetch(`${server.url}/exports${results}`, { method: 'POST', headers: bearer(server.a.viewer) });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
});

test('a signed-in browser downloads from this server’s pages, and not from others', async () => {
  const signedIn = await fetch(await server.server.createSignInLink(), { redirect: 'manual' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const path = `${runPath(before)}/results.csv`;
  expect((await ask(path, { cookie, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  expect((await ask(path, { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await ask(path, { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
});

test('the guest of a share link has the one experiment', async () => {
  const other = await givenExperiment(server.a.scope, { items: numberedItems(1), variants: 1 });
  const foreign = await other.run(0, [[{ output: 0, scores: [1] }]]);
  const { token } = expectValue(await createShareLink(server.a.scope, { experimentId: experiment.id }));
  const guest = { authorization: `Bearer ${token}` };
  expect((await ask(`${runPath(before)}/results.csv`, guest)).status).toBe(200);
  expect((await ask(`${experimentPath()}/comparison.csv`, guest)).status).toBe(200);
  expect((await ask(`${runPath(foreign)}/results.csv`, guest)).status).toBe(404);
  expect((await ask(`/experiments/${encodeId('experiment', other.id)}/comparison.csv`, guest)).status).toBe(404);
  expect((await ask(`${runPath(now)}/regression.csv?baseline=${encodeId('run', foreign.id)}`, guest)).status).toBe(404);
});

/** A run with so many results, each of half a KiB, put there by SQL: a few items, in more trials than any run has. */
async function largeRun(results: number, scope: Scope = server.a.scope): Promise<Id<'run'>> {
  const large = await givenExperiment(scope, { items: numberedItems(4), variants: 1 });
  const run = await large.run(
    0,
    Array.from({ length: 4 }, () => [{ output: 0, scores: [1] }]),
  );
  await database.db.$executeRaw`
    INSERT INTO result (id, run_id, item_id, trial, sequence, output, output_hash, score, passed)
    SELECT gen_random_uuid(), x.run_id, x.item_id, t.trial, 4 * t.trial + x.sequence, to_jsonb(repeat(md5(t.trial::text), 16)),
      x.output_hash, 1, true
    FROM result x, generate_series(1, ${results / 4 - 1}::int) AS t(trial)
    WHERE x.run_id = ${run.id}::uuid`;
  await database.db.run.update({ where: { id: run.id }, data: { sequence: results } });
  return run.id;
}

test('50,000 results stream: as many as there are, a few hundred at a time, and no more once the client left', async () => {
  const id = await largeRun(many);
  database.takeStatements();
  const response = await ask(`/runs/${encodeId('run', id)}/results.jsonl`);
  let lines = 0;
  let chunks = 0;
  const start = heldBytes();
  let most = start;
  for await (const chunk of response.body ?? []) {
    for (const byte of chunk) if (byte === 10) lines += 1;
    if (++chunks % 100 === 0) most = Math.max(most, heldBytes());
  }
  expect(lines).toBe(many);
  const statements = pagesIn(database.takeStatements());
  expect(statements).toBe(many / 500);
  // The file has 35 MB, and the client of the test is part of the process.
  expect(chunks).toBeGreaterThan(100);
  expect((most - start) / 2 ** 20).toBeLessThan(16);

  const request = get(`${server.url}/exports/runs/${encodeId('run', id)}/results.jsonl`, {
    headers: { authorization: `Bearer ${server.a.viewer}` },
  });
  const [incoming] = (await once(request, 'response')) as [IncomingMessage];
  await once(incoming, 'readable');
  request.destroy();
  await left.promise;
  expect(pagesIn(database.takeStatements())).toBeLessThan(statements / 4);
}, 60_000);

test('results whose failed items are retried on the way break off, and the log says why', async () => {
  const id = await largeRun(longEnough);
  const response = await ask(`/runs/${encodeId('run', id)}/results.jsonl`);
  const reader = response.body?.getReader();
  await reader?.read();
  // As a retry does with the error results that it withdraws.
  await database.db.run.update({ where: { id }, data: { itemsCompleted: { decrement: 1 } } });
  await expect(toTheEnd(reader)).rejects.toThrow();
  expect(errors).toEqual([expect.stringContaining('were retried while it was read')]);
}, 60_000);

test('an export ends soon after its key was revoked', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const checking = await startTestServer(database);
  try {
    const { key, apiKey } = expectValue(await createApiKey(checking.a.scope, { name: 'to be revoked', role: 'VIEWER' }));
    const id = await largeRun(longEnough, checking.a.scope);
    const response = await fetch(`${checking.url}/exports/runs/${encodeId('run', id)}/results.jsonl`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    expectValue(await revokeApiKey(checking.a.scope, apiKey.id));
    vi.advanceTimersByTime(30_000);
    await expect(toTheEnd(reader)).rejects.toThrow();
  } finally {
    await checking.close();
    vi.useRealTimers();
  }
}, 60_000);

async function toTheEnd(reader: ReadableStreamDefaultReader | undefined): Promise<void> {
  while (!(await reader?.read())?.done);
}

function pagesIn(statements: readonly string[]): number {
  return statements.filter((sql) => sql.includes('WITH page AS')).length;
}
