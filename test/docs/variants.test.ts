import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import type { ExperimentType, Variant } from '../../src/database/client.js';
import { addEndpoint, listEndpoints } from '../../src/domain/endpoints/endpoints.js';
import { executors } from '../../src/domain/execution/executors.js';
import type { Item } from '../../src/domain/execution/executor.js';
import { templateOf } from '../../src/domain/execution/template.js';
import { addOutputSchema } from '../../src/domain/schemas/output-schemas.js';
import type { Scope } from '../../src/domain/scope.js';
import { modelParameters } from '../../src/domain/steps/parameters.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import { failureCodes, isFailure } from '../../src/failures.js';
import { encodeId, resultIdOf } from '../../src/ids.js';
import type { Json, JsonObject } from '../../src/json.js';
import { createGuardedFetch } from '../../src/models/guarded-fetch.js';
import { rulesStrategies } from '../../src/models/rules/rules.js';
import { appExperiment, appWithSteps } from '../domain/variants/app.js';
import { asker } from '../graphql/ask.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type JsonServer, startJsonServer } from '../support/json-server.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { blockIn, blocksIn, codeIn, section, tableRows } from './pages.js';
import { subjectOf } from '../support/plan-subject.js';
import { firstRequest } from '../support/first-request.js';

let database: TestDatabase;
let service: JsonServer;
let scope: Scope;
let schemaId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startJsonServer(() => ({ body: JSON.parse(blockIn('json', 'custom-answer').text) }));
  const config = readConfig({ OPENAI_API_KEY: 'of this test' });
  scope = await testScope(database, { config, fetch: createGuardedFetch('loopback') });
  expectValue(await addEndpoint(scope, { name: 'my-service', url: service.url }));
  const { schema } = expectValue(await addOutputSchema(scope, { name: 'invoice', jsonSchema: { type: 'object' } }));
  schemaId = encodeId('outputSchema', schema.id);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

/** A block with ids that there are in place of those cut short. */
function configurationIn(type: ExperimentType): JsonObject {
  return JSON.parse(blockIn('json', `${type.toLowerCase()}-variant`).text.replaceAll('sch_…', schemaId));
}

function tableOf(type: ExperimentType): string[][] {
  return tableRows(section('variants.md', `${type}:`), 'key');
}

describe.each(['LLM', 'EXTRACTION', 'CUSTOM'] as const)('a variant of type %s', (type) => {
  const plan = (changes: { [key: string]: Json | undefined }) =>
    executors[type].plan(subjectOf(JSON.parse(JSON.stringify({ ...configurationIn(type), ...changes }))), scope);

  test('is accepted as the page shows it', async () => {
    expectValue(await plan({}));
  });

  test('has the keys in the table that are required, and refuses any other unless the table says so', async () => {
    const keys = tableOf(type).map(([key = '', , byDefault]) => ({ key: codeIn(key)[0], required: byDefault === 'required' }));
    for (const { key, required } of keys) {
      if (key !== undefined) expect(isFailure(await plan({ [key]: undefined })), key).toBe(required);
    }
    const refused = await plan({ nonsense: 1 });
    const allowed = keys.flatMap(({ key }) => key ?? []).join(', ');
    if (keys.some(({ key }) => key === undefined)) expectValue(refused);
    else expect(refused).toMatchObject({ field: 'configuration.nonsense', message: expect.stringContaining(`: ${allowed}.`) });
  });
});

describe('the range that the page gives for', () => {
  test.each<[ExperimentType, string, string, Json[], Json[]]>([
    ['LLM', 'temperature', '0 to 2', [0, 2], [-0.1, 2.1]],
    ['LLM', 'top_p', 'above 0, to 1', [0.01, 1], [0, 1.1]],
    ['LLM', 'max_tokens', 'a whole number from 1 to 10000000', [1, 10_000_000], [0, 1.5, 10_000_001]],
    ['EXTRACTION', 'schemaVersion', 'a whole number from 1', [1], [0, 1.5]],
  ])('%s %s is the one that is held', async (type, key, range, inside, outside) => {
    expect(tableOf(type).find(([cell]) => cell === `\`${key}\``)?.[1]).toBe(range);
    for (const value of inside)
      expectValue(await executors[type].plan(subjectOf({ ...configurationIn(type), [key]: value }), scope));
    for (const value of outside) {
      const refused = await executors[type].plan(subjectOf({ ...configurationIn(type), [key]: value }), scope);
      expect(refused).toMatchObject({ field: `configuration.${key}` });
    }
  });
});

