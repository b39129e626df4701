import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bodyLimitBytes } from '../../src/server/body-limit.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { RealtimeClient, type RealtimeOptions } from '../support/realtime.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { tinySchema } from './tiny-schema.js';

let database: TestDatabase;
let server: TestServer;
const { schema, ...ticks } = tinySchema();
const clients: RealtimeClient[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database, { schema });
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await server?.close();
  await database?.close();
});

function client(key: string | null, options?: RealtimeOptions): RealtimeClient {
  const made = new RealtimeClient(server.url, key, options);
  clients.push(made);
  return made;
}

describe('who asks', () => {
  test.each(['authorization', 'Authorization'])(
    'a key in connectionParams.%s says of which organization a socket is',
    async (name) => {
      const socket = client(null, { connectionParams: { [name]: `Bearer ${server.b.viewer}` } });
      expect(await socket.subscribe('{ organizationId role }').next()).toEqual({
        organizationId: server.b.scope.organizationId,
        role: 'VIEWER',
      });
    },
  );

  test('a key in the header of the request that opens the socket counts too', async () => {
    const socket = client(null, { headers: { authorization: `Bearer ${server.a.admin}` } });
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'ADMIN' });
  });

  test.each([
    ['no key', {}],
    ['an unknown key', { authorization: 'Bearer vrm_nobody-has-this-one' }],
    ['a key without its scheme', { authorization: 'vrm_nobody-has-this-one' }],
  ])('with %s the socket is closed with 4403 and what to do', async (_name, connectionParams) => {
    const { code, reason } = await client(null, { connectionParams }).closed;
    expect(code).toBe(4403);
    expect(reason).toMatch(/Bearer <key>|unknown or was revoked/);
  });

  test('a key revoked meanwhile starts no further operation', async () => {
    const socket = client(server.b.editor);
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'EDITOR' });
    const revoked = { organizationId: server.b.scope.organizationId, role: 'EDITOR' as const };
    await database.db.apiKey.updateMany({ where: revoked, data: { revokedAt: new Date() } });
    await expect(socket.subscribe('{ role }').next()).rejects.toBeDefined();
    expect((await socket.closed).code).toBe(4403);
  });
});

describe('what goes wrong with one operation leaves the socket open', () => {
  test.each([
    ['a syntax error', '{ role', 'Syntax Error'],
    ['an unknown field', '{ nothing }', 'Cannot query field'],
    ['two operations without a name', '{ role } { organizationId }', ''],
    ['too many aliases', `{ ${Array.from({ length: 300 }, (_, n) => `a${n}: role`).join(' ')} }`, 'aliases'],
  ])('%s', async (_name, query, said) => {
    const socket = client(server.a.viewer);
    const error = await socket
      .subscribe(query)
      .next()
      .then(String, (errors: unknown) => JSON.stringify(errors));
    expect(error).toContain(said);
    expect(error).not.toContain('"http"');
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'VIEWER' });
  });

  test('a message above the limit', async () => {
    const socket = client(server.a.viewer);
    const text = 'x'.repeat(bodyLimitBytes);
    const large = socket.subscribe('query ($text: String) { length(text: $text) }', { text });
    await expect(large.next()).rejects.toMatchObject([{ extensions: { code: 'REQUEST_TOO_LARGE' } }]);
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'VIEWER' });
  });

  test('an unexpected error, which is hidden, in an operation and in the middle of a subscription', async () => {
    const socket = client(server.a.viewer);
    const { errors } = await socket.subscribe('{ bug }').nextResult();
    expect(errors).toMatchObject([{ path: ['bug'], extensions: { code: 'INTERNAL_SERVER_ERROR', id: expect.any(String) } }]);
    expect(JSON.stringify(errors)).not.toContain('hunter2');

    const broken = socket.subscribe('subscription { broken }');
    expect(await broken.next()).toEqual({ broken: 1 });
    const failure = await broken.next().then(String, (reason: unknown) => JSON.stringify(reason));
    expect(failure).toContain('INTERNAL_SERVER_ERROR');
    expect(failure).not.toContain('kitchen');
    expect(await socket.subscribe('{ role }').next()).toEqual({ role: 'VIEWER' });
  });
});

describe('subscriptions', () => {
  test('one starts, follows, and completes', async () => {
    const subscription = client(server.a.viewer).subscribe<{ ticks: number }>('subscription { ticks(limit: 3) }');
    expect(await subscription.next()).toEqual({ ticks: 0 });
    ticks.tick();
    expect(await subscription.waitForMessage(({ ticks: n }) => n === 1)).toEqual({ ticks: 1 });
    ticks.tick();
    ticks.tick();
    expect(await subscription.rest()).toEqual([{ ticks: 2 }]);
  });

  test('one that its client stops is left at once, though nothing happens', async () => {
    const subscription = client(server.a.viewer).subscribe('subscription { ticks }');
    await subscription.next();
    expect(ticks.active()).toBe(1);
    subscription.stop();
    await ticks.waitForActive(0);
  });

  test('a cut connection ends its subscriptions on the server, and the client that comes back starts again', async () => {
    const socket = client(server.a.viewer, { retryAttempts: 3 });
    const subscription = socket.subscribe<{ ticks: number }>('subscription { ticks }');
    await subscription.next();
    await socket.reconnect();
    expect(await subscription.next()).toEqual({ ticks: 0 });
    await ticks.waitForActive(1);
  });
});
