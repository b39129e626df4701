import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Item, Plan } from '../../../src/domain/execution/executor.js';
import { extractionExecutor } from '../../../src/domain/execution/extraction.js';
import { addModelProvider } from '../../../src/domain/providers/model-providers.js';
import { addOutputSchema } from '../../../src/domain/schemas/output-schemas.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import type { Json, JsonObject } from '../../../src/json.js';
import { createGuardedFetch } from '../../../src/models/guarded-fetch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type ModelServer, startModelServer } from '../../support/model-server.js';
import { testScope } from '../../support/scope.js';
import { subjectOf } from '../../support/plan-subject.js';
import { firstRequest } from '../../support/first-request.js';

let database: TestDatabase;
let server: ModelServer;
let answer: Json;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  server = await startModelServer({ answer: () => ({ text: JSON.stringify(answer), usage: { input: 100, output: 10 } }) });
  scope = await testScope(database, { fetch: createGuardedFetch('loopback') });
  const prices = { m: { inputPerMillion: 1, outputPerMillion: 1 } };
  await addModelProvider(scope, { name: 'local', kind: 'OPENAI_COMPATIBLE', baseUrl: server.url, prices });
});
afterEach(() => server.close());

const receipt: JsonObject = {
  type: 'object',
  properties: { total: { type: 'number' }, date: { type: 'string', format: 'date' } },
  required: ['total'],
};
const itemOf = (input: Json): Item => ({ id: 'i', externalId: 'first', input, expectedOutput: null, metadata: {} });

async function schema(jsonSchema: JsonObject = receipt): Promise<string> {
  const added = await addOutputSchema(scope, { name: 'receipt', jsonSchema });
  if (isFailure(added)) throw added;
  return encodeId('outputSchema', added.schema.id);
}

async function nextVersion(schemaId: string, jsonSchema: JsonObject): Promise<void> {
  const versions = await scope.db.outputSchemaVersion.findMany({ where: { schema: { organizationId: scope.organizationId } } });
  const row = versions.find((version) => encodeId('outputSchema', version.schemaId) === schemaId);
  await addOutputSchema(scope, { schemaId: row?.schemaId ?? '', jsonSchema });
}

async function planned(configuration: JsonObject): Promise<Plan> {
  const plan = await extractionExecutor.plan(subjectOf(configuration), scope);
  if (isFailure(plan)) throw plan;
  return JSON.parse(JSON.stringify(plan)) as Plan;
}

async function execute(plan: Plan, input: Json) {
  return extractionExecutor.execute(firstRequest({ plan: plan.values, item: itemOf(input) }), scope);
}

test('a model gets the document, the schema and the instructions, and its answer is an object', async () => {
  const plan = await planned({ model: 'local:m', schemaId: await schema(), instructions: 'Amounts are in ringgit.' });
  answer = { total: 9, date: '2018-12-25' };
  expect(await execute(plan, { document: 'TOTAL 9.00', note: 'x' })).toMatchObject({
    kind: 'answer',
    output: answer,
    cost: '0.00011',
  });
  expect(server.requests[0]).toMatchObject({
    prompt: 'TOTAL 9.00',
    system: expect.stringMatching(/Amounts are in ringgit\.[\s\S]*"total"/),
  });
});

test.each<[Json, RegExp]>([
  [{ date: '2018-12-25' }, /must have required property 'total'/],
  [{ total: '9.00' }, /\/total must be number/],
  [{ total: 9, date: '25/12/2018' }, /\/date must match format "date"/],
  [[1], /must be object/],
])('%j does not fit the schema: a fault that keeps what it cost', async (given, message) => {
  const plan = await planned({ model: 'local:m', schemaId: await schema() });
  answer = given;
  const outcome = await execute(plan, 'TOTAL 9.00');
  expect(outcome).toMatchObject({
    kind: 'fault',
    type: 'schema_mismatch',
    recovery: { when: 'never' },
    usage: { inputTokens: 100, outputTokens: 10 },
    cost: '0.00011',
    durationMs: expect.any(Number),
    message: expect.stringMatching(message),
  });
});

