import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addEndpoint, type Endpoint, type EndpointInput, removeEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { customExecutor } from '../../../src/domain/execution/custom.js';
import type { Item, Plan } from '../../../src/domain/execution/executor.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { createGuardedFetch } from '../../../src/models/guarded-fetch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type JsonReply, type JsonServer, startJsonServer } from '../../support/json-server.js';
import { testScope } from '../../support/scope.js';
import { subjectOf } from '../../support/plan-subject.js';
import { firstRequest, sampleResultId } from '../../support/first-request.js';

let database: TestDatabase;
let server: JsonServer;
let reply: JsonReply;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  reply = { body: { output: 'fine' } };
  server = await startJsonServer(() => reply);
});
afterEach(() => server.close());

const item: Item = { id: 'i', externalId: 'first', input: { a: 1 }, expectedOutput: 'the answer', metadata: { tag: 'x' } };

async function withEndpoint(input: Partial<EndpointInput> = {}): Promise<{ scope: Scope; endpoint: Endpoint }> {
  const scope = await testScope(database, { fetch: createGuardedFetch('loopback') });
  const endpoint = await addEndpoint(scope, {
    name: 'app',
    url: server.url,
    headers: { authorization: 'Bearer top-secret' },
    ...input,
  });
  if (isFailure(endpoint)) throw endpoint;
  return { scope, endpoint };
}

async function planned(scope: Scope, configuration: JsonObject = { endpoint: 'app' }): Promise<Plan> {
  const plan = await customExecutor.plan(subjectOf(configuration), scope);
  if (isFailure(plan)) throw plan;
  return plan;
}

async function execute(scope: Scope, configuration?: JsonObject, signal = new AbortController().signal) {
  const { values } = await planned(scope, configuration);
  return customExecutor.execute(firstRequest({ plan: values, item, signal }), scope);
}

test('the endpoint gets the item, the configuration without itself, and its headers; never the expected output', async () => {
  const { scope, endpoint } = await withEndpoint();
  reply = { body: { output: { total: 3 }, usage: { inputTokens: 10, outputTokens: 2 }, cost: 0.0000042 } };
  for (const name of ['app', encodeId('endpoint', endpoint.id)]) {
    expect(await execute(scope, { endpoint: name, depth: 2, nested: { a: [] } })).toEqual({
      kind: 'answer',
      output: { total: 3 },
      usage: { inputTokens: 10, outputTokens: 2 },
      cost: '0.0000042',
      durationMs: expect.any(Number),
    });
  }
  expect(server.requests[1]).toMatchObject({
    method: 'POST',
    headers: { authorization: 'Bearer top-secret', 'content-type': 'application/json' },
  });
  expect(server.requests[1]?.body).toEqual({
    resultId: encodeId('result', sampleResultId),
    item: { externalId: 'first', input: { a: 1 }, metadata: { tag: 'x' } },
    configuration: { depth: 2, nested: { a: [] } },
  });
});

test('what an answer does not say of what it took is unknown', async () => {
  const { scope } = await withEndpoint();
  for (const [usage, known] of [
    [{ inputTokens: 1 }, { inputTokens: 1, outputTokens: null }],
    [{}, null],
  ]) {
    reply = { body: { output: null, usage: usage ?? null } };
    expect(await execute(scope)).toMatchObject({ kind: 'answer', output: null, usage: known, cost: null });
  }
});

test('a plan names the lane of its endpoint, and no secret', async () => {
  const { scope, endpoint } = await withEndpoint();
  const plan = await planned(scope);
  expect(plan.lane).toBe(`endpoint-${endpoint.id}`);
  expect(JSON.stringify(plan)).not.toContain('top-secret');
});

test('a configuration names an endpoint of the organization', async () => {
  const { scope, endpoint } = await withEndpoint();
  const { scope: other } = await withEndpoint({ name: 'other' });
  expect(await customExecutor.plan(subjectOf({}), scope)).toMatchObject({ code: 'VALIDATION', field: 'configuration.endpoint' });
  const unknown = await customExecutor.plan(subjectOf({ endpoint: 'missing' }), scope);
  expect(unknown).toMatchObject({ code: 'UNKNOWN_ENDPOINT', field: 'configuration.endpoint' });
  expect((unknown as Error).message).toContain('app');
  for (const name of ['app', encodeId('endpoint', endpoint.id)]) {
    expect(await customExecutor.plan(subjectOf({ endpoint: name }), other)).toMatchObject({ code: 'UNKNOWN_ENDPOINT' });
  }
});

