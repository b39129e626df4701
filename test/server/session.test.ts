import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { authenticate, revokeApiKey } from '../../src/domain/organizations/api-keys.js';
import { identifySession, openSession } from '../../src/domain/organizations/sessions.js';
import type { Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

let database: TestDatabase;
let server: TestServer;
const logged: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const log = pino(
    { level: 'trace' },
    new PassThrough().on('data', (line) => logged.push(String(line))),
  );
  server = await startTestServer(database, { schema: tinySchema().schema, services: { log } });
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

function post(body: unknown, headers: Record<string, string> = { origin: server.url }): Promise<Response> {
  return fetch(`${server.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function signOut(headers: Record<string, string>): Promise<Response> {
  return fetch(`${server.url}/session`, { method: 'DELETE', headers });
}

async function signIn(key: string): Promise<string> {
  return (await post({ key })).headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Asks as a page of the server does that has this cookie. */
function ask(cookie: string, query = '{ organizationId role }'): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie, origin: server.url };
  return fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

/** Signs in, or asks, through a proxy at `host` that passes on to a server; fetch would not let the host be chosen. */
function throughProxy(url: string, host: string, body: unknown, cookie = ''): Promise<{ cookie: string; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { host, origin: `https://${host}`, 'content-type': 'application/json', cookie };
    const request = httpRequest(url, { method: 'POST', headers }, async (response) => {
      const [set = ''] = response.headers['set-cookie'] ?? [];
      resolve({ cookie: set.split(';')[0] ?? '', text: (await response.toArray()).join('') });
    });
    request.on('error', reject).end(JSON.stringify(body));
  });
}

async function idOf(key: string): Promise<Id<'apiKey'>> {
  const identity = await authenticate(server.a.scope, key);
  if (!identity) throw new Error('The key is unknown.');
  return identity.apiKeyId;
}

describe('signing in with a key', () => {
  test('hands the browser a session of that key, which scripts and other sites never see', async () => {
    const response = await post({ key: ` ${server.b.viewer}\n` });
    expect(response.status).toBe(204);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^variorum_session_\d+=vrb_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const answered = await (await ask(cookie.split(';')[0] ?? '')).json();
    expect(answered).toEqual({ data: { organizationId: server.b.scope.organizationId, role: 'VIEWER' } });
  });

  test.each([
    ['a key that nobody has', { key: 'vrm_nobody-has-this-one' }, 401, 'unknown or was revoked'],
    ['the token of a share link', { key: 'vrs_AAAA' }, 401, 'unknown or was revoked'],
    ['no key', { key: '' }, 400, 'no key'],
    ['something else', { key: 5 }, 400, 'no key'],
    ['no JSON', '{', 400, 'no key'],
    ['more than a key', { key: 'x'.repeat(2000) }, 400, 'no key'],
    ['much more than a key', { key: 'x'.repeat(5_000_000) }, 400, 'no key'],
  ])('with %s is refused, and said why', async (_what, body, status, said) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect((await response.json()).message).toContain(said);
  });

  test('from another site, by a form or with another method is refused', async () => {
    const elsewhere: Record<string, string>[] = [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}];
    for (const headers of elsewhere) {
      const response = await post({ key: server.a.admin }, headers);
      expect(response.status).toBe(403);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect((await post({ key: server.a.admin }, { origin: server.url, 'content-type': 'text/plain' })).status).toBe(400);
    const read = await fetch(`${server.url}/session`);
    expect(read.status).toBe(405);
    expect(read.headers.get('allow')).toBe('POST, DELETE');
  });

  test.each(['/session', '/shared'])('at %s by a client that goes before its end is no fault of the server', async (path) => {
    const lines: string[] = [];
    const log = pino(new PassThrough().on('data', (line) => lines.push(String(line))));
    const own = await startTestServer(database, { schema: tinySchema().schema, services: { log } });
    const headers = { origin: own.url, 'content-type': 'application/json', 'content-length': 100, expect: '100-continue' };
    const request = httpRequest(`${own.url}${path}`, { method: 'POST', headers }).on('error', () => undefined);
    request.flushHeaders();
    await once(request, 'continue');
    request.destroy();
    await own.close();
    expect(lines).toEqual([]);
  });

  test('neither the key nor the session is ever logged or stored', async () => {
    const cookie = await signIn(server.a.editor);
    const [, session = ''] = cookie.split('=');
    const { errors } = await (await ask(cookie, '{ bug }')).json();
    expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(logged.join('')).toContain(errors[0].extensions.id);
    await post(`{"key": "${server.a.editor}"`);
    expect(logged.join('')).not.toContain(server.a.editor);
    expect(logged.join('')).not.toContain(session);
    const stored = await database.db.session.findMany();
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.map(({ hash }) => Buffer.from(hash).toString('utf8'))).not.toContain(session);
  });
});

