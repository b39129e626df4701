import { readdirSync, readFileSync } from 'node:fs';
import { Kind, parse, print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';
import { seedExperiment } from './seed.js';

let database: TestDatabase;
let scope: Scope;
let admin: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  admin = await asker(scope);
});
afterAll(() => database.close());

const folder = new URL('../../schema/operations/', import.meta.url);
const operations = parse(
  readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n'),
);

interface Answer {
  __typename: string;
  id: string;
  [field: string]: unknown;
}

/** Does one of the operations in `schema/operations`, and gives what its first field gave. */
async function doing(name: string, variables: object = {}): Promise<Answer> {
  const fragments = operations.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const operation = operations.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
  );
  if (!operation) throw new Error(`There is no operation ${name}.`);
  const [first] = Object.values(
    await admin.ask<{ [field: string]: Answer }>(
      print({ kind: Kind.DOCUMENT, definitions: [operation, ...usedBy(operation, fragments)] }),
      variables,
    ),
  );
  if (!first) throw new Error(`${name} gave nothing.`);
  return first;
}

/** The fragments that an operation spreads, and those that they spread. */
function usedBy<D extends object>(definition: D, fragments: typeof operations.definitions): typeof operations.definitions {
  const used = new Set<(typeof fragments)[number]>();
  const visit = (text: string) => {
    for (const fragment of fragments) {
      if (!('name' in fragment) || used.has(fragment) || !text.includes(`...${fragment.name?.value}\n`)) continue;
      used.add(fragment);
      visit(print(fragment));
    }
  };
  visit(print(definition as never));
  return [...used];
}

