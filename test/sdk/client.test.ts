import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, createClient, everyNode, unwrap, VariorumError } from '../../src/sdk/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { startService } from '../support/service.js';

let database: TestDatabase;
let server: TestServer;
let client: Client;
let directory: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  client = createClient({ url: server.url, apiKey: server.a.editor });
  directory = await mkdtemp(join(tmpdir(), 'variorum-'));
});
afterAll(async () => {
  await client.close();
  await server.close();
  await database.close();
  await rm(directory, { recursive: true });
});

async function fileOf(name: string, text: string): Promise<Blob> {
  await writeFile(join(directory, name), text);
  return openAsBlob(join(directory, name));
}

const newDataset = async (name: string) => unwrap(await client.createDataset({ input: { name } }));

test('an operation gives the value of its root field, typed', async () => {
  const viewer = await client.viewer();
  expect(viewer).toMatchObject({ role: 'EDITOR', organization: { name: 'test' } });
  const dataset = await newDataset('typed');
  expect(await client.dataset({ id: dataset.id })).toMatchObject({ name: 'typed', latestVersion: null });
  expect(await client.dataset({ id: 'dst_01h455vb4pex5vsknk084sn02q' })).toBeNull();
});

test('an expected error is a member of the union, and thrown by unwrap', async () => {
  const result = await client.createExperiment({ input: { name: '', type: 'LLM' } });
  expect(result).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION', field: 'name' });
  expect(() => unwrap(result)).toThrow(
    expect.objectContaining({ name: 'VariorumError', code: 'VALIDATION', field: 'name', line: null }),
  );
});

