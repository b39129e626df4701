import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { planEvaluator } from '../../../src/domain/evaluation/evaluators.js';
import { scoreFromVerdict } from '../../../src/domain/evaluation/scoring.js';
import { webhook } from '../../../src/domain/evaluation/webhook.js';
import { addEndpoint, type Endpoint, removeEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import type { Scope } from '../../../src/domain/scope.js';
import { encodeId } from '../../../src/ids.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { createGuardedFetch } from '../../../src/models/guarded-fetch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type JsonReply, type JsonServer, startJsonServer } from '../../support/json-server.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, succeeded } from '../experiments/rows.js';
import { item, snapshot } from './judging.js';

let database: TestDatabase;
let server: JsonServer;
let reply: JsonReply;
let scope: Scope;
let endpoint: Endpoint;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  reply = { body: { score: 0.8 } };
  server = await startJsonServer(() => reply);
  scope = await testScope(database, { fetch: createGuardedFetch('loopback') });
  endpoint = succeeded(
    await addEndpoint(scope, { name: 'judge', url: server.url, headers: { authorization: 'Bearer top-secret' } }),
  );
});
afterEach(() => server.close());

const ids = { resultId: '01890000-0000-8000-8000-000000000001', evaluatorId: '01890000-0000-7000-8000-000000000002' };

async function planned(configuration: JsonObject = {}): Promise<JsonObject> {
  const plan = succeeded(await planEvaluator(scope, 'WEBHOOK', { endpoint: 'judge', ...configuration }));
  if (!plan) throw new Error('A judge has a plan.');
  expect(plan.lane).toBe(`endpoint-${endpoint.id}`);
  // As a run keeps it.
  return (JSON.parse(JSON.stringify(plan)) as { values: JsonObject }).values;
}

async function judged(output: Json, configuration?: JsonObject) {
  const call = { ...ids, attempt: 1, retries: 0, signal: new AbortController().signal };
  return webhook.judge({ item: item('Good day.', { question: 'Hi' }), output }, await planned(configuration), call, scope);
}

test('the user’s judge gets the item, what is expected and the answer, and gives a score', async () => {
  reply = {
    body: { score: 0.8, explanation: 'It greets.', usage: { inputTokens: 10, outputTokens: 2 }, cost: 0.0021 },
  };
  expect(await judged('Hello.')).toEqual({
    kind: 'verdict',
    value: 0.8,
    explanation: 'It greets.',
    usage: { inputTokens: 10, outputTokens: 2 },
    cost: '0.0021',
  });
  const testId = encodeId('result', ids.resultId);
  expect(server.requests).toMatchObject([
    { headers: { 'webhook-id': `${testId}.${encodeId('evaluator', ids.evaluatorId)}`, authorization: 'Bearer top-secret' } },
  ]);
  expect(server.requests[0]?.body).toEqual({
    testId,
    item: { externalId: 'one', input: { question: 'Hi' }, expectedOutput: 'Good day.', metadata: {} },
    output: 'Hello.',
  });
  expect(await database.db.delivery.findMany({ where: { endpointId: endpoint.id } })).toMatchObject([
    { purpose: 'EVALUATION', resultId: ids.resultId, status: 200 },
  ]);
});

test.each<[JsonObject, number, boolean]>([
  [{ passed: true }, 1, true],
  [{ passed: false, explanation: null }, 0, false],
  [{ score: 0.5 }, 0.5, true],
  [{ score: 0.49, passed: null, more: 'to ignore' }, 0.49, false],
  [{ score: 0 }, 0, false],
])('%j is the value %d', async (body, value, passed) => {
  reply = { body };
  const verdict = await judged('Hello.');
  expect(verdict).toMatchObject({ kind: 'verdict', value, usage: null, cost: null });
  expect(scoreFromVerdict(snapshot('WEBHOOK'), verdict)).toMatchObject({ value, passed });
});

test.each<[string, Json, RegExp]>([
  ['neither', { explanation: 'good' }, /neither score nor passed/],
  ['both', { score: 1, passed: true }, /both score and passed/],
  ['a score above 1', { score: 80 }, /the answer\.score: give at most 1/],
  ['a score in words', { score: 'high' }, /the answer\.score/],
  ['no object', [1], /the answer/],
  ['nothing', '', /the answer is missing/],
  ['tokens that are none', { score: 1, usage: { inputTokens: -1, outputTokens: 1 } }, /the answer\.usage\.inputTokens/],
])('a verdict with %s is a fault that says so, and leaves the result unscored', async (_, body, message) => {
  reply = { body };
  const verdict = await judged('Hello.');
  expect(verdict).toMatchObject({ kind: 'fault', type: 'invalid_verdict', recovery: { when: 'never' } });
  expect(verdict.kind === 'fault' && verdict.message).toMatch(message);
  expect(scoreFromVerdict(snapshot('WEBHOOK'), verdict)).toMatchObject({ value: null, error: { type: 'invalid_verdict' } });
});

describe('what is judged', () => {
  const configuration = { pointer: '/text', extract: 'A: (.*)', normalize: ['trim', 'case'] };

  test('is the answer that the options choose', async () => {
    await judged({ text: 'thinking… A: Hello, YOU ' }, configuration);
    expect(server.requests[0]?.body).toMatchObject({ output: 'hello, you' });
  });

  test('is 0 where there is no answer, without anybody being asked', async () => {
    expect(await judged({ other: 1 }, configuration)).toMatchObject({
      kind: 'verdict',
      value: 0,
      explanation: expect.stringContaining('/text'),
      usage: { inputTokens: 0, outputTokens: 0 },
      cost: '0',
    });
    expect(server.requests).toHaveLength(0);
  });
});

test('a judge that is busy is asked again; one that was removed meanwhile is a fault', async () => {
  reply = { status: 503, body: {} };
  expect(await judged('Hello.')).toMatchObject({ type: 'http_503', recovery: { when: 'backoff' } });
  const plan = await planned();
  succeeded(await removeEndpoint(scope, endpoint.id));
  const call = { ...ids, attempt: 1, retries: 0, signal: new AbortController().signal };
  expect(await webhook.judge({ item: item(), output: 1 }, plan, call, scope)).toMatchObject({
    type: 'endpoint_removed',
    recovery: { when: 'never' },
  });
});

test('a judge is an endpoint of the organization, by its name or its id', async () => {
  const experiment = await newExperiment(scope);
  const input = { experimentId: experiment.id, name: 'mine', kind: 'WEBHOOK' } as const;
  for (const name of ['judge', encodeId('endpoint', endpoint.id)])
    expect(await addEvaluator(scope, { ...input, configuration: { endpoint: name } })).toMatchObject({ threshold: 0.5 });
  expect(await addEvaluator(scope, input)).toMatchObject({ code: 'VALIDATION', field: 'configuration.endpoint' });
  expect(await addEvaluator(scope, { ...input, configuration: { endpoint: 'other' } })).toMatchObject({
    code: 'UNKNOWN_ENDPOINT',
    field: 'configuration.endpoint',
    message: 'There is no endpoint "other". The endpoints there are: judge.',
  });
  const stranger = await testScope(database);
  expect(await planEvaluator(stranger, 'WEBHOOK', { endpoint: encodeId('endpoint', endpoint.id) })).toMatchObject({
    code: 'UNKNOWN_ENDPOINT',
  });
});