describe('an answer that is not {output, usage?, cost?}', () => {
  test.each<[string, Json, RegExp]>([
    ['no JSON', '<html>', /has to answer JSON/],
    ['nothing', '', /the answer is missing/],
    ['null', null, /the answer is missing/],
    ['no object', [1], /the answer/],
    ['no output', { result: 1 }, /the answer\.output/],
    ['negative tokens', { output: 1, usage: { inputTokens: -1, outputTokens: 0 } }, /the answer\.usage\.inputTokens/],
    ['half a token', { output: 1, usage: { inputTokens: 1.5 } }, /the answer\.usage\.inputTokens/],
    ['too deep', `{"output":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, /the answer\.output: give at most 500/],
    ['a price that is none', { output: 1, cost: '$1' }, /the answer\.cost/],
  ])('but %s is a fault that says so', async (_, body, message) => {
    const { scope } = await withEndpoint();
    reply = { body };
    const outcome = await execute(scope);
    expect(outcome).toMatchObject({ kind: 'fault', type: 'invalid_response', recovery: { when: 'never' } });
    expect(outcome.kind === 'fault' && outcome.message).toMatch(message);
  });

  test('but too large is a fault', async () => {
    const { scope } = await withEndpoint();
    reply = { body: { output: 'x'.repeat(5_000_000) } };
    expect(await execute(scope)).toMatchObject({ kind: 'fault', type: 'response_too_large', recovery: { when: 'never' } });
  });
});

test('an endpoint that is busy or broken is asked again, one that refuses is not, and none is followed elsewhere', async () => {
  const { scope } = await withEndpoint();
  reply = { status: 429, headers: { 'retry-after': '2' }, body: {} };
  expect(await execute(scope)).toMatchObject({ type: 'rate_limited', recovery: { when: 'rate-limit', retryAfterMs: 2000 } });
  reply = { status: 503, body: {} };
  expect(await execute(scope)).toMatchObject({ type: 'http_503', recovery: { when: 'backoff' } });
  reply = { status: 422, body: 'no: Bearer top-secret' };
  const refused = await execute(scope);
  expect(refused).toMatchObject({ type: 'http_422', recovery: { when: 'never' } });
  expect(JSON.stringify(refused)).not.toContain('top-secret');
  reply = { status: 302, headers: { location: server.url }, body: '' };
  const asked = server.requests.length;
  expect(await execute(scope)).toMatchObject({ type: 'redirected', recovery: { when: 'never' } });
  expect(server.requests).toHaveLength(asked + 1);
});

test('an endpoint that says nothing runs into its time-out; a caller who gives up makes the call reject', async () => {
  const { scope } = await withEndpoint({ timeoutMs: 100 });
  reply = 'nothing';
  expect(await execute(scope)).toMatchObject({ type: 'timeout', recovery: { when: 'backoff' } });
  const { scope: patient } = await withEndpoint();
  const controller = new AbortController();
  const call = execute(patient, undefined, controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(call).rejects.toThrow('cancelled');
});

test('an address that is not to be reached is refused when it is dialled', async () => {
  const { scope } = await withEndpoint();
  expect(await execute({ ...scope, fetch: createGuardedFetch('public') })).toMatchObject({
    type: 'address_refused',
    recovery: { when: 'never' },
  });
});

test('an endpoint that was removed meanwhile is a fault', async () => {
  const { scope, endpoint } = await withEndpoint();
  const { values } = await planned(scope);
  await removeEndpoint(scope, endpoint.id);
  const outcome = await customExecutor.execute(firstRequest({ plan: values, item }), scope);
  expect(outcome).toMatchObject({ kind: 'fault', type: 'endpoint_removed', recovery: { when: 'never' } });
});

test('what an endpoint says of a failure holds no part of its headers', async () => {
  const { scope } = await withEndpoint();
  for (const said of ['the token top-secret is not valid', `${'x'.repeat(295)}top-secret`]) {
    reply = { status: 401, body: { said } };
    const outcome = await execute(scope);
    expect(outcome).toMatchObject({ kind: 'fault', type: 'http_401' });
    expect(JSON.stringify(outcome)).not.toContain('top-');
  }
});
