import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createShareLink } from '../../src/domain/sharing/share-links.js';
import type { Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { expectValue, numberedItems, seedExperiment } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

let database: TestDatabase;
let server: TestServer;
let experimentId: Id<'experiment'>;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database, { schema: tinySchema().schema });
  const { experiment } = await seedExperiment(server.a.scope, { items: numberedItems(1), serviceUrl: 'http://127.0.0.1:1' });
  experimentId = experiment.id;
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends a request of whatever host and origin; fetch would not let the host be chosen. Gives the cookie without its attributes. */
function send(path: string, { method = 'POST', body, headers = {} }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = { 'content-type': 'application/json', ...headers };
    const request = httpRequest(`${server.url}${path}`, { method, headers: sent }, async (response) => {
      const text = (await response.toArray()).join('');
      const [set = ''] = response.headers['set-cookie'] ?? [];
      resolve({ status: response.statusCode ?? 0, headers: response.headers, set, cookie: set.split(';')[0] ?? '', text });
    });
    request.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  set: string;
  cookie: string;
  text: string;
}

const signIn = (headers: Record<string, string> = {}, key = server.a.editor): Promise<Answer> =>
  send('/session', { body: { key }, headers: { origin: server.url, ...headers } });
/** The status of a question that a page asks with a cookie. */
const ask = async (cookie: string, headers: Record<string, string> = {}): Promise<number> =>
  (await send('/graphql', { body: { query: '{ role }' }, headers: { origin: server.url, ...headers, cookie } })).status;

const secure = { host: 'variorum.example', origin: 'https://variorum.example' };

describe('the cookie', () => {
  test.each([
    ['the origin of the page', secure],
    ['the proxy', { ...secure, 'x-forwarded-proto': 'https' }],
    ['the first of several proxies', { ...secure, 'x-forwarded-proto': 'https, http' }],
  ])('by HTTPS, known from %s, never travels without it, and comes from this host alone', async (_what, headers) => {
    const { set, cookie } = await signIn(headers);
    expect(set).toMatch(/^__Host-variorum_session=vrb_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure$/);
    expect(await ask(cookie, headers)).toBe(200);
    const signedOut = await send('/session', { method: 'DELETE', headers: { ...headers, cookie } });
    expect(signedOut.set).toMatch(/^__Host-variorum_session=; .*Max-Age=0; Secure$/);
    expect(await ask(cookie, headers)).toBe(401);
  });

  test('by HTTPS is known to a request, too, that does not tell how it came', async () => {
    const { cookie } = await signIn(secure);
    const address = `/graphql?query=${encodeURIComponent('{ role }')}`;
    const { text } = await send(address, { method: 'GET', headers: { host: secure.host, cookie } });
    expect(JSON.parse(text)).toEqual({ data: { role: 'EDITOR' } });
  });

  test('that another host planted does not count by HTTPS, whichever comes first', async () => {
    const { cookie } = await signIn(secure);
    const planted = cookie.replace('__Host-', '');
    expect(await ask(planted, secure)).toBe(401);
    for (const both of [`${planted}x; ${cookie}`, `${cookie}; ${planted}x`]) expect(await ask(both, secure)).toBe(200);
  });

  test('counts not when there are two of its name, for one was planted', async () => {
    const { cookie } = await signIn();
    const other = await signIn({}, server.b.editor);
    expect(await ask(cookie)).toBe(200);
    for (const both of [`${cookie}; ${other.cookie}`, `${other.cookie}; ${cookie}`, `${cookie}; ${cookie}`])
      expect(await ask(both)).toBe(401);
  });
});

describe('a page of the same host', () => {
  test.each([
    ['http', 'https', 403],
    ['https', 'http', 403],
    ['https', 'wss', 204],
    ['http', 'http', 204],
    ['http', 'ws', 204],
    ['https', 'gopher', 204],
  ])('that came by %s to a proxy that was asked by %s is answered %i', async (page, proxy, status) => {
    const headers = { host: secure.host, origin: `${page}://${secure.host}`, 'x-forwarded-proto': proxy };
    expect((await signIn(headers)).status).toBe(status);
  });
});

describe('the session that a browser had', () => {
  /** Open sockets are checked every 30 seconds anyway. */
  const wellBeforeTheCheck = 5_000;
  const openSocket = async (cookie: string): Promise<RealtimeClient> => {
    const socket = new RealtimeClient(server.url, null, { headers: { cookie, origin: server.url } });
    await socket.connected;
    return socket;
  };
  const shareToken = async (): Promise<string> => {
    return expectValue(await createShareLink(server.a.scope, { experimentId })).token;
  };

  test.each<[string, (cookie: string) => Promise<Answer>]>([
    ['its user signs out', (cookie) => send('/session', { method: 'DELETE', headers: { origin: server.url, cookie } })],
    ['its user signs in again', (cookie) => signIn({ cookie })],
    [
      'its user opens a sign-in link',
      async (cookie) => {
        const { pathname, search } = new URL(await server.server.createSignInLink());
        return send(`${pathname}${search}`, { method: 'GET', headers: { cookie } });
      },
    ],
    [
      'its user opens a share link',
      async (cookie) => send('/shared', { body: { token: await shareToken() }, headers: { origin: server.url, cookie } }),
    ],
  ])(
    'ends when %s, and its sockets at once; no other does',
    async (_what, end) => {
      const [{ cookie }, other] = [await signIn(), await signIn()];
      const [socket, otherSocket] = [await openSocket(cookie), await openSocket(other.cookie)];
      expect((await end(cookie)).set).not.toBe('');
      expect(await socket.closed).toMatchObject({ code: 4403 });
      expect(await ask(cookie)).toBe(401);
      expect(await ask(other.cookie)).toBe(200);
      expect(await otherSocket.subscribe('{ role }').next()).toEqual({ role: 'EDITOR' });
      await otherSocket.close();
    },
    wellBeforeTheCheck,
  );

  test('goes on when no other took its place', async () => {
    const { cookie } = await signIn();
    expect((await signIn({ cookie }, 'vrm_nobody-has-this-one')).status).toBe(401);
    expect((await send('/sign-in?code=unknown', { method: 'GET', headers: { cookie } })).status).toBe(403);
    expect((await send('/shared', { body: { token: 'vrs_AAAA' }, headers: { origin: server.url, cookie } })).status).toBe(403);
    expect(await ask(cookie)).toBe(200);
  });

  test('is that of every guest of a link, and so goes on for the others', async () => {
    const token = await shareToken();
    const { cookie } = await send('/shared', { body: { token }, headers: { origin: server.url } });
    const socket = await openSocket(cookie);
    await send('/session', { method: 'DELETE', headers: { origin: server.url, cookie } });
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'GUEST' });
    await socket.close();
  });
});
