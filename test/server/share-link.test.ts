import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createShareLink, type CreatedShareLink } from '../../src/domain/sharing/share-links.js';
import { isFailure } from '../../src/failures.js';
import { encodeId, type Id } from '../../src/ids.js';
import { LiveConnections } from '../../src/server/live-connections.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { numberedItems, seedExperiment } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';

let database: TestDatabase;
let server: TestServer;
let experimentId: Id<'experiment'>;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  const { experiment } = await seedExperiment(server.a.scope, { items: numberedItems(2), serviceUrl: 'http://127.0.0.1:1' });
  experimentId = experiment.id;
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

async function shareLink(): Promise<CreatedShareLink> {
  const link = await createShareLink(server.a.scope, { experimentId });
  if (isFailure(link)) throw link;
  return link;
}

async function expire({ shareLink: { id } }: CreatedShareLink): Promise<void> {
  await database.db.$executeRaw`UPDATE share_link SET expires_at = now() - interval '1 second' WHERE id = ${id}::uuid`;
}

async function revoke({ shareLink: { id } }: CreatedShareLink): Promise<void> {
  const revoked = await server.request('mutation ($id: ID!) { revokeShareLink(id: $id) { ... on ShareLink { status } } }', {
    id: encodeId('shareLink', id),
  });
  expect(revoked.data).toEqual({ revokeShareLink: { status: 'REVOKED' } });
}

const query = '{ sharedExperiment { id } }';