describe('an experiment, from its dataset to its runs', () => {
  let experimentId: string;
  let variantId: string;
  let datasetId: string;
  let schemaId: string;

  it('begins with a dataset', async () => {
    const dataset = await doing('createDataset', { input: { name: 'invoices', description: 'of April' } });
    datasetId = dataset.id;
    expect(dataset).toMatchObject({ __typename: 'Dataset', id: expect.stringMatching(/^dst_/), latestVersion: null });
    const items = [
      { externalId: 'a', input: { document: 'Total: 5' }, expectedOutput: { total: 5 }, metadata: { page: 1 } },
      { externalId: 'b', input: 'plain text' },
    ];
    expect(await doing('addDatasetVersion', { input: { datasetId, items } })).toMatchObject({
      __typename: 'DatasetVersion',
      number: 1,
      itemCount: 2,
    });
    expect(await doing('updateDataset', { input: { id: datasetId, description: null } })).toMatchObject({
      name: 'invoices',
      description: null,
    });
    const { latestVersion } = await doing('dataset', { id: datasetId });
    const version = await doing('datasetItems', { versionId: (latestVersion as Answer).id });
    expect(version.items).toMatchObject({
      edges: [
        { node: { externalId: 'a', input: { document: 'Total: 5' }, expectedOutput: { total: 5 }, metadata: { page: 1 } } },
        { node: { externalId: 'b', input: 'plain text', expectedOutput: null, metadata: {} } },
      ],
    });
  });

  it('takes a file for the next version', async () => {
    async function* bytes() {
      yield new TextEncoder().encode('id,document,right\nc,Total: 7,7\n');
    }
    const file = { filename: 'more.csv', mimeType: 'text/csv', stream: bytes() };
    const imported = await doing('importDatasetVersion', {
      input: { datasetId, file, format: 'CSV', csv: { expectedOutput: 'right' } },
    });
    expect(imported).toMatchObject({ __typename: 'DatasetVersion', number: 2, itemCount: 3 });
    async function* broken() {
      yield new TextEncoder().encode('{"externalId": "d", "input": 1}\n{"externalId": \n');
    }
    const wrong = { filename: 'wrong.jsonl', mimeType: 'text/plain', stream: broken() };
    expect(await doing('importDatasetVersion', { input: { datasetId, file: wrong, format: 'JSONL' } })).toMatchObject({
      __typename: 'ValidationError',
      code: 'MALFORMED_LINE',
      line: 2,
    });
    const { versions } = await doing('datasetVersions', { id: datasetId });
    expect(versions).toMatchObject({ edges: [{ node: { number: 2 } }, { node: { number: 1 } }] });
  });

  it('has an output schema, which gets a second version', async () => {
    const jsonSchema = { type: 'object', properties: { total: { type: 'number' } } };
    const schema = await doing('addOutputSchema', { input: { name: 'invoice', jsonSchema } });
    schemaId = schema.id;
    expect(schema).toMatchObject({ __typename: 'OutputSchema', versions: [{ number: 1, jsonSchema }] });
    expect(await doing('addOutputSchema', { input: { schemaId, jsonSchema: { type: 'object' } } })).toMatchObject({
      id: schemaId,
      versions: [{ number: 2 }, { number: 1 }],
    });
    expect(await doing('outputSchema', { id: schemaId })).toMatchObject({ name: 'invoice' });
  });

  it('goes on with variants and an evaluator', async () => {
    const { latestVersion } = await doing('dataset', { id: datasetId });
    const input = { name: 'which model', type: 'EXTRACTION', datasetVersionId: (latestVersion as Answer).id };
    const experiment = await doing('createExperiment', { input });
    experimentId = experiment.id;
    expect(experiment).toMatchObject({
      __typename: 'Experiment',
      status: 'DRAFT',
      datasetVersion: { number: 2, dataset: { id: datasetId } },
    });

    const providers = (await admin.ask<{ modelProviders: { name: string }[] }>('{ modelProviders { name } }')).modelProviders;
    expect(providers.map(({ name }) => name)).toContain('rules');
    const unknown = { experimentId, name: 'first', configuration: { model: 'nobody:nothing', schemaId } };
    expect(await doing('addVariant', { input: unknown })).toMatchObject({
      __typename: 'ValidationError',
      code: 'UNKNOWN_MODEL',
      field: 'configuration.model',
    });
    expect(await doing('addVariant', { input: { ...unknown, configuration: ['model'] } })).toMatchObject({
      __typename: 'ValidationError',
      code: 'VALIDATION',
      field: 'configuration',
    });
    const { rulesStrategies } = await import('../../src/models/rules/rules.js');
    const [strategy] = Object.keys(rulesStrategies);
    const variant = await doing('addVariant', {
      input: { experimentId, name: 'first', configuration: { model: `rules:${strategy}`, schemaId } },
    });
    variantId = variant.id;
    expect(variant).toMatchObject({
      __typename: 'Variant',
      sortOrder: 1,
      taskType: 'EXTRACTION',
      effectiveConfiguration: { schemaId },
    });
    expect(await doing('updateVariant', { input: { id: variantId, name: 'renamed' } })).toMatchObject({
      id: variantId,
      name: 'renamed',
    });

    const evaluator = await doing('addEvaluator', { input: { experimentId, name: 'exact', kind: 'EXACT_MATCH' } });
    expect(evaluator).toMatchObject({ __typename: 'Evaluator', threshold: 1, configuration: {} });
    expect(await doing('updateEvaluator', { input: { id: evaluator.id, threshold: 0.5 } })).toMatchObject({ threshold: 0.5 });
    const second = await doing('addEvaluator', { input: { experimentId, name: 'gone soon', kind: 'LEVENSHTEIN' } });
    expect(await doing('removeEvaluator', { id: second.id })).toEqual({ __typename: 'RemoveEvaluatorSuccess', id: second.id });
    expect(await doing('experiment', { id: experimentId })).toMatchObject({
      evaluators: [{ name: 'exact' }],
      variants: [{ name: 'renamed', latestRun: null }],
    });
  });

  it('starts its runs once for an idempotency key, and cancels them', async () => {
    const input = { experimentId, trials: 2, idempotencyKey: 'today' };
    const started = await doing('startRuns', { input });
    expect(started).toMatchObject({
      __typename: 'StartRunsSuccess',
      runs: [{ status: 'PENDING', itemsTotal: 0, trials: 2, variant: { id: variantId } }],
    });
    expect(await doing('startRuns', { input })).toEqual(started);
    expect(await doing('startRuns', { input: { ...input, trials: 1 } })).toMatchObject({
      __typename: 'ConflictError',
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await doing('experiment', { id: experimentId })).toMatchObject({ status: 'RUNNING' });
    const [run] = started.runs as Answer[];
    expect(await doing('deleteExperiment', { id: experimentId })).toMatchObject({
      __typename: 'ConflictError',
      code: 'RUN_ACTIVE',
    });
    expect(await doing('cancelRun', { id: run?.id })).toMatchObject({
      __typename: 'Run',
      status: 'CANCELLED',
      completedAt: expect.stringMatching(/T.*Z$/),
    });
    expect(await doing('retryFailedItems', { runId: run?.id })).toMatchObject({ __typename: 'ConflictError' });
    expect(await doing('run', { id: run?.id })).toMatchObject({
      experiment: { status: 'FAILED' },
      metrics: { totalTokens: 0, totalCost: '0', averageScore: null },
    });
    expect(await doing('experimentRuns', { id: experimentId })).toMatchObject({ runs: { edges: [{ node: { id: run?.id } }] } });
  });

  it('is found by its status, type and name, and deleted', async () => {
    const found = async (filter: object) =>
      ((await doing('experiments', { filter })).edges as { node: Answer }[]).map(({ node }) => node.id);
    expect(await found({ status: 'FAILED', type: 'EXTRACTION', search: 'WHICH' })).toEqual([experimentId]);
    expect(await found({ status: 'DRAFT' })).toEqual([]);
    expect(await found({ search: '%' })).toEqual([]);
    expect(await doing('deleteDataset', { id: datasetId })).toMatchObject({ __typename: 'ConflictError' });
    expect(await doing('updateExperiment', { input: { id: experimentId, datasetVersionId: null } })).toMatchObject({
      datasetVersion: null,
    });
    expect(await doing('deleteVariant', { id: variantId })).toEqual({ __typename: 'DeleteVariantSuccess', id: variantId });
    expect(await doing('deleteExperiment', { id: experimentId })).toEqual({
      __typename: 'DeleteExperimentSuccess',
      id: experimentId,
    });
    expect(await doing('deleteExperiment', { id: experimentId })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    });
    expect(await doing('deleteDataset', { id: datasetId })).toEqual({ __typename: 'DeleteDatasetSuccess', id: datasetId });
  });
});

