import type { LookupFunction } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import type { Database, Delivery } from '../../../src/database/client.js';
import { readConfig } from '../../../src/config.js';
import { type EndpointConnection, endpointConnections } from '../../../src/domain/endpoints/connections.js';
import { deliver, type Message, messageIdOf } from '../../../src/domain/endpoints/deliver.js';
import { forgetDeliveries } from '../../../src/domain/endpoints/delivery-log.js';
import { addEndpoint, type NewEndpoint, removeEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { pingEndpoint } from '../../../src/domain/endpoints/ping.js';
import { rotateSigningSecret } from '../../../src/domain/endpoints/rotate-signing-secret.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { encodeId, newId } from '../../../src/ids.js';
import { createGuardedFetch } from '../../../src/models/guarded-fetch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type JsonReply, type JsonServer, startJsonServer } from '../../support/json-server.js';
import { testScope } from '../../support/scope.js';
import { succeeded } from '../experiments/rows.js';

let database: TestDatabase;
let server: JsonServer;
let reply: JsonReply;
let scope: Scope;
const loopback = createGuardedFetch('loopback');
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  reply = { body: { fine: true } };
  server = await startJsonServer(() => reply);
  scope = await testScope(database, { fetch: loopback });
});
afterEach(() => server.close());

const secret = `whsec_${Buffer.from('a secret of the tests, 32 bytes.').toString('base64')}`;
const resultId = '01890000-0000-8000-8000-000000000001';

async function added(input: Partial<NewEndpoint> = {}): Promise<EndpointConnection> {
  const { id } = succeeded(await addEndpoint(scope, { name: 'app', url: server.url, ...input }));
  return connected(id);
}

async function connected(id: string): Promise<EndpointConnection> {
  const connection = await endpointConnections.get(scope, id);
  if (!connection) throw new Error('The endpoint has no connection.');
  return connection;
}

function message(changes: Partial<Message> = {}): Message {
  return { purpose: 'TEST', messageId: 'one', attempt: 1, resultId, body: { hello: 'wörld' }, ...changes };
}

function delivered(connection: EndpointConnection, changes?: Partial<Message>, signal = new AbortController().signal) {
  return deliver(scope, connection, message(changes), signal);
}

function logOf(connection: EndpointConnection): Promise<Delivery[]> {
  return database.db.delivery.findMany({ where: { endpointId: connection.id }, orderBy: { id: 'asc' } });
}

/** Whether the receiver of a request that knows a secret takes it for what it is. */
function verifies(place: number, known: string): boolean {
  const request = server.requests[place];
  try {
    const headers = request?.headers as Record<string, string>;
    expect(new Webhook(known).verify(JSON.stringify(request?.body), headers)).toEqual(request?.body);
    return true;
  } catch {
    return false;
  }
}

