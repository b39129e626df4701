import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Item, Plan } from '../../../src/domain/execution/executor.js';
import { llmExecutor } from '../../../src/domain/execution/llm.js';
import { addModelProvider, removeModelProvider } from '../../../src/domain/providers/model-providers.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { createGuardedFetch } from '../../../src/models/guarded-fetch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { hang, type ModelServer, type Reply, startModelServer } from '../../support/model-server.js';
import { testScope } from '../../support/scope.js';
import { subjectOf } from '../../support/plan-subject.js';
import { firstRequest } from '../../support/first-request.js';

let database: TestDatabase;
let server: ModelServer;
let reply: Reply;
let scope: Scope;
let providerId: string;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  reply = { text: 'forty-two', usage: { input: 1000, output: 10 } };
  server = await startModelServer({ answer: () => reply });
  scope = await testScope(database, { fetch: createGuardedFetch('loopback') });
  const prices = { 'm:1': { inputPerMillion: 2, outputPerMillion: 10 } };
  const provider = await addModelProvider(scope, {
    name: 'local',
    kind: 'OPENAI_COMPATIBLE',
    baseUrl: server.url,
    apiKey: 'sk-secret',
    prices,
    timeoutMs: 1000,
  });
  providerId = isFailure(provider) ? '' : (provider.id ?? '');
});
afterEach(() => server.close());

const itemOf = (input: Json, metadata: Json = {}): Item => ({
  id: 'i',
  externalId: 'first',
  input,
  expectedOutput: 'the answer',
  metadata,
});

async function planned(configuration: JsonObject): Promise<Plan> {
  const plan = await llmExecutor.plan(subjectOf({ model: 'local:m:1', ...configuration }), scope);
  if (isFailure(plan)) throw plan;
  // A plan is stored, and comes back as JSON.
  return JSON.parse(JSON.stringify(plan)) as Plan;
}

async function execute(configuration: JsonObject, item: Item) {
  const { values } = await planned(configuration);
  return llmExecutor.execute(firstRequest({ plan: values, item }), scope);
}

test('the model is asked what the templates make of the item, and its answer comes with its usage and cost', async () => {
  const configuration = {
    system: 'Be {{metadata.tone}}.',
    prompt: 'Q: {{input.question}}',
    temperature: 0,
    top_p: 0.5,
    max_tokens: 50,
    verbosity: 'low',
  };
  expect(await execute(configuration, itemOf({ question: '6 < 7?' }, { tone: 'brief' }))).toEqual({
    kind: 'answer',
    output: 'forty-two',
    usage: { inputTokens: 1000, outputTokens: 10 },
    cost: '0.0021',
    durationMs: expect.any(Number),
  });
  expect(server.requests[0]).toMatchObject({
    model: 'm:1',
    system: 'Be brief.',
    prompt: 'Q: 6 < 7?',
    body: { temperature: 0, top_p: 0.5, max_tokens: 50, verbosity: 'low' },
    headers: { authorization: 'Bearer sk-secret' },
  });
});

test('without a prompt the input is the prompt', async () => {
  await execute({}, itemOf({ question: 'How many?' }));
  await execute({}, itemOf({ question: 'How many?', of: 2 }));
  expect(server.requests.map((request) => request.prompt)).toEqual(['How many?', '{"question":"How many?","of":2}']);
});

test('an item that lacks a named field is an error of its own, and no call', async () => {
  const outcome = await execute({ system: '{{input.a}}', prompt: '{{input.b}}' }, itemOf({ a: 1 }));
  expect(outcome).toMatchObject({
    kind: 'fault',
    type: 'missing_field',
    recovery: { when: 'never' },
    message: expect.stringContaining('{{input.b}}'),
  });
  expect(server.requests).toHaveLength(0);
});

test('before a run, a field that no item has is refused', async () => {
  const { values } = await planned({ prompt: '{{input.b}}' });
  expect(llmExecutor.check?.(values, [itemOf({ a: 1 })])).toMatchObject({ code: 'UNKNOWN_FIELD', field: 'configuration.prompt' });
  expect(llmExecutor.check?.(values, [itemOf({ a: 1 }), itemOf({ b: 1 })])).toBeNull();
  const { values: system } = await planned({ system: '{{metadata.b}}' });
  expect(llmExecutor.check?.(system, [itemOf('x')])).toMatchObject({ field: 'configuration.system' });
});

test.each<[JsonObject, string, string]>([
  [{ temprature: 1 }, 'VALIDATION', 'configuration.temprature'],
  [{ temperature: 3 }, 'VALIDATION', 'configuration.temperature'],
  [{ top_p: 0 }, 'VALIDATION', 'configuration.top_p'],
  [{ max_tokens: 1.5 }, 'VALIDATION', 'configuration.max_tokens'],
  [{ verbosity: 'loud' }, 'VALIDATION', 'configuration.verbosity'],
  [{ prompt: 1 }, 'VALIDATION', 'configuration.prompt'],
  [{ prompt: '{{#a}}' }, 'INVALID_TEMPLATE', 'configuration.prompt'],
  [{ system: '{{question}}' }, 'UNKNOWN_FIELD', 'configuration.system'],
  [{ model: 'm' }, 'UNKNOWN_MODEL', 'configuration.model'],
  [{ model: 'rules:labels' }, 'VALIDATION', 'configuration.model'],
])('%j is refused when it is saved', async (configuration, code, field) => {
  expect(await llmExecutor.plan(subjectOf({ model: 'local:m', ...configuration }), scope)).toMatchObject({ code, field });
});

test('a misspelled key is told with the keys there are, a missing one as missing', async () => {
  const misspelled = await llmExecutor.plan(subjectOf({ model: 'local:m', temprature: 1 }), scope);
  expect((misspelled as Error).message).toMatch(/temprature.*model, system, prompt, temperature, top_p, max_tokens, verbosity/);
  expect(((await llmExecutor.plan(subjectOf({}), scope)) as Error).message).toBe('configuration.model is missing.');
});

test('a plan holds no secret; a provider of another organization is unknown', async () => {
  expect(JSON.stringify(await planned({}))).not.toContain('sk-secret');
  const other = await testScope(database);
  expect(await llmExecutor.plan(subjectOf({ model: 'local:m' }), other)).toMatchObject({ code: 'UNKNOWN_MODEL' });
});

test('a fault of the provider is a fault of the item, without the key in it', async () => {
  reply = { status: 429, headers: { 'retry-after': '3' }, message: 'slow down, sk-secret' };
  const limited = await execute({}, itemOf('x'));
  expect(limited).toMatchObject({ kind: 'fault', type: 'rate_limited', recovery: { when: 'rate-limit', retryAfterMs: 3000 } });
  expect(JSON.stringify(limited)).not.toContain('sk-secret');
  reply = hang;
  expect(await execute({}, itemOf('x'))).toMatchObject({ type: 'timeout', recovery: { when: 'backoff' } });
  const { values } = await planned({});
  await removeModelProvider(scope, providerId);
  const request = firstRequest({ plan: values, item: itemOf('x') });
  expect(await llmExecutor.execute(request, scope)).toMatchObject({ type: 'provider_removed', recovery: { when: 'never' } });
});