test("a pattern that never comes to an end is the item's fault, and does not stop the process", async () => {
  const plan = await planned({
    model: 'local:m',
    schemaId: await schema({ type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } }),
  });
  answer = { a: `${'a'.repeat(60)}!` };
  expect(await execute(plan, 'x')).toMatchObject({
    type: 'schema_mismatch',
    message: expect.stringContaining('did not come to an end'),
  });
});

test('every pattern of a schema is checked by itself', async () => {
  const properties = { a: { type: 'string', pattern: '^a$' }, b: { type: 'string', pattern: '^b$' } };
  const plan = await planned({ model: 'local:m', schemaId: await schema({ type: 'object', properties }) });
  answer = { a: 'a', b: 'b' };
  expect(await execute(plan, 'x')).toMatchObject({ kind: 'answer' });
  answer = { a: 'a', b: 'a' };
  expect(await execute(plan, 'x')).toMatchObject({
    type: 'schema_mismatch',
    message: expect.stringContaining('/b must match pattern'),
  });
});

test('a run keeps the version of the schema that it began with', async () => {
  const schemaId = await schema();
  const first = await planned({ model: 'local:m', schemaId });
  await nextVersion(schemaId, { type: 'object', properties: { sum: { type: 'number' } }, required: ['sum'] });
  expect(first.values).toMatchObject({ schemaVersion: 1, jsonSchema: receipt });
  expect((await planned({ model: 'local:m', schemaId })).values).toMatchObject({ schemaVersion: 2 });
  const pinned = await planned({ model: 'local:m', schemaId, schemaVersion: 1 });
  answer = { total: 1 };
  expect(await execute(pinned, 'x')).toMatchObject({ kind: 'answer' });
});

describe('a configuration', () => {
  test('names a schema of the organization, and a version that it has', async () => {
    const schemaId = await schema();
    const other = await testScope(database);
    const refusals: [Scope, JsonObject, string][] = [
      [scope, { schemaId: 'sch_unknown' }, 'configuration.schemaId'],
      [scope, { schemaId: encodeId('outputSchema', '01890000-0000-7000-8000-000000000000') }, 'configuration.schemaId'],
      [scope, { schemaId, schemaVersion: 2 }, 'configuration.schemaVersion'],
      [other, { schemaId }, 'configuration.schemaId'],
    ];
    for (const [in_, configuration, field] of refusals) {
      expect(await extractionExecutor.plan(subjectOf({ model: 'rules:labels', ...configuration }), in_)).toMatchObject({
        code: 'UNKNOWN_SCHEMA',
        field,
      });
    }
  });

  test.each<[JsonObject, string]>([
    [{ schema: 'x' }, 'configuration.schema'],
    [{ schemaVersion: 0 }, 'configuration.schemaVersion'],
    [{ schemaId: 1 }, 'configuration.schemaId'],
    [{ instructions: [] }, 'configuration.instructions'],
  ])('with %j is refused', async (configuration, field) => {
    const error = await extractionExecutor.plan(subjectOf({ model: 'rules:labels', schemaId: 'sch_1', ...configuration }), scope);
    expect(error).toMatchObject({ code: 'VALIDATION', field });
  });
});

test('the rules need no provider, cost nothing, and are held to the schema too', async () => {
  const plan = await planned({ model: 'rules:labels', schemaId: await schema() });
  expect(plan.lane).toBe('rules');
  expect(await execute(plan, 'SHOP\nTotal: 9.00\n')).toEqual({
    kind: 'answer',
    output: { total: 9 },
    usage: { inputTokens: 0, outputTokens: 0 },
    cost: '0',
    durationMs: expect.any(Number),
  });
  expect(await execute(plan, 'nothing to see')).toMatchObject({ kind: 'fault', type: 'schema_mismatch', cost: '0' });
  expect(server.requests).toHaveLength(0);
});
