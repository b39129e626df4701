import { afterAll, beforeAll, expect, test } from 'vitest';
import { SignIns } from '../../src/server/sign-ins.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database, { schema: tinySchema().schema });
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

/** Opens a new link as a browser does, and gives the cookie it is handed. */
async function signIn(): Promise<string> {
  const response = await fetch(await server.server.createSignInLink(), { redirect: 'manual' });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function post(headers: Record<string, string>): Promise<Response> {
  const body = JSON.stringify({ query: '{ organizationId role }' });
  return fetch(`${server.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

test('a link signs in once, with a cookie that scripts and other sites never see', async () => {
  const link = await server.server.createSignInLink();
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\?code=[\w-]{43}$/);
  const first = await fetch(link, { redirect: 'manual' });
  expect(first.status).toBe(303);
  expect(first.headers.get('location')).toBe('/');
  expect(first.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);

  const second = await fetch(link, { redirect: 'manual' });
  expect(second.status).toBe(403);
  expect(second.headers.get('set-cookie')).toBeNull();
  expect(await second.text()).toContain('used before');
});

test('the code of a link is no key, and neither is the session', async () => {
  const code = new URL(await server.server.createSignInLink()).searchParams.get('code') ?? '';
  const session = (await signIn()).split('=')[1] ?? '';
  for (const secret of [code, session]) expect((await post({ authorization: `Bearer ${secret}` })).status).toBe(401);
});

test('a session asks from the pages of this server alone', async () => {
  const cookie = await signIn();
  const own = await post({ cookie, origin: server.url });
  expect((await own.json()).data).toEqual({ organizationId: server.a.scope.organizationId, role: 'ADMIN' });

  expect((await post({ cookie, origin: 'https://elsewhere.example' })).status).toBe(403);
  expect((await post({ cookie, origin: 'null' })).status).toBe(403);
  expect((await post({ cookie })).status).toBe(403);
  expect((await post({ cookie, origin: server.url, 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(403);
});

test('a session opens sockets from the pages of this server alone', async () => {
  const cookie = await signIn();
  const own = new RealtimeClient(server.url, null, { headers: { cookie, origin: server.url } });
  expect(await own.subscribe('{ role }').next()).toEqual({ role: 'ADMIN' });
  await own.close();
  for (const origin of ['https://elsewhere.example', 'null']) {
    expect((await new RealtimeClient(server.url, null, { headers: { cookie, origin } }).closed).code).toBe(4403);
  }
});

test('a code expires after ten minutes, and opens one session however many ask at once', async () => {
  let now = Date.now();
  const signIns = new SignIns(server.a.scope, () => now);
  const [early, late] = [await signIns.createCode(), await signIns.createCode()];
  now += 10 * 60_000 - 1;
  const sessions = await Promise.all([signIns.exchange(early), signIns.exchange(early)]);
  expect(sessions.filter((session) => session !== null)).toHaveLength(1);
  now += 1;
  expect(await signIns.exchange(late)).toBeNull();
});

test('a session ends with the key behind it, and a link to one opens none', async () => {
  const link = await server.server.createSignInLink();
  const cookie = await signIn();
  await database.db.apiKey.updateMany({
    where: { organizationId: server.a.scope.organizationId },
    data: { revokedAt: new Date() },
  });
  const response = await post({ cookie, origin: server.url });
  expect(response.status).toBe(401);
  expect((await response.json()).errors[0].message).toContain('The session has ended');

  const late = await fetch(link, { redirect: 'manual' });
  expect(late.status).toBe(403);
  expect(late.headers.get('set-cookie')).toBeNull();
  expect(await late.text()).toContain('a key that was revoked');

  // Only the session that it opens uses it up.
  await database.db.apiKey.updateMany({ data: { revokedAt: null } });
  expect((await fetch(link, { redirect: 'manual' })).status).toBe(303);
});