describe('the page on steps of an application', () => {
  let baseline: Variant;
  beforeAll(async () => {
    const experiment = await appExperiment(scope, await appWithSteps(scope));
    const configuration: JsonObject = JSON.parse(blockIn('json', 'webhook-variant').text);
    baseline = expectValue(await addVariant(scope, { experimentId: experiment.id, name: 'baseline', configuration }));
  });

  test('shows a configuration that is taken', () => {
    expect(baseline).toMatchObject({ baseline: true, configuration: JSON.parse(blockIn('json', 'webhook-variant').text) });
  });

  test('lists the parameters of a language model, with the values that they take', () => {
    const rows = tableRows(section('variants.md', 'WEBHOOK:'), 'parameter');
    expect(rows.map(([name = '']) => codeIn(name)[0])).toEqual(modelParameters.map(({ name }) => name));
    for (const [name = '', values = ''] of rows) {
      const parameter = modelParameters.find((each) => each.name === codeIn(name)[0]);
      if (!parameter) throw new Error(`${name} is none of a language model's.`);
      const { type, minimum, maximum, choices } = parameter;
      if (type === 'NUMBER' || type === 'INTEGER') expect(values).toMatch(new RegExp(`${minimum}.* to ${maximum}$`));
      if (choices) expect(codeIn(values)).toEqual(choices);
    }
  });

  test('grows the tree that it tells of', async () => {
    const admin = await asker(scope);
    const operations = blocksIn('graphql').filter(({ page }) => page === 'variants.md');
    expect(operations).toHaveLength(3);
    const experimentId = encodeId('experiment', baseline.experimentId);
    let last = encodeId('variant', baseline.id);
    for (const { text } of operations) {
      const { addVariant: added, experiment } = await admin.ask<{
        addVariant?: { id: string };
        experiment?: { variants: object[] };
      }>(text, { experimentId, baseline: last, colder: last });
      if (added) last = added.id;
      else {
        const shown = JSON.parse(codeIn(section('variants.md', 'The tree')).find((code) => code.startsWith('{"')) ?? '');
        expect(experiment?.variants).toMatchObject([
          { name: 'baseline', overrides: {}, parent: null },
          { name: 'colder', parent: { name: 'baseline' } },
          { name: 'colder, with gpt-4o', parent: { name: 'colder' }, overrides: shown, sameConfigurationAs: [] },
        ]);
      }
    }
  });

  test('names codes that there are', () => {
    const codes = tableRows(section('variants.md', 'The tree'), 'refused with').map(([code = '']) => codeIn(code)[0]);
    expect(codes.filter((code) => !failureCodes.some((known) => known === code))).toEqual([]);
  });
});

const item: Item = {
  id: '01890000-0000-7000-8000-000000000001',
  externalId: 'q1',
  input: { question: '6 × 7?' },
  expectedOutput: '42',
  metadata: {},
};

test('a service is sent the request of the page, and its answer is understood', async () => {
  const { values } = expectValue(await executors.CUSTOM.plan(subjectOf(configurationIn('CUSTOM')), scope));
  const resultId = resultIdOf('01890000-0000-7000-8000-000000000000', item.id, 0);
  const outcome = await executors.CUSTOM.execute(firstRequest({ plan: values, item, resultId }), scope);
  const shown: JsonObject = JSON.parse(blockIn('json', 'custom-request').text);
  expect(service.requests.at(-1)?.body).toEqual({ ...shown, resultId: encodeId('result', resultId) });
  expect(outcome).toMatchObject({ kind: 'answer', output: '42', usage: { inputTokens: 12, outputTokens: 3 }, cost: '0.0004' });
});

test('the template of the page shows a hint where the item has one', async () => {
  const { text: prompt } = blockIn('mustache', 'llm-prompt');
  expectValue(await executors.LLM.plan(subjectOf({ ...configurationIn('LLM'), prompt }), scope));
  const render = (input: JsonObject) => templateOf(prompt).render({ ...item, input });
  expect(render({ question: '6 × 7?', hint: 'even' })).toEqual({ text: 'Question q1: 6 × 7?\nHint: even\n', missing: [] });
  expect(render({ question: '6 × 7?' }).missing).toEqual([]);
  expect(render({}).missing).toEqual(['input.question']);
});

test('the strategies of `rules` in the page are those that there are', () => {
  const named = codeIn(section('variants.md', 'Models')).filter((code) => code.startsWith('rules:'));
  expect(named).toEqual(Object.keys(rulesStrategies).map((strategy) => `rules:${strategy}`));
});

test('the defaults in the limits are those of the configuration', async () => {
  const text = section('variants.md', 'Limits and retries');
  const { itemTimeoutMs, retryAttempts, retryBaseMs } = readConfig({});
  expect(text).toContain(`\`VARIORUM_ITEM_TIMEOUT_MS\` (${itemTimeoutMs / 1000} s)`);
  expect(text).toMatch(
    new RegExp(`\`VARIORUM_RETRY_ATTEMPTS\` calls in all \\(${retryAttempts}\\), after ${retryBaseMs / 1000} s`),
  );
  const [endpoint] = await listEndpoints(scope);
  expect(text).toContain(`by default ${(endpoint?.timeoutMs ?? 0) / 1000} s)`);
});

test('how far several workers may go beyond a concurrency is what the database hands out', () => {
  const sql = readFileSync(new URL('../../prisma/migrations/0002_faster_runs/migration.sql', import.meta.url), 'utf8');
  const [, least, factor] = /concurrency < (\d+) THEN r\.concurrency ELSE r\.concurrency \* (\d)/.exec(sql) ?? [];
  expect(section('variants.md', 'Limits and retries')).toContain(
    `from ${least} on up to ${factor === '2' ? 'twice' : factor} as many`,
  );
});

test('the error types in the table are those that the code gives to results', () => {
  const listed = tableRows(section('variants.md', 'Limits and retries'), '`error.type`').flatMap(([types = '']) => codeIn(types));
  const given = ['models', 'domain/execution', 'domain/endpoints', 'domain/providers', 'domain/tests', 'jobs'].flatMap(typesIn);
  // A 429 is waited for and never becomes a result; the last three of the listed stand for many.
  const expected = new Set([
    ...given.filter((type) => type !== 'rate_limited'),
    'http_408',
    'http_409',
    'http_425',
    'http_5…',
    'http_…',
    'app_…',
  ]);
  expect([...listed].sort()).toEqual([...expected].sort());
});

/** The types of the faults that the sources in a folder make. */
function typesIn(path: string): string[] {
  const sources = new URL(`../../src/${path}/`, import.meta.url);
  return readdirSync(sources)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, sources), 'utf8');
      const called = text.matchAll(/\b(?:permanentFault|fault|never)\(\s*'(\w+)'/g);
      const replaced = text.matchAll(/\btype: '(\w+)',\s+recovery:|\), type: '(\w+)' \}/g);
      return [...called, ...replaced].map(([, one, other]) => one ?? other ?? '');
    });
}