describe('the results of a run', () => {
  it('come with exact money, scores and errors', async () => {
    const seed = await seedExperiment(scope, { name: 'with results' });
    const { results } = await doing('results', { runId: seed.ids.Run, first: 1 });
    expect(results).toMatchObject({
      edges: [
        {
          node: {
            sequence: 1,
            output: { answer: 0 },
            error: null,
            estimatedCost: '0.0000001',
            score: 1,
            passed: true,
            scores: [{ evaluator: { name: 'exact' }, value: 1, error: null }],
          },
        },
      ],
      pageInfo: { endCursor: '1', hasNextPage: true },
    });
    const run = await doing('run', { id: seed.ids.Run });
    expect(run.metrics).toEqual({
      averageDurationMs: 20,
      averageTokens: 6,
      totalTokens: 18,
      totalCost: '0.0000003',
      judgeTokens: 0,
      judgeCost: '0',
      averageScore: 1,
      passed: 3,
      failed: 0,
      passRate: 100,
    });
  });
});

describe('what is secret', () => {
  it('of a provider or an endpoint is never given back', async () => {
    const provider = await doing('addModelProvider', { input: { name: 'mine', kind: 'OPENAI', apiKey: 'sk-very-secret' } });
    expect(provider).toMatchObject({
      __typename: 'ModelProvider',
      hasApiKey: true,
      source: 'ORGANIZATION',
      id: expect.stringMatching(/^prv_/),
    });
    expect(await doing('updateModelProvider', { input: { id: provider.id, concurrency: 2 } })).toMatchObject({
      hasApiKey: true,
      concurrency: 2,
    });
    expect(await doing('setDefaultProvider', { name: 'mine' })).toMatchObject({
      __typename: 'Organization',
      defaultProvider: 'mine',
    });
    expect(await doing('addModelProvider', { input: { name: 'mine', kind: 'OPENAI', apiKey: 'sk-2' } })).toMatchObject({
      __typename: 'ConflictError',
      code: 'NAME_TAKEN',
    });

    const endpoint = await doing('addEndpoint', {
      input: { name: 'app', url: 'https://example.com/run', headers: { authorization: 'Bearer very-secret' } },
    });
    expect(endpoint).toMatchObject({ __typename: 'Endpoint', headerNames: ['authorization'] });
    expect(await doing('updateEndpoint', { input: { id: endpoint.id, timeoutMs: 5 } })).toMatchObject({
      headerNames: ['authorization'],
      timeoutMs: 5,
    });
    expect(await doing('updateEndpoint', { input: { id: endpoint.id, headers: 'none' } })).toMatchObject({
      __typename: 'ValidationError',
      field: 'headers',
    });

    const everything = await admin.ask(
      '{ modelProviders { name baseUrl prices } endpoints { name url headerNames } apiKeys { name hint } }',
    );
    expect(JSON.stringify(everything)).not.toContain('very-secret');
    expect(await doing('removeModelProvider', { id: provider.id })).toEqual({
      __typename: 'RemoveModelProviderSuccess',
      id: provider.id,
    });
    expect(await doing('removeEndpoint', { id: endpoint.id })).toEqual({ __typename: 'RemoveEndpointSuccess', id: endpoint.id });
  });

  it('of a key is shown once', async () => {
    const created = await doing('createApiKey', { input: { name: 'for CI', role: 'EDITOR' } });
    expect(created).toMatchObject({
      __typename: 'CreateApiKeySuccess',
      key: expect.stringMatching(/^vrm_/),
      apiKey: { name: 'for CI', role: 'EDITOR', revokedAt: null },
    });
    expect(JSON.stringify(await admin.ask('{ apiKeys { id name role hint createdAt revokedAt } }'))).not.toContain(created.key);
    const { id } = created.apiKey as Answer;
    expect(await doing('revokeApiKey', { id })).toMatchObject({ __typename: 'ApiKey', id, revokedAt: expect.any(String) });
  });
});
