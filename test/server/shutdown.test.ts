import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Credential } from '../../src/server/credentials.js';
import { LiveConnections } from '../../src/server/live-connections.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient } from '../support/realtime.js';
import { startTestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database?.close());

test('a server that stops ends its subscriptions as going away, never as complete', async () => {
  const { schema, ...ticks } = tinySchema();
  const server = await startTestServer(database, { schema });
  const socket = new RealtimeClient(server.url, server.a.viewer);
  await socket.subscribe('subscription { ticks }').next();
  const events = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${server.a.viewer}` },
    body: JSON.stringify({ query: 'subscription { ticks }' }),
  });
  await ticks.waitForActive(2);

  const text = events.text();
  text.catch(() => undefined);
  await server.close();
  expect((await socket.closed).code).toBe(1001);
  await expect(text).rejects.toThrow();
  await ticks.waitForActive(0);
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
});

test('a server says that it is not ready while its database does not answer, and that it lives', async () => {
  const own = await createTestDatabase();
  const server = await startTestServer(own, { schema: tinySchema().schema });
  await own.close();
  expect((await fetch(`${server.url}/ready`)).status).toBe(503);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);

  const socket = new RealtimeClient(server.url, server.a.viewer);
  expect((await socket.closed).code).toBe(1013);
  const response = await server.request('{ role }');
  expect(response.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
  await server.close();
});

test('a port that is taken is an error, not a silence', async () => {
  const { schema } = tinySchema();
  const first = await startTestServer(database, { schema });
  await expect(startTestServer(database, { schema, port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
  await first.close();
});

test('the open connections of a credential that counts no longer are ended, and no others', async () => {
  const connections = new LiveConnections();
  const ended: string[] = [];
  const open = (key: string): (() => void) =>
    connections.add({ credential: { kind: 'key', key }, end: (reason) => ended.push(`${key} ${reason}`) });
  open('good');
  open('bad');
  open('bad');
  open('gone')();
  const asked: Credential[] = [];
  await connections.endRefused(async (credential) => {
    asked.push(credential);
    return credential.kind === 'key' && credential.key === 'good';
  });
  expect(asked).toHaveLength(2);
  expect(ended).toEqual(['bad refused', 'bad refused']);
});