describe('the token of a link', () => {
  test('reads the experiment, and nothing else', async () => {
    const { token } = await shareLink();
    const id = encodeId('experiment', experimentId);
    expect((await server.request(query, {}, token)).data).toEqual({ sharedExperiment: { id } });
    const { errors } = await server.request('{ experiments { edges { node { id } } } }', {}, token);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(
      await server.request(
        'mutation ($input: CreateShareLinkInput!) { createShareLink(input: $input) { ... on Error { code } } }',
        { input: { experimentId: id } },
        token,
      ),
    ).toEqual({ data: { createShareLink: { code: 'FORBIDDEN' } } });
  });

  test.each([
    ['expired', expire],
    ['was revoked', revoke],
  ])('counts no more from the next request on when the link %s', async (_what, end) => {
    const link = await shareLink();
    expect((await server.request(query, {}, link.token)).errors).toBeUndefined();
    await end(link);
    expect(await server.request(query, {}, link.token)).toEqual({
      errors: [
        {
          message: 'The share link is unknown, has expired or was revoked. Ask whoever shared it for a new one.',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
  });

  test.each([
    ['expires', expire],
    ['is revoked', revoke],
  ])('opens a socket, which starts nothing more and closes when the link %s', async (_what, end) => {
    const link = await shareLink();
    const socket = new RealtimeClient(server.url, link.token);
    expect(await socket.subscribe(query).next()).toEqual({ sharedExperiment: { id: encodeId('experiment', experimentId) } });
    await end(link);
    await expect(socket.subscribe(query).next()).rejects.toBeDefined();
    expect(await socket.closed).toMatchObject({ code: 4403 });
    expect(await new RealtimeClient(server.url, link.token).closed).toEqual({
      code: 4403,
      reason: 'The share link is unknown, has expired or was revoked.',
    });
  });

  test('is asked about apart from other links and keys when open sockets are checked', async () => {
    const connections = new LiveConnections();
    const ended: string[] = [];
    for (const token of ['vrs_a', 'vrs_b']) {
      connections.add({ credential: { kind: 'link', token }, end: (reason) => ended.push(`${token} ${reason}`) });
    }
    connections.add({ credential: { kind: 'key', key: 'vrs_a' }, end: () => ended.push('the key') });
    await connections.endRefused(async (credential) => credential.kind !== 'link' || credential.token !== 'vrs_a');
    expect(ended).toEqual(['vrs_a refused']);
  });
});

function post(token: unknown, headers: Record<string, string> = { origin: server.url }): Promise<Response> {
  const body = JSON.stringify({ token });
  return fetch(`${server.url}/shared`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

async function cookieOf({ token }: CreatedShareLink): Promise<string> {
  return (await post(token)).headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Runs the script of the page as a browser does, until it has gone on or said why it does not. */
async function openPage(html: string, hash: string): Promise<{ said: string; wentTo: string | null }> {
  const paragraph = { textContent: '' };
  const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
  let wentTo: string | null = null;
  const page = {
    document: { getElementById: (id: string) => (html.includes(`id="${id}"`) ? paragraph : null) },
    location: { hash, replace: (address: string) => (wentTo = address) },
    addEventListener: () => undefined,
    fetch: (path: string, { headers: given, ...init }: RequestInit) => {
      const headers = new Headers(given);
      headers.set('origin', server.url);
      return fetch(new URL(path, server.url), { ...init, headers });
    },
  };
  await runInNewContext(`${script}; opened`, page);
  return { said: paragraph.textContent, wentTo };
}

function askWith(cookie: string, origin = server.url): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie, origin };
  return fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

describe('the page that opens a link in a browser', () => {
  test('is the same for everybody, and runs nothing but its own script', async () => {
    const response = await fetch(`${server.url}/shared`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(html).not.toMatch(/https?:\/\//);
    const policy = response.headers.get('content-security-policy') ?? '';
    for (const [tag, directive] of [
      ['script', 'script-src'],
      ['style', 'style-src'],
    ] as const) {
      const inline = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? '';
      const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(inline))).toString('base64');
      expect(policy).toContain(`${directive} 'sha256-${digest}'`);
    }
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toContain('unsafe');
  });

  test.each([
    [
      'goes on to the dashboard with a right link',
      async (): Promise<string> => (await shareLink()).token,
      '/',
      'Opening what was shared with you …',
    ],
    [
      'says that a link is a wrong one',
      async (): Promise<string> => 'vrs_AAAA',
      null,
      'The share link is unknown, has expired or was revoked.',
    ],
    ['says that an address has no link', async (): Promise<string> => '', null, 'There is no link in this address.'],
  ] as const)('%s', async (_what, tokenOf, location, said) => {
    const html = await (await fetch(`${server.url}/shared`)).text();
    const token = await tokenOf();
    const shown = await openPage(html, token === '' ? '' : `#${token}`);
    expect(shown.said).toContain(said);
    expect(shown.wentTo).toBe(location);
  });

  test('exchanges the token for a session that scripts and other sites never see, and that opens GraphiQL too', async () => {
    const link = await shareLink();
    const response = await post(link.token);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(await response.json()).toEqual({ location: '/' });

    const cookie = await cookieOf(link);
    const graphiql = await fetch(`${server.url}/graphql`, { headers: { cookie, accept: 'text/html' } });
    expect(graphiql.headers.get('content-type')).toContain('text/html');
    const answered = await (await askWith(cookie)).json();
    expect(answered).toEqual({ data: { sharedExperiment: { id: encodeId('experiment', experimentId) } } });
  });

  test('gives no session that outlives its link', async () => {
    const link = await shareLink();
    const { id } = link.shareLink;
    await database.db.$executeRaw`UPDATE share_link SET expires_at = now() + interval '10 minutes' WHERE id = ${id}::uuid`;
    const [, maxAge] = /Max-Age=(\d+)/.exec((await post(link.token)).headers.get('set-cookie') ?? '') ?? [];
    expect(Number(maxAge)).toBeGreaterThan(0);
    expect(Number(maxAge)).toBeLessThanOrEqual(600);
  });

  test.each([
    ['expired', expire],
    ['was revoked', revoke],
  ])('says so when the link %s, and its sessions end', async (_what, end) => {
    const link = await shareLink();
    const cookie = await cookieOf(link);
    expect((await askWith(cookie)).status).toBe(200);
    await end(link);
    const ended = await askWith(cookie);
    expect(ended.status).toBe(401);
    expect((await ended.json()).errors[0].message).toContain('The session has ended');
    const response = await post(link.token);
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await response.json()).toEqual({
      message: 'The share link is unknown, has expired or was revoked. Ask whoever shared it for a new one.',
    });
  });

  test.each([
    ['a token that nobody has', 'vrs_AAAA', 403],
    ['an API key', '', 403],
    ['something else', 5, 400],
    ['more than a token', 'x'.repeat(5000), 400],
    ['much more than a token', 'x'.repeat(5_000_000), 400],
  ])('gives no session for %s', async (_what, token, status) => {
    const response = await post(token === '' ? server.a.admin : token);
    expect(response.status).toBe(status);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('puts nobody into a session who came from another site', async () => {
    const { token } = await shareLink();
    for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}]) {
      const response = await post(token, headers as Record<string, string>);
      expect(response.status).toBe(403);
      expect(response.headers.get('set-cookie')).toBeNull();
    }
    expect((await fetch(`${server.url}/shared`, { method: 'DELETE' })).status).toBe(405);
  });

  test('signing out takes the session from the browser, and leaves the link as it is', async () => {
    const link = await shareLink();
    const cookie = await cookieOf(link);
    const response = await fetch(`${server.url}/session`, { method: 'DELETE', headers: { cookie, origin: server.url } });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toMatch(/^variorum_session_\d+=; .*Max-Age=0$/);
    expect((await post(link.token)).status).toBe(200);
  });

  test('a session asks from the pages of this server alone', async () => {
    const cookie = await cookieOf(await shareLink());
    expect((await askWith(cookie, 'https://elsewhere.example')).status).toBe(403);
  });
});
