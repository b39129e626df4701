import { PassThrough, Readable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyLimitBytes } from '../../src/server/body-limit.js';
import { operationLimits } from '../../src/server/operation-limits.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

let database: TestDatabase;
let server: TestServer;
const logged: string[] = [];
const { schema, ...ticks } = tinySchema();

beforeAll(async () => {
  database = await createTestDatabase();
  const log = pino(
    { level: 'trace' },
    new PassThrough().on('data', (line) => logged.push(String(line))),
  );
  server = await startTestServer(database, { schema, services: { log } });
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.a.viewer}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('who asks', () => {
  test('a key says of which organization a request is, and in which role', async () => {
    const query = '{ organizationId role }';
    expect((await server.request(query, {}, server.a.viewer)).data).toEqual({
      organizationId: server.a.scope.organizationId,
      role: 'VIEWER',
    });
    expect((await server.request(query, {}, server.b.admin)).data).toEqual({
      organizationId: server.b.scope.organizationId,
      role: 'ADMIN',
    });
  });

  test.each([
    ['without a key', {}, 'This needs an API key'],
    ['with an unknown key', { authorization: 'Bearer vrm_nobody-has-this-one' }, 'unknown or was revoked'],
    ['with a password', { authorization: 'Basic dXNlcjpwYXNz' }, 'This needs an API key'],
  ])('%s a request is answered with 401 and what to send', async (_name, headers: Record<string, string>, said) => {
    for (const accept of ['application/json', 'application/graphql-response+json', 'text/event-stream']) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept, ...headers },
        body: JSON.stringify({ query: '{ role }' }),
      });
      expect(response.status).toBe(401);
      const { errors } = await response.json();
      expect(errors[0].extensions.code).toBe('UNAUTHENTICATED');
      expect(errors[0].message).toContain(said);
      expect(errors[0].message).toContain('Authorization: Bearer <key>');
    }
  });

  test('a revoked key opens nothing from the next request on', async () => {
    const key = server.b.editor;
    expect((await server.request('{ role }', {}, key)).data).toEqual({ role: 'EDITOR' });
    await database.db.apiKey.updateMany({
      where: { organizationId: server.b.scope.organizationId, role: 'EDITOR' },
      data: { revokedAt: new Date() },
    });
    expect((await server.request('{ role }', {}, key)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('another page may send a key, and is never invited to send cookies', async () => {
    const response = await post({ query: '{ role }' }, { origin: 'https://elsewhere.example' });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://elsewhere.example');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('what goes wrong', () => {
  test('an unexpected error is hidden behind an id under which the log has it, without the key', async () => {
    const { data, errors } = await server.request('{ bug role }', {}, server.a.viewer);
    const [error] = errors ?? [];
    expect(data).toEqual({ bug: null, role: 'VIEWER' });
    expect(error).toMatchObject({ path: ['bug'], extensions: { code: 'INTERNAL_SERVER_ERROR' } });
    expect(JSON.stringify(errors)).not.toContain('hunter2');
    const lines = logged.filter((line) => line.includes(String(error?.extensions?.id)));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('hunter2');
    expect(error?.message).toContain(String(error?.extensions?.id));
  });

  test('what is meant for the caller is shown, with its code', async () => {
    const { errors } = await server.request('{ refusal missing }');
    expect(errors).toMatchObject([
      { message: 'Not today.', extensions: { code: 'NOT_TODAY' } },
      { message: 'Nothing of that id.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  test('no key and no Authorization header is ever logged', async () => {
    await post({ query: '{ bug }' });
    await post('{ not json');
    await post({ query: '{ nothing }' });
    await fetch(`${server.url}/graphql?query={role}`, { headers: { authorization: `Bearer ${server.a.editor}` } });
    const all = logged.join('');
    for (const key of [server.a.viewer, server.a.editor, server.a.admin]) expect(all).not.toContain(key);
    expect(all.toLowerCase()).not.toContain('authorization');
  });

  test('a syntax error, an unknown field and a document without a query are the request’s own fault', async () => {
    for (const body of [{ query: '{ role' }, { query: '{ nothing }' }, { nothing: true }, '{ not json']) {
      const response = await post(body, { accept: 'application/graphql-response+json' });
      expect(response.status).toBe(400);
      expect((await response.json()).errors).toHaveLength(1);
    }
  });

  test('a mutation by GET and a method that is none are refused', async () => {
    const headers = { authorization: `Bearer ${server.a.admin}` };
    expect((await fetch(`${server.url}/graphql?query=mutation{change}`, { headers })).status).toBe(405);
    expect((await fetch(`${server.url}/graphql`, { method: 'DELETE', headers })).status).toBe(405);
  });

  test('a request up to the limit is read; a larger one is refused, declared or not', async () => {
    const query = 'query ($text: String) { length(text: $text) }';
    const body = (bytes: number): string => JSON.stringify({ query, variables: { text: 'x'.repeat(bytes) } });
    const fits = bodyLimitBytes - 1000;
    expect((await (await post(body(fits))).json()).data).toEqual({ length: fits });

    const declared = await post(body(bodyLimitBytes));
    const streamed = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${server.a.viewer}` },
      body: Readable.toWeb(Readable.from([Buffer.from(body(bodyLimitBytes))])) as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    for (const response of [declared, streamed]) {
      expect(response.status).toBe(413);
      expect((await response.json()).errors[0]).toMatchObject({
        message: expect.stringContaining('32 MiB'),
        extensions: { code: 'REQUEST_TOO_LARGE' },
      });
    }
  });
});

describe('what one document may hold', () => {
  test('fragments count wherever they are spread', async () => {
    const fragments = Array.from(
      { length: 14 },
      (_, n) => `fragment F${n} on Query { self { ...F${n + 1} } again: self { ...F${n + 1} } }`,
    );
    const bomb = `{ ...F0 } ${fragments.join(' ')} fragment F14 on Query { role }`;
    const { errors } = await server.request(bomb);
    expect(errors?.map((error) => error.extensions?.code)).toContain('QUERY_TOO_LARGE');
    expect(errors?.[0]?.message).toContain(`${operationLimits.fields} are allowed`);
  });

  test('a fragment that spreads itself is refused', async () => {
    const { errors } = await server.request('{ ...F } fragment F on Query { ...F }');
    expect(errors?.[0]?.message).toContain('Cannot spread fragment "F" within itself');
  });

  test('aliases are counted', async () => {
    const aliases = (count: number): string => `{ ${Array.from({ length: count }, (_, n) => `a${n}: role`).join(' ')} }`;
    expect((await server.request(aliases(operationLimits.aliases))).errors).toBeUndefined();
    expect((await server.request(aliases(operationLimits.aliases + 1))).errors?.[0]?.extensions?.code).toBe('QUERY_TOO_LARGE');
  });

  test('tokens are counted while they are read', async () => {
    const { errors } = await server.request(`{ ${'role '.repeat(operationLimits.tokens)} }`);
    expect(errors?.[0]?.message).toContain(`${operationLimits.tokens} tokens`);
  });
});

describe('server-sent events', () => {
  test('a subscription streams what happens and ends with its reader', async () => {
    const reading = new AbortController();
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${server.a.viewer}` },
      body: JSON.stringify({ query: 'subscription { ticks }' }),
      signal: reading.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes('"ticks":1')) break;
      if (text.includes('"ticks":0')) ticks.tick();
    }
    reading.abort();
    await ticks.waitForActive(0);
  });
});

describe('beside GraphQL', () => {
  test('a process says that it lives, and that its database answers', async () => {
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
  });

  test('any other address says to a program where GraphQL is', async () => {
    const response = await fetch(`${server.url}/api`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/graphql');
  });

  test('GraphiQL brings everything along that it needs', async () => {
    const response = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain('<title>Variorum</title>');
    expect(page).not.toMatch(/<(script|link)[^>]+(src|href)="?https?:/);
  });
});