describe('a message', () => {
  test('is signed, by the Standard Webhooks scheme, over its id, its time and its content', async () => {
    const connection = await added({ signingSecret: secret, headers: { 'x-team': 'blue' } });
    expect(await delivered(connection)).toEqual({
      kind: 'reply',
      status: 200,
      body: { fine: true },
      durationMs: expect.any(Number),
    });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      headers: { 'webhook-id': 'one', 'content-type': 'application/json', 'x-team': 'blue' },
      body: { hello: 'wörld' },
    });
    expect(verifies(0, secret)).toBe(true);
    expect(verifies(0, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
  });

  test('to an endpoint without a secret has an id and a time, and no signature', async () => {
    await delivered(await added());
    expect(server.requests[0]?.headers).toMatchObject({
      'webhook-id': 'one',
      'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  test('has the same id at every attempt, another at each retry of failed items, and one of its own for each evaluator', () => {
    const id = encodeId('result', resultId);
    expect(messageIdOf({ resultId, retries: 0 })).toBe(id);
    expect(messageIdOf({ resultId, retries: 2 })).toBe(`${id}.2`);
    expect(messageIdOf({ resultId, retries: 2 }, 'evl_1')).toBe(`${id}.2.evl_1`);
  });
});

describe('a signing secret', () => {
  test('is made once and shown once; the former one holds until the overlap is over', async () => {
    const { id } = await added({ signingSecret: secret });
    const rotation = succeeded(await rotateSigningSecret(scope, { id, overlapHours: 1 }));
    const second = rotation.signingSecret ?? '';
    expect(rotation).toMatchObject({ signingSecret: expect.stringMatching(/^whsec_/), endpoint: { hasSigningSecret: true } });
    const connection = await connected(id);
    await delivered(connection);
    expect([verifies(0, secret), verifies(0, second)]).toEqual([true, true]);

    const [newest, former] = connection.signingSecrets;
    if (!newest || !former) throw new Error('Two secrets hold.');
    expect(Date.parse(former.endsAt ?? '') - Date.now()).toBeGreaterThan(3_500_000);
    await delivered({ ...connection, signingSecrets: [newest, { ...former, endsAt: new Date(Date.now() - 1).toISOString() }] });
    expect([verifies(1, secret), verifies(1, second)]).toEqual([false, true]);

    const third = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
    expect(await rotateSigningSecret(scope, { id, signingSecret: third, overlapHours: 0 })).toMatchObject({
      signingSecret: null,
    });
    await delivered(await connected(id));
    expect([secret, second, third].map((known) => verifies(2, known))).toEqual([false, false, true]);
  });

  test('is one of at most five that hold at once', async () => {
    const { id } = await added();
    for (let times = 0; times < 5; times += 1) succeeded(await rotateSigningSecret(scope, { id }));
    expect(await rotateSigningSecret(scope, { id })).toMatchObject({ code: 'VALIDATION', field: 'overlapHours' });
    succeeded(await rotateSigningSecret(scope, { id, overlapHours: 0 }));
    expect((await connected(id)).signingSecrets).toHaveLength(1);
  });

  test('is not lost when two are made at the same moment', async () => {
    const { id } = await added();
    const made = await Promise.all([rotateSigningSecret(scope, { id }), rotateSigningSecret(scope, { id })]);
    const { signingSecrets } = await connected(id);
    expect(signingSecrets.map((one) => one.secret).sort()).toEqual(made.map((one) => succeeded(one).signingSecret).sort());
  });

  test.each([
    ['no prefix', Buffer.alloc(32).toString('base64')],
    ['too few bytes', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too many', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['what is no base64', `whsec_${'hidden!'.repeat(8)}`],
    ['nothing', ''],
  ])('with %s is refused, and not repeated', async (_, given) => {
    const error = await addEndpoint(scope, { name: 'app', url: server.url, signingSecret: given });
    expect(error).toMatchObject({ code: 'VALIDATION', field: 'signingSecret' });
    if (given !== '') expect((error as Error).message).not.toContain(given);
    const { id } = await added();
    expect(await rotateSigningSecret(scope, { id, signingSecret: given })).toMatchObject({ field: 'signingSecret' });
    expect(await rotateSigningSecret(scope, { id, overlapHours: -1 })).toMatchObject({ field: 'overlapHours' });
    expect((await connected(id)).signingSecrets).toEqual([]);
  });

  test('can’t be rotated from another organization', async () => {
    const { id } = await added();
    expect(await rotateSigningSecret(await testScope(database), { id })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an answer', () => {
  test.each<[status: number, type: string, when: string]>([
    [408, 'http_408', 'backoff'],
    [425, 'http_425', 'backoff'],
    [500, 'http_500', 'backoff'],
    [503, 'http_503', 'backoff'],
    [429, 'rate_limited', 'rate-limit'],
    [400, 'http_400', 'never'],
    [401, 'http_401', 'never'],
    [404, 'http_404', 'never'],
    [409, 'http_409', 'never'],
    [410, 'http_410', 'never'],
    [422, 'http_422', 'never'],
    [302, 'redirected', 'never'],
    [308, 'redirected', 'never'],
  ])('of %i is the fault %s, tried again: %s', async (status, type, when) => {
    const connection = await added();
    reply = { status, headers: { location: server.url }, body: { why: 'so' } };
    expect(await delivered(connection)).toMatchObject({ kind: 'fault', type, recovery: { when } });
    expect(server.requests).toHaveLength(1);
    expect(await logOf(connection)).toMatchObject([{ status, errorType: type, responseHead: '{"why":"so"}' }]);
  });

  test('may be empty; one that says that the answer comes later may say so in any words; others are JSON', async () => {
    const connection = await added();
    reply = { body: '' };
    expect(await delivered(connection)).toMatchObject({ kind: 'reply', status: 200, body: null });
    reply = { status: 202, body: 'Accepted.' };
    expect(await delivered(connection)).toMatchObject({ kind: 'reply', status: 202, body: null });
    reply = { status: 202, body: { queued: true } };
    expect(await delivered(connection)).toMatchObject({ body: { queued: true } });
    reply = { body: 'Accepted.' };
    expect(await delivered(connection)).toMatchObject({ type: 'invalid_response', recovery: { when: 'never' } });
  });

  test('that is too large is a fault where it is a success, and read no further where it is none', async () => {
    const connection = await added();
    reply = { body: 'x'.repeat(5_000_000) };
    expect(await delivered(connection)).toMatchObject({
      type: 'response_too_large',
      message: 'The answer is larger than 4 MiB.',
    });
    reply = { status: 503, body: 'y'.repeat(5_000_000) };
    expect(await delivered(connection)).toMatchObject({ type: 'http_503', recovery: { when: 'backoff' } });
    expect(await logOf(connection)).toMatchObject([
      { status: 200, errorType: 'response_too_large', responseHead: null },
      { status: 503, responseHead: 'y'.repeat(1000) },
    ]);
  });
});

describe('the log', () => {
  test('has every request with what came of it, and no secret', async () => {
    const token = 'Bearer very-secret-token';
    const connection = await added({ headers: { authorization: token }, signingSecret: secret, timeoutMs: 200 });
    reply = { body: { said: `${'x'.repeat(980)}${token}, ${secret} and\u0000 more` } };
    await delivered(connection, { messageId: 'first', attempt: 1 });
    reply = { status: 401, body: `not very-secret-token, not ${secret.slice(6)}` };
    await delivered(connection, { messageId: 'first', attempt: 2 });
    reply = 'nothing';
    await delivered(connection, { messageId: 'second', purpose: 'EVALUATION' });
    await server.close();
    await delivered(connection, { messageId: 'third' });
    const rows = await logOf(connection);
    expect(rows).toMatchObject([
      { purpose: 'TEST', resultId, messageId: 'first', attempt: 1, status: 200, errorType: null, errorMessage: null },
      { messageId: 'first', attempt: 2, status: 401, errorType: 'http_401', responseHead: 'not [secret], not [secret]' },
      { purpose: 'EVALUATION', status: null, errorType: 'timeout', responseHead: null },
      { messageId: 'third', status: null, errorType: 'network', responseHead: null },
    ]);
    expect(rows[0]?.responseHead).toHaveLength(1000);
    expect(rows[2]?.durationMs).toBeGreaterThanOrEqual(190);
    expect(JSON.stringify(rows)).not.toMatch(/very-secret|secret of the tests|YSBzZWNyZXQg/);
  });

  test('shows the headers’ values that are too short to be secrets', async () => {
    const connection = await added({ headers: { 'x-version': '2', 'x-key': 'a "longer" one' } });
    reply = { body: { version: 2, said: '2 of 2', key: 'a "longer" one' } };
    await delivered(connection);
    expect(await logOf(connection)).toMatchObject([{ responseHead: '{"version":2,"said":"2 of 2","key":"[secret]"}' }]);
  });

  test('has requests that end together, each once', async () => {
    const connection = await added();
    await Promise.all(Array.from({ length: 50 }, (_, place) => delivered(connection, { messageId: `message ${place}` })));
    const rows = await logOf(connection);
    expect(new Set(rows.map(({ messageId }) => messageId)).size).toBe(50);
    expect(rows).toHaveLength(50);
  });

  test('has nothing of a request that the caller gave up', async () => {
    const connection = await added();
    reply = 'nothing';
    const controller = new AbortController();
    const call = delivered(connection, {}, controller.signal);
    controller.abort(new Error('cancelled'));
    await expect(call).rejects.toThrow('cancelled');
    expect(await logOf(connection)).toEqual([]);
  });

  test('that can’t be written is a warning, and the message is delivered all the same', async () => {
    const connection = await added();
    const warnings: unknown[] = [];
    const log = pino({ level: 'warn' }, { write: (line) => warnings.push(JSON.parse(line)) });
    const db = { $executeRaw: () => Promise.reject(new Error('no room')) } as unknown as Database;
    expect(await deliver({ ...scope, db, log }, connection, message(), new AbortController().signal)).toMatchObject({
      status: 200,
    });
    expect(warnings).toMatchObject([{ msg: 'requests to endpoints could not be logged', err: { message: 'no room' } }]);
  });

  test('keeps the others where one is of an endpoint that was removed meanwhile', async () => {
    const connection = await added();
    const removed = await added({ name: 'removed' });
    succeeded(await removeEndpoint(scope, removed.id));
    await Promise.all([delivered(connection), delivered(removed), delivered(connection)]);
    expect(await logOf(connection)).toHaveLength(2);
    expect(await logOf(removed)).toHaveLength(0);
  });

  test('forgets what is older than it keeps', async () => {
    const connection = await added();
    await delivered(connection, { messageId: 'new' });
    const old = { endpointId: connection.id, purpose: 'PING', messageId: 'old', attempt: 1, durationMs: 1 } as const;
    const createdAt = new Date(Date.now() - 1000 * 3_600_000);
    await database.db.delivery.createMany({ data: Array.from({ length: 5001 }, () => ({ ...old, createdAt })) });
    await forgetDeliveries(database.db, new Date(Date.now() - 24 * 3_600_000));
    expect(await logOf(connection)).toMatchObject([{ messageId: 'new' }]);
  });

  test('forgets what nobody is at, and waits for nobody', async () => {
    const connection = await added();
    await delivered(connection, { messageId: 'one' });
    await delivered(connection, { messageId: 'two' });
    await database.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM delivery WHERE message_id = 'one' AND endpoint_id = ${connection.id}::uuid FOR UPDATE`;
      await forgetDeliveries(database.db, new Date(Date.now() + 1000));
    });
    expect(await logOf(connection)).toMatchObject([{ messageId: 'one' }]);
  });
});

describe('a ping', () => {
  test('is sent once, signed, and tells what came of it, as it is logged', async () => {
    const connection = await added({ signingSecret: secret });
    reply = { body: 'pong' };
    const delivery = succeeded(await pingEndpoint(scope, connection.id));
    expect(delivery).toMatchObject({ purpose: 'PING', resultId: null, status: 200, errorType: null, responseHead: 'pong' });
    expect(server.requests.map(({ body }) => body)).toEqual([
      { type: 'ping', endpointId: encodeId('endpoint', connection.id), sentAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    expect(verifies(0, secret)).toBe(true);
    reply = { status: 503, body: {} };
    expect(await pingEndpoint(scope, connection.id)).toMatchObject({ status: 503, errorType: 'http_503' });
    expect(await logOf(connection)).toMatchObject([delivery, { status: 503 }]);
    expect(await pingEndpoint(await testScope(database), connection.id)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** A resolver that gives an address at the first look-up, and another at all that follow. */
function resolver(first: string, then = first): LookupFunction {
  let address = first;
  return (_hostname, options, callback) => {
    const family = address.includes(':') ? 6 : 4;
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
    address = then;
  };
}

describe('a deployment that reaches public addresses alone', () => {
  beforeEach(async () => {
    scope = await testScope(database, { config: readConfig({ VARIORUM_REACHABLE: 'public' }) });
  });

  const written: [spelling: string, host: string][] = [
    ['decimal', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['hexadecimal', '0x7f.1'],
    ['hexadecimal, as one number', '0x7f000001'],
    ['short', '127.1'],
    ['IPv6', '[::1]'],
    ['IPv6-mapped', '[::ffff:127.0.0.1]'],
    ['IPv6-mapped, in hexadecimal', '[::ffff:7f00:1]'],
    ['NAT64', '[64:ff9b::7f00:1]'],
    ['NAT64, local', '[64:ff9b:1::7f00:1]'],
    ['6to4', '[2002:7f00:1::]'],
    ['IPv4-compatible', '[::127.0.0.1]'],
    ['any', '0.0.0.0'],
    ['link-local', '169.254.169.254'],
    ['link-local, IPv6', '[fe80::1]'],
    ['private', '10.0.0.1'],
    ['named', 'localhost'],
    ['named below', 'app.localhost'],
    ['full-width digits', '１２７.0.0.1'],
  ];
  const port = () => new URL(server.url).port;

  test.each(written)('adds no endpoint at an address that is not public (%s: %s), and calls none', async (_, host) => {
    const url = `http://${host}:${port()}/`;
    expect(await addEndpoint(scope, { name: 'app', url })).toMatchObject({ code: 'ADDRESS_REFUSED', field: 'url' });
    // As it may stand in the database since the deployment reached more.
    expect(await delivered({ ...(await publicEndpoint()), url })).toMatchObject({
      type: 'address_refused',
      recovery: { when: 'never' },
    });
    expect(server.requests).toHaveLength(0);
  });

  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, IPv6', '::1'],
    ['loopback, IPv6-mapped', '::ffff:127.0.0.1'],
    ['loopback, NAT64', '64:ff9b::7f00:1'],
    ['link-local', '169.254.169.254'],
    ['private', '192.168.1.1'],
  ])('calls no endpoint whose name resolves to one that is not (%s)', async (_, address) => {
    expect(await delivered(await publicEndpoint(resolver(address)))).toMatchObject({ type: 'address_refused' });
    expect(server.requests).toHaveLength(0);
  });

  test('dials the address that it checked, where a name resolves to a public one first and to loopback later', async () => {
    // Global by its range, and assigned to nobody.
    const connection = await publicEndpoint(resolver('3000::1', '127.0.0.1'));
    expect(await delivered(connection)).toMatchObject({ type: expect.stringMatching(/^(network|timeout)$/) });
    expect(await delivered(connection)).toMatchObject({ type: 'address_refused' });
    expect(server.requests).toHaveLength(0);
  });

  test('follows no redirect, least of all to where it must not go', async () => {
    scope = { ...scope, fetch: loopback };
    const connection = { ...(await publicEndpoint()), url: server.url };
    for (const location of ['http://169.254.169.254/latest/meta-data/', 'http://127.0.0.1:1/']) {
      reply = { status: 307, headers: { location }, body: '' };
      expect(await delivered(connection)).toMatchObject({ type: 'redirected', recovery: { when: 'never' } });
    }
    expect(server.requests).toHaveLength(2);
  });

  async function publicEndpoint(lookup?: LookupFunction): Promise<EndpointConnection> {
    scope = { ...scope, fetch: scope.fetch === loopback ? loopback : createGuardedFetch('public', lookup) };
    const url = `http://app.example:${port()}/`;
    const endpoint = await addEndpoint(scope, { name: `app-${newId('endpoint')}`, url, timeoutMs: 300 });
    if (isFailure(endpoint)) throw endpoint;
    return connected(endpoint.id);
  }
});