test('unwrap takes null for something that is not there', async () => {
  const nothing = await client.experiment({ id: 'exp_01h455vb4pex5vsknk084sn02q' });
  expect(() => unwrap(nothing)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('a role that may not is told which role may', async () => {
  const result = await client.createApiKey({ input: { name: 'mine', role: 'ADMIN' } });
  expect(() => unwrap(result)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }));
});

test('a file on disk makes a dataset version', async () => {
  const dataset = await newDataset('uploaded');
  const lines = Array.from({ length: 500 }, (_, number) =>
    JSON.stringify({ externalId: `item-${number}`, input: { text: 'é'.repeat(500) } }),
  );
  const file = await fileOf('items.jsonl', lines.join('\n'));
  const version = unwrap(await client.importDatasetVersion({ input: { datasetId: dataset.id, format: 'JSONL', file } }));
  expect(version).toMatchObject({ number: 1, itemCount: 500 });
});

test('a line that is not right is told by its number', async () => {
  const dataset = await newDataset('malformed');
  const file = await fileOf('malformed.jsonl', '{"externalId": "a", "input": 1}\n{"externalId": ');
  const result = await client.importDatasetVersion({ input: { datasetId: dataset.id, format: 'JSONL', file } });
  expect(() => unwrap(result)).toThrow(expect.objectContaining({ code: 'MALFORMED_LINE', line: 2 }));
});

test('a list is read page by page', async () => {
  for (const name of ['one', 'two', 'three']) await newDataset(`page ${name}`);
  const names = [];
  for await (const { name } of everyNode((after) => client.datasets({ first: 2, after }))) names.push(name);
  expect(names.filter((name) => name.startsWith('page'))).toEqual(['page three', 'page two', 'page one']);
});

test('an experiment on an app is set up, branched, concluded, copied and put away', async () => {
  const admin = createClient({ url: server.url, apiKey: server.a.admin });
  const endpoint = unwrap(await admin.addEndpoint({ input: { name: 'app', url: 'http://127.0.0.1:9/' } }));
  const rotated = unwrap(await admin.rotateEndpointSecret({ input: { id: endpoint.id } }));
  expect(rotated).toMatchObject({ signingSecret: expect.stringMatching(/^whsec_/), endpoint: { hasSigningSecret: true } });
  expect(unwrap(await admin.testWebhook({ endpointId: endpoint.id }))).toMatchObject({ purpose: 'PING', error: {} });
  const deliveries = unwrap(await admin.endpointDeliveries({ id: endpoint.id }));
  expect(deliveries).toMatchObject({ deliveries: { edges: [{ node: { purpose: 'PING', result: null } }] } });

  const step = unwrap(await client.createInferenceStep({ input: { externalId: 'classifier', kind: 'LLM' } }));
  unwrap(await client.updateInferenceStep({ input: { id: step.id, description: 'Finds the topic.' } }));
  expect(unwrap(await client.inferenceStep({ id: step.id }))).toMatchObject({ description: 'Finds the topic.' });
  const steps = [];
  for await (const { externalId } of everyNode((after) => client.inferenceSteps({ after }))) steps.push(externalId);
  expect(steps).toEqual(['classifier']);

  const dataset = await newDataset('tasks');
  const items = [1, 2, 3].map((number) => ({ externalId: `item-${number}`, input: { number } }));
  const version = unwrap(await client.addDatasetVersion({ input: { datasetId: dataset.id, items } }));
  const { id } = unwrap(
    await client.createExperiment({
      input: { name: 'on an app', type: 'WEBHOOK', endpointId: endpoint.id, steps: [{ stepId: step.id }] },
    }),
  );
  unwrap(await client.updateExperiment({ input: { id, datasetVersionId: version.id, tasks: { sample: { size: 2 } } } }));
  const configuration = { classifier: { temperature: 0.7 } };
  const baseline = unwrap(await client.addVariant({ input: { experimentId: id, name: 'baseline', configuration } }));
  const override = { step: 'classifier', parameter: 'temperature', value: 0.3 };
  const child = unwrap(
    await client.addVariant({
      input: { experimentId: id, name: 'cooler', parentId: baseline.id, override, hypothesis: 'Calmer.' },
    }),
  );
  expect(child).toMatchObject({ parent: { name: 'baseline' }, override, overrides: { classifier: { temperature: 0.3 } } });
  expect(unwrap(await client.experimentSetup({ id }))).toMatchObject({
    stage: 'BASELINE_PENDING',
    taskCount: 2,
    endpoint: { name: 'app' },
    steps: [{ externalId: 'classifier', step: { id: step.id } }],
    taskSelection: { kind: 'SAMPLE', size: 2 },
  });
  const tasks = [];
  const page = async (after: string | null) => unwrap(await client.experimentTasks({ id, after })).tasks;
  for await (const { externalId } of everyNode(page)) tasks.push(externalId);
  expect(tasks).toHaveLength(2);
  expect(unwrap(await client.variantOutcomes({ experimentId: id })).variants).toMatchObject([
    { name: 'baseline', outcome: null },
    { name: 'cooler', outcome: null, hypothesisOutcome: null },
  ]);
  expect(unwrap(await client.attribution({ variantId: child.id }))).toEqual({ attribution: null });
  expect(await client.completeExperiment({ input: { id } })).toMatchObject({ code: 'RUN_NOT_COMPLETED' });
  expect(await client.reopenExperiment({ id })).toMatchObject({ __typename: 'ConflictError' });
  expect(unwrap(await client.duplicateExperiment({ input: { id } }))).toMatchObject({ name: 'on an app (copy)', taskCount: 2 });
  expect(unwrap(await client.archiveExperiment({ id }))).toMatchObject({ stage: 'ARCHIVED' });
  expect(unwrap(await client.unarchiveExperiment({ id }))).toMatchObject({ stage: 'BASELINE_PENDING', archivedAt: null });
  expect(await admin.deleteVariant({ id: baseline.id })).toMatchObject({ code: 'VARIANT_HAS_CHILDREN' });
  unwrap(await admin.deleteVariant({ id: baseline.id, withDescendants: true }));
  expect(await admin.deleteInferenceStep({ id: step.id })).toMatchObject({ __typename: 'ConflictError' });
  await admin.close();

  const testId = 'res_01h455vb4pex5vsknk084sn02q';
  expect(await client.test({ id: testId })).toBeNull();
  expect(await client.submitTestResult({ input: { testId, output: 1 } })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await client.submitTestTrace({ input: { testId, steps: [] } })).toMatchObject({ code: 'NOT_FOUND' });
});

test('a wrong key, a wrong document, a wrong address and a closed client are one kind of error', async () => {
  const errorOf = (promise: Promise<unknown>) =>
    promise.then(
      () => null,
      (error: unknown) => error,
    );

  const stranger = createClient({ url: server.url, apiKey: 'vk_unknown_to_everybody' });
  expect(await errorOf(stranger.viewer())).toMatchObject({ name: 'VariorumError', code: 'UNAUTHENTICATED' });

  expect(await errorOf(client.datasets({ first: -1 }))).toMatchObject({ name: 'VariorumError', code: 'BAD_USER_INPUT' });

  const service = await startService(() => ({ status: 502, body: { sorry: 'this is a proxy' } }));
  const elsewhere = await errorOf(createClient({ url: service.url, apiKey: server.a.editor }).viewer());
  await service.close();
  expect(elsewhere).toMatchObject({
    code: 'BAD_RESPONSE',
    message: expect.stringContaining('answered 502 with something that is not GraphQL'),
  });

  const nobody = await errorOf(createClient({ url: service.url, apiKey: server.a.editor }).viewer());
  expect(nobody).toMatchObject({
    code: 'NETWORK',
    message: `${new URL(service.url).origin} can't be reached: the connection was refused.`,
  });

  const gone = createClient({ url: server.url, apiKey: server.a.editor });
  await gone.close();
  expect(await errorOf(gone.viewer())).toMatchObject({ code: 'CLOSED' });

  expect(() => createClient({ url: 'localhost:4000', apiKey: 'any' })).toThrow(VariorumError);
});

test('the address may name the endpoint itself, or a path before it', async () => {
  const asked: string[] = [];
  const fetch = async (input: string | URL | Request): Promise<Response> => {
    asked.push(String(input));
    return Response.json({ data: { apiKeys: [] } });
  };
  for (const url of ['https://example.org', 'https://example.org/team/', 'https://example.org/graphql']) {
    await createClient({ url, apiKey: 'any', fetch }).apiKeys();
  }
  expect(asked).toEqual(['https://example.org/graphql', 'https://example.org/team/graphql', 'https://example.org/graphql']);
});