describe('a session', () => {
  test('is known to every process behind one address, and outlives the one that opened it', async () => {
    const first = await startTestServer(database, { schema: tinySchema().schema });
    const { cookie } = await throughProxy(`${first.url}/session`, 'variorum.example', { key: server.a.editor });
    await first.close();
    const { text } = await throughProxy(
      `${server.url}/graphql`,
      'variorum.example',
      { query: '{ organizationId role }' },
      cookie,
    );
    expect(JSON.parse(text)).toEqual({ data: { organizationId: server.a.scope.organizationId, role: 'EDITOR' } });
  });

  test('ends when its user signs out, and no other with it', async () => {
    const [cookie, other] = [await signIn(server.a.editor), await signIn(server.a.editor)];
    const response = await signOut({ cookie, origin: server.url });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^variorum_session_\d+=; .*Max-Age=0$/);
    const refused = await ask(cookie);
    expect(refused.status).toBe(401);
    expect((await refused.json()).errors[0].message).toContain('The session has ended');
    expect((await ask(other)).status).toBe(200);
    expect((await signOut({ origin: server.url })).status).toBe(204);
  });

  test('is not ended by another site', async () => {
    const cookie = await signIn(server.a.editor);
    for (const origin of ['https://elsewhere.example', 'null']) expect((await signOut({ cookie, origin })).status).toBe(403);
    expect((await ask(cookie)).status).toBe(200);
  });

  test('ends with its key, and so do its sockets’ operations', async () => {
    const apiKeyId = await idOf(server.b.editor);
    const cookie = await signIn(server.b.editor);
    const socket = new RealtimeClient(server.url, null, { headers: { cookie, origin: server.url } });
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'EDITOR' });
    await revokeApiKey(server.b.scope, apiKeyId);
    expect((await ask(cookie)).status).toBe(401);
    await expect(socket.subscribe('{ role }').next()).rejects.toBeDefined();
    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect((await post({ key: server.b.editor })).status).toBe(401);
  });

  test('expires after twelve hours, and is removed when another one is opened', async () => {
    const apiKeyId = await idOf(server.a.viewer);
    const opened = Date.UTC(2040, 0);
    const session = (await openSession(server.a.scope, apiKeyId, new Date(opened))) ?? '';
    const at = (ms: number): ReturnType<typeof identifySession> =>
      identifySession(server.a.scope, session, new Date(opened + ms));
    expect(await at(12 * 3_600_000 - 1)).toMatchObject({ kind: 'key', apiKeyId, role: 'VIEWER' });
    expect(await at(12 * 3_600_000)).toBeNull();
    const count = (): Promise<number> => database.db.session.count({ where: { apiKeyId } });
    expect(await count()).toBe(1);
    await openSession(server.a.scope, apiKeyId, new Date(opened + 12 * 3_600_000 - 1));
    expect(await count()).toBe(2);
    await openSession(server.a.scope, apiKeyId, new Date(opened + 12 * 3_600_000));
    expect(await count()).toBe(2);
  });

  test('is looked up by one statement', async () => {
    const apiKeyId = await idOf(server.a.viewer);
    const session = (await openSession(server.a.scope, apiKeyId)) ?? '';
    database.takeStatements();
    expect(await identifySession(server.a.scope, session)).toMatchObject({ apiKeyId });
    expect(database.takeStatements()).toHaveLength(1);
  });
});

describe('an upload by a session', () => {
  function upload(headers: Record<string, string>): Promise<Response> {
    const form = new FormData();
    const query = 'mutation ($file: Upload!) { upload(file: $file) }';
    form.append('operations', JSON.stringify({ query, variables: { file: null } }));
    form.append('map', '{"0":["variables.file"]}');
    form.append('0', new Blob(['{"input": 1}\n']), 'items.jsonl');
    return fetch(`${server.url}/graphql`, { method: 'POST', headers, body: form });
  }

  test('is taken from a page of this server', async () => {
    const cookie = await signIn(server.a.editor);
    expect(await (await upload({ cookie, origin: server.url })).json()).toEqual({ data: { upload: '{"input": 1}\n' } });
  });

  test('is refused from anywhere else', async () => {
    const cookie = await signIn(server.a.editor);
    const elsewhere: Record<string, string>[] = [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}];
    for (const headers of elsewhere) {
      for (const sent of [headers, { ...headers, 'x-graphql-yoga-csrf': '1' }]) {
        const response = await upload({ cookie, ...sent });
        expect(response.status).toBe(403);
        expect((await response.json()).data).toBeUndefined();
      }
    }
  });

  test('needs a session all the same', async () => {
    expect((await upload({ origin: server.url })).status).toBe(401);
  });
});
