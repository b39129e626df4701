import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, createClient, unwrap } from '../../src/sdk/client.js';
import { type Deployment, startDeployment } from '../support/deployment.js';
import { refusal } from '../support/refusals.js';

/**
 * What a newcomer gets wrong. Each is an error of the mutation's union that says what was wrong, where, and what to do, and
 * leaves every table as it was.
 */
let deployment: Deployment;
let client: Client;
/** Of another organization. */
let stranger: Client;
let datasetId: string;
let datasetVersionId: string;
let schemaId: string;
/** An experiment of type LLM over the dataset, whose items have `input.question`; without variants. */
let experimentId: string;
/** The same of type EXTRACTION. */
let extractionId: string;

beforeAll(async () => {
  deployment = await startDeployment();
  client = deployment.client;
  stranger = createClient({ url: deployment.server.url, apiKey: deployment.server.b.admin });
  datasetId = unwrap(await client.createDataset({ input: { name: 'questions' } })).id;
  const items = [{ externalId: 'first', input: { question: 'What is 6 × 7?', hint: 'even' }, expectedOutput: '42' }];
  datasetVersionId = unwrap(await client.addDatasetVersion({ input: { datasetId, items } })).id;
  schemaId = unwrap(await client.addOutputSchema({ input: { name: 'answer', jsonSchema: { type: 'object' } } })).id;
  experimentId = await newExperiment({ type: 'LLM', datasetVersionId });
  extractionId = await newExperiment({ type: 'EXTRACTION', datasetVersionId });
});
afterAll(async () => {
  await stranger.close();
  await deployment.close();
});

async function newExperiment(input: { type: 'LLM' | 'EXTRACTION' | 'CUSTOM'; datasetVersionId?: string }): Promise<string> {
  return unwrap(await client.createExperiment({ input: { name: 'which one', ...input } })).id;
}

const refused = (mutate: Parameters<typeof refusal>[1]) => refusal(deployment.database.db, mutate);

describe('a model that', () => {
  const refusedModel = (model: string) =>
    refused(() =>
      client.addVariant({ input: { experimentId, name: 'a', configuration: { model, prompt: '{{input.question}}' } } }),
    );

  test('no strategy of the built-in provider has the name of', async () => {
    const configuration = { model: 'rules:magic', schemaId };
    const input = { experimentId: extractionId, name: 'a', configuration };
    expect(await refused(() => client.addVariant({ input }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": "The provider rules has no strategy "magic". Write rules:labels or rules:lines or rules:shapes.",
      }
    `);
  });

  test('the built-in provider can only extract with', async () => {
    expect(await refusedModel('rules:lines')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.model",
        "message": "The provider rules extracts only: name a model of another provider, or make it a variant of type EXTRACTION.",
      }
    `);
  });

  test('a provider without a key would answer', async () => {
    expect(await refusedModel('openai:gpt-4.1')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""openai:gpt-4.1" needs the provider "openai", which is not configured. Add it with addModelProvider(input: {name: "openai", …}), or set OPENAI_API_KEY in the environment.",
      }
    `);
  });

  test('a provider that nobody added would answer', async () => {
    expect(await refusedModel('acme:large')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""acme:large" names the provider "acme", which is not there. The providers there are: rules. Add it with addModelProvider(input: {name: "acme", …}).",
      }
    `);
  });

  test('has no provider in its name, and there is no default one', async () => {
    expect(await refusedModel('gpt-4.1')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""gpt-4.1" names no provider, and the organization has no default one. There is no model provider yet: add one with addModelProvider, or extract without a model by rules:labels or rules:lines or rules:shapes.",
      }
    `);
  });

  test('has no provider in its name, where there are some to choose from', async () => {
    const input = { name: 'local', kind: 'OPENAI_COMPATIBLE' as const, baseUrl: 'http://127.0.0.1:11434/v1' };
    unwrap(await client.addModelProvider({ input }));
    expect(await refusedModel('llama3')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""llama3" names no provider, and the organization has no default one. Write local:llama3, or choose a default provider with setDefaultProvider.",
      }
    `);
    expect(await refusedModel('acme:large')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""acme:large" names the provider "acme", which is not there. The providers there are: local, rules. Add it with addModelProvider(input: {name: "acme", …}), or write local:acme:large if all of that is the model.",
      }
    `);
    expect(await refusedModel('local:')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""local:" names a provider without a model. Write local:model.",
      }
    `);
  });
});

describe('a configuration that', () => {
  const refusedConfiguration = (configuration: object) =>
    refused(() =>
      client.addVariant({ input: { experimentId, name: 'a', configuration: { model: 'local:llama3', ...configuration } } }),
    );

  test('has a key that is not known', async () => {
    expect(await refusedConfiguration({ temprature: 0.2 })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.temprature",
        "message": "configuration.temprature is not a field that is known here. The fields there are: model, system, prompt, temperature, top_p, max_tokens, verbosity.",
      }
    `);
    expect(await refusedConfiguration({ maxTokens: 100 })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.maxTokens",
        "message": "configuration.maxTokens is not a field that is known here. The fields there are: model, system, prompt, temperature, top_p, max_tokens, verbosity.",
      }
    `);
  });

  test('has a temperature out of range, or as a text', async () => {
    expect(await refusedConfiguration({ temperature: 3 })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.temperature",
        "message": "configuration.temperature: give at most 2, not 3.",
      }
    `);
    expect(await refusedConfiguration({ temperature: '0.2' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.temperature",
        "message": "configuration.temperature: give a number, not "0.2".",
      }
    `);
  });

  test('has no model', async () => {
    expect(await refusedConfiguration({ model: undefined })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.model",
        "message": "configuration.model is missing.",
      }
    `);
  });

  test('has a verbosity that there is not', async () => {
    expect(await refusedConfiguration({ verbosity: 'extreme' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.verbosity",
        "message": "configuration.verbosity: give low, medium or high, not "extreme".",
      }
    `);
  });

  test('has a template that does not parse, or names what no item has', async () => {
    expect(await refusedConfiguration({ prompt: '{{#input.question}}Q' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "INVALID_TEMPLATE",
        "field": "configuration.prompt",
        "message": "configuration.prompt is not a Mustache template: Unclosed section "input.question" at 20. A field of the item is written {{input.name}}.",
      }
    `);
    expect(await refusedConfiguration({ prompt: '{{question}}' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_FIELD",
        "field": "configuration.prompt",
        "message": "configuration.prompt names {{question}}, but a template sees input, metadata, externalId alone. Did you mean {{input.question}}?",
      }
    `);
    expect(await refusedConfiguration({ prompt: '{{expectedOutput}}' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_FIELD",
        "field": "configuration.prompt",
        "message": "configuration.prompt names {{expectedOutput}}, but a template sees input, metadata, externalId alone. The expected output is not shown to variants.",
      }
    `);
  });

  test('is not an object', async () => {
    const configuration = 'local:llama3';
    expect(await refused(() => client.addVariant({ input: { experimentId, name: 'a', configuration } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration",
        "message": "configuration has to be a JSON object, such as {"key": "value"}.",
      }
    `);
  });

  test('names a schema, or a version of one, that is not there', async () => {
    const refusedSchema = (schema: object) => {
      const configuration = { model: 'rules:lines', ...schema };
      return refused(() => client.addVariant({ input: { experimentId: extractionId, name: 'a', configuration } }));
    };
    expect(await refusedSchema({ schemaId: 'sch_01h455vb4pex5vsknk084sn02q' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_SCHEMA",
        "field": "configuration.schemaId",
        "message": "There is no output schema "sch_…" in this organization. Add it with addOutputSchema, and give its id (sch_…).",
      }
    `);
    expect(await refusedSchema({ schemaId: 'invoice' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_SCHEMA",
        "field": "configuration.schemaId",
        "message": "There is no output schema "invoice" in this organization. Add it with addOutputSchema, and give its id (sch_…).",
      }
    `);
    expect(await refusedSchema({ schemaId, schemaVersion: 2 })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_SCHEMA",
        "field": "configuration.schemaVersion",
        "message": "The schema sch_… has no version 2. Its latest is 1.",
      }
    `);
    expect(await refusedSchema({})).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.schemaId",
        "message": "configuration.schemaId is missing.",
      }
    `);
  });

  test('names an endpoint that is not there', async () => {
    const custom = await newExperiment({ type: 'CUSTOM' });
    const input = { experimentId: custom, name: 'a', configuration: { endpoint: 'pipeline' } };
    expect(await refused(() => client.addVariant({ input }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_ENDPOINT",
        "field": "configuration.endpoint",
        "message": "There is no endpoint "pipeline". Add one with addEndpoint(input: {name, url}).",
      }
    `);
    expect(await refused(() => client.addVariant({ input: { ...input, configuration: {} } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.endpoint",
        "message": "configuration.endpoint is missing.",
      }
    `);
  });
});

describe('a file with', () => {
  const refusedFile = (format: 'JSONL' | 'CSV', text: string, csv?: object) =>
    refused(() => client.importDatasetVersion({ input: { datasetId, format, csv, file: new Blob([text]) } }));

  test('a line that is not JSON, after many that are', async () => {
    const good = Array.from({ length: 5000 }, (_, number) => JSON.stringify({ externalId: `item-${number}`, input: number }));
    expect(await refusedFile('JSONL', `${good.join('\n')}\n{"externalId": `)).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "MALFORMED_LINE",
        "line": 5001,
        "message": "Line 5001 is not JSON (Unexpected end of JSON input). Every line is an object such as {"externalId": "case-17", "input": …, "expectedOutput": …, "metadata": {…}}; only input is required.",
      }
    `);
  });

  test('a line without an input, or with a key spelled otherwise', async () => {
    expect(await refusedFile('JSONL', '{"externalId": "a"}')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "MALFORMED_LINE",
        "field": "input",
        "line": 1,
        "message": "Line 1: input is missing. Give what the variants are to be run on.",
      }
    `);
    expect(await refusedFile('JSONL', '{"externalId": "a", "input": 1, "expected_output": 2}')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "MALFORMED_LINE",
        "line": 1,
        "message": "Line 1 has the unknown key "expected_output". Every line is an object such as {"externalId": "case-17", "input": …, "expectedOutput": …, "metadata": {…}}; only input is required.",
      }
    `);
    expect(await refusedFile('JSONL', '[1, 2]')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "MALFORMED_LINE",
        "line": 1,
        "message": "Line 1 is no JSON object. Every line is an object such as {"externalId": "case-17", "input": …, "expectedOutput": …, "metadata": {…}}; only input is required.",
      }
    `);
  });

  test('one externalId twice', async () => {
    const twice = '{"externalId": "a", "input": 1}\n{"externalId": "b", "input": 1}\n{"externalId": "a", "input": 2}';
    expect(await refusedFile('JSONL', twice)).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "DUPLICATE_EXTERNAL_ID",
        "field": "externalId",
        "line": 3,
        "message": "Line 1 and Line 3 have the same externalId, "a". Give every item a name of its own.",
      }
    `);
  });

  test('an item of 10 MB', async () => {
    const line = JSON.stringify({ externalId: 'large', input: 'x'.repeat(10_000_000) });
    expect(await refusedFile('JSONL', `{"input": 1, "externalId": "small"}\n${line}`)).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ITEM_TOO_LARGE",
        "line": 2,
        "message": "Line 2: the item "large" has 10,000,048 bytes of JSON; the limit is 1,048,576 (1 MiB). Shorten it, or give a link to what is large.",
      }
    `);
  });

  test('nothing in it', async () => {
    expect(await refusedFile('JSONL', '\n\n')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "EMPTY_DATASET",
        "field": "file",
        "message": "The file has no items. Give at least one.",
      }
    `);
    expect(await refusedFile('CSV', 'id,question\n')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "EMPTY_DATASET",
        "field": "file",
        "message": "The file has no items. Give at least one.",
      }
    `);
  });

  test('no column of the name that was given', async () => {
    const csv = { expectedOutput: 'answer' };
    expect(await refusedFile('CSV', 'id,question,right\n1,What?,42\n', csv)).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "MISSING_COLUMN",
        "field": "csv.expectedOutput",
        "line": 1,
        "message": "There is no column "answer" (expectedOutput). The columns are "id", "question", "right". Name one of them.",
      }
    `);
  });

  test('a row of the wrong length', async () => {
    expect(await refusedFile('CSV', 'id,question\n1,What, then?\n')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "MALFORMED_LINE",
        "line": 2,
        "message": "Line 2 has 3 fields, and the header has 2. A field with a comma, a quote or a line break in it must be in double quotes.",
      }
    `);
  });
});

describe('a dataset version with', () => {
  const refusedItems = (items: { externalId: string; input: unknown }[], more: object = {}) =>
    refused(() => client.addDatasetVersion({ input: { datasetId, items, ...more } }));

  test('no items', async () => {
    expect(await refusedItems([])).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "EMPTY_DATASET",
        "field": "items",
        "message": "No items are given. Give at least one.",
      }
    `);
    expect(await refusedItems([], { removeExternalIds: ['first'] })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "EMPTY_DATASET",
        "message": "The version would have no items. Give or keep at least one.",
      }
    `);
  });

  test('one externalId twice', async () => {
    const items = ['a', 'b', 'a'].map((externalId) => ({ externalId, input: 1 }));
    expect(await refusedItems(items)).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "DUPLICATE_EXTERNAL_ID",
        "field": "items[2].externalId",
        "message": "items[0] and items[2] have the same externalId, "a". Give every item a name of its own.",
      }
    `);
  });

  test('an item of 10 MB', async () => {
    expect(await refusedItems([{ externalId: 'large', input: 'x'.repeat(10_000_000) }])).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ITEM_TOO_LARGE",
        "field": "items[0]",
        "message": "items[0]: the item "large" has 10,000,048 bytes of JSON; the limit is 1,048,576 (1 MiB). Shorten it, or give a link to what is large.",
      }
    `);
  });

  test('an item to remove that is not there', async () => {
    expect(await refusedItems([], { removeExternalIds: ['second'] })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "removeExternalIds[0]",
        "message": "The externalId "second" is not in the latest version of the dataset, so it can’t be removed. Leave it out.",
      }
    `);
  });
});

describe('an experiment that can’t start, because', () => {
  const configuration = { model: 'local:llama3', prompt: '{{input.question}}' };
  const variant = (id: string) => client.addVariant({ input: { experimentId: id, name: 'a', configuration } });

  test('it has no variants', async () => {
    const id = await newExperiment({ type: 'LLM', datasetVersionId });
    expect(await refused(() => client.startRuns({ input: { experimentId: id } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "NO_VARIANTS",
        "message": "The experiment has no variant to run. Add one with addVariant.",
      }
    `);
  });

  test('it has no dataset', async () => {
    const id = await newExperiment({ type: 'LLM' });
    unwrap(await variant(id));
    expect(await refused(() => client.startRuns({ input: { experimentId: id } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "NO_DATASET",
        "message": "The experiment has no dataset. Give it a version with updateExperiment(input: {id, datasetVersionId}).",
      }
    `);
  });

  test('a template names a field that the items lack', async () => {
    const id = await newExperiment({ type: 'LLM', datasetVersionId });
    const misspelled = { model: 'local:llama3', prompt: 'Q: {{input.qestion}}' };
    unwrap(await variant(id));
    unwrap(await client.addVariant({ input: { experimentId: id, name: 'misspelled', configuration: misspelled } }));
    expect(await refused(() => client.startRuns({ input: { experimentId: id } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_FIELD",
        "field": "configuration.prompt",
        "message": "Variant "misspelled" (var_…): configuration.prompt names {{input.qestion}}, which the dataset's items lack. Their input has: hint, question.",
      }
    `);
  });

  test('it is to be run no times, or too many items at once', async () => {
    const id = await newExperiment({ type: 'LLM', datasetVersionId });
    unwrap(await variant(id));
    expect(await refused(() => client.startRuns({ input: { experimentId: id, trials: 0 } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "trials",
        "message": "trials: give at least 1, not 0.",
      }
    `);
    expect(await refused(() => client.startRuns({ input: { experimentId: id, concurrency: 100_000 } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "concurrency",
        "message": "concurrency: give at most 1000, not 100000.",
      }
    `);
  });

  test('its idempotency key has started other runs', async () => {
    const id = await newExperiment({ type: 'EXTRACTION', datasetVersionId });
    const extraction = { model: 'rules:lines', schemaId };
    unwrap(await client.addVariant({ input: { experimentId: id, name: 'a', configuration: extraction } }));
    const input = { experimentId: id, idempotencyKey: 'nightly' };
    const { runs } = unwrap(await client.startRuns({ input }));
    for await (const _ of client.runProgress({ runId: runs[0]?.id ?? '' }));
    const again = unwrap(await client.startRuns({ input }));
    expect(again.runs.map((run) => run.id)).toEqual(runs.map((run) => run.id));
    expect(await refused(() => client.startRuns({ input: { ...input, trials: 2 } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ConflictError",
        "code": "IDEMPOTENCY_KEY_REUSED",
        "message": "The idempotency key "nightly" was used for this experiment with other arguments: {"concurrency":32,"trials":1}. Give these again for the runs of then, or use a new key.",
      }
    `);
  });
});

describe('an id that', () => {
  test('is none, or of something else', async () => {
    const input = { experimentId: 'my-experiment', name: 'a', configuration: { model: 'local:llama3' } };
    expect(await refused(() => client.addVariant({ input }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "INVALID_ID",
        "field": "experimentId",
        "message": "experimentId is not an id of this kind: it is "exp_" and 26 characters. Pass the id as the API gave it.",
      }
    `);
    expect(await refused(() => client.addVariant({ input: { ...input, experimentId: datasetId } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "INVALID_ID",
        "field": "experimentId",
        "message": "experimentId is not an id of this kind: it is "exp_" and 26 characters. Pass the id as the API gave it.",
      }
    `);
    expect(await refused(() => client.cancelRun({ id: 'run_1' }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "INVALID_ID",
        "field": "id",
        "message": "id is not an id of this kind: it is "run_" and 26 characters. Pass the id as the API gave it.",
      }
    `);
  });

  test('names what another organization has', async () => {
    const name = 'stolen';
    const items = [{ externalId: 'first', input: 1 }];
    expect(await refused(() => stranger.updateExperiment({ input: { id: experimentId, name } }))).toMatchInlineSnapshot(`
      {
        "__typename": "NotFoundError",
        "code": "NOT_FOUND",
        "message": "There is no experiment exp_… in this organization. Check the id, and that the key is of the organization that owns it.",
      }
    `);
    expect(await refused(() => stranger.startRuns({ input: { experimentId } }))).toMatchInlineSnapshot(`
      {
        "__typename": "NotFoundError",
        "code": "NOT_FOUND",
        "message": "There is no experiment exp_… in this organization. Check the id, and that the key is of the organization that owns it.",
      }
    `);
    expect(await refused(() => stranger.addDatasetVersion({ input: { datasetId, items } }))).toMatchInlineSnapshot(`
      {
        "__typename": "NotFoundError",
        "code": "NOT_FOUND",
        "message": "There is no dataset dst_… in this organization. Check the id, and that the key is of the organization that owns it.",
      }
    `);
    expect(await refused(() => stranger.deleteDataset({ id: datasetId }))).toMatchInlineSnapshot(`
      {
        "__typename": "NotFoundError",
        "code": "NOT_FOUND",
        "message": "There is no dataset dst_… in this organization. Check the id, and that the key is of the organization that owns it.",
      }
    `);
    const experiment = { name, type: 'LLM' as const, datasetVersionId };
    expect(await refused(() => stranger.createExperiment({ input: experiment }))).toMatchInlineSnapshot(`
      {
        "__typename": "NotFoundError",
        "code": "NOT_FOUND",
        "message": "There is no dataset version dsv_… in this organization. Check the id, and that the key is of the organization that owns it.",
      }
    `);
    const extraction = unwrap(await stranger.createExperiment({ input: { name, type: 'EXTRACTION' } }));
    const configuration = { model: 'rules:lines', schemaId };
    const variant = { experimentId: extraction.id, name, configuration };
    expect(await refused(() => stranger.addVariant({ input: variant }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_SCHEMA",
        "field": "configuration.schemaId",
        "message": "There is no output schema "sch_…" in this organization. Add it with addOutputSchema, and give its id (sch_…).",
      }
    `);
  });
});

describe('an address that', () => {
  const refusedEndpoint = (url: string) => refused(() => client.addEndpoint({ input: { name: 'pipeline', url } }));

  test('is private, or no address', async () => {
    expect(await refusedEndpoint('http://169.254.169.254/latest/meta-data')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ADDRESS_REFUSED",
        "field": "url",
        "message": "url: 169.254.169.254 is refused: this deployment sends requests to public addresses and this machine only (VARIORUM_REACHABLE).",
      }
    `);
    expect(await refusedEndpoint('http://10.0.0.1:8080/run')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ADDRESS_REFUSED",
        "field": "url",
        "message": "url: 10.0.0.1 is refused: this deployment sends requests to public addresses and this machine only (VARIORUM_REACHABLE).",
      }
    `);
    expect(await refusedEndpoint('my-service:8080')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ADDRESS_REFUSED",
        "field": "url",
        "message": "url: The URL starts with "my-service:": only http: and https: are spoken here.",
      }
    `);
    expect(await refusedEndpoint('my-service/run')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ADDRESS_REFUSED",
        "field": "url",
        "message": "url: "my-service/run" is not a URL: give it whole, such as https://example.com/path.",
      }
    `);
    expect(await refusedEndpoint('https://me:secret@example.com/run')).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ADDRESS_REFUSED",
        "field": "url",
        "message": "url: The URL holds a user name or a password: give them in a header, which is kept secret.",
      }
    `);
  });

  test('is where a provider should be, and private, or missing', async () => {
    const input = { name: 'inner', kind: 'OPENAI_COMPATIBLE' as const, baseUrl: 'http://10.0.0.1/v1' };
    expect(await refused(() => client.addModelProvider({ input }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "ADDRESS_REFUSED",
        "field": "baseUrl",
        "message": "baseUrl: 10.0.0.1 is refused: this deployment sends requests to public addresses and this machine only (VARIORUM_REACHABLE).",
      }
    `);
    expect(await refused(() => client.addModelProvider({ input: { ...input, baseUrl: null } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "baseUrl",
        "message": "baseUrl is missing: a provider of kind OPENAI_COMPATIBLE answers where you say, such as http://localhost:11434/v1.",
      }
    `);
    expect(await refused(() => client.addModelProvider({ input: { name: 'openai', kind: 'OPENAI' } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "apiKey",
        "message": "apiKey is missing: a provider of kind OPENAI needs one, unless it has a baseUrl of its own.",
      }
    `);
    const twice = { name: 'local', kind: 'OPENAI' as const, apiKey: 'sk-1' };
    expect(await refused(() => client.addModelProvider({ input: twice }))).toMatchInlineSnapshot(`
      {
        "__typename": "ConflictError",
        "code": "NAME_TAKEN",
        "message": "There is already a provider named "local". Choose another name, or change that one.",
      }
    `);
  });
});

describe('an evaluator that', () => {
  const refusedEvaluator = (kind: 'REGEX' | 'EXACT_MATCH' | 'NUMERIC' | 'LLM_JUDGE', configuration: object, threshold?: number) =>
    refused(() => client.addEvaluator({ input: { experimentId, name: 'judge', kind, configuration, threshold } }));

  test('has a pattern that does not compile', async () => {
    expect(await refusedEvaluator('REGEX', { pattern: '(' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.pattern",
        "message": "configuration.pattern: does not compile: Invalid regular expression: /(/gm: Unterminated group.",
      }
    `);
    expect(await refusedEvaluator('REGEX', {})).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.pattern",
        "message": "configuration.pattern is missing.",
      }
    `);
    expect(await refusedEvaluator('EXACT_MATCH', { extract: 'A: [' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.extract",
        "message": "configuration.extract: does not compile: Invalid regular expression: /A: [/gm: Unterminated character class.",
      }
    `);
  });

  test('has a key, a pointer, a normalization or a threshold that does not fit', async () => {
    expect(await refusedEvaluator('EXACT_MATCH', { regex: 'A: (.*)' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.regex",
        "message": "configuration.regex is not a field that is known here. The fields there are: pointer, extract, normalize.",
      }
    `);
    expect(await refusedEvaluator('EXACT_MATCH', { pointer: 'total' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.pointer",
        "message": "configuration.pointer: must be a JSON Pointer (RFC 6901), such as /total or /lines/0/amount.",
      }
    `);
    expect(await refusedEvaluator('EXACT_MATCH', { normalize: ['lowercase'] })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.normalize[0]",
        "message": "configuration.normalize[0]: give trim, date, number, case, punctuation or whitespace, not "lowercase".",
      }
    `);
    expect(await refusedEvaluator('NUMERIC', { tolerance: -1 })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.tolerance",
        "message": "configuration.tolerance is not a field that is known here. The fields there are: pointer, extract, normalize, expected, absoluteTolerance, relativeTolerance.",
      }
    `);
    expect(await refusedEvaluator('EXACT_MATCH', {}, 80)).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "threshold",
        "message": "threshold is 80. Give a number from 0 to 1.",
      }
    `);
  });

  test('asks a model that is not there, or nothing of it', async () => {
    expect(await refusedEvaluator('LLM_JUDGE', { model: 'acme:large', rubric: 'Is it polite?' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "UNKNOWN_MODEL",
        "field": "configuration.model",
        "message": ""acme:large" names the provider "acme", which is not there. The providers there are: local, rules. Add it with addModelProvider(input: {name: "acme", …}), or write local:acme:large if all of that is the model.",
      }
    `);
    expect(await refusedEvaluator('LLM_JUDGE', { model: 'local:llama3' })).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "configuration.rubric",
        "message": "configuration.rubric is missing.",
      }
    `);
  });
});

describe('a name that', () => {
  test('is empty or taken', async () => {
    expect(await refused(() => client.createDataset({ input: { name: ' ' } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "name",
        "message": "A dataset needs a name.",
      }
    `);
    expect(await refused(() => client.createExperiment({ input: { name: '', type: 'LLM' } }))).toMatchInlineSnapshot(`
      {
        "__typename": "ValidationError",
        "code": "VALIDATION",
        "field": "name",
        "message": "name is empty. Give 1 to 200 characters.",
      }
    `);
    const id = await newExperiment({ type: 'LLM' });
    const input = { experimentId: id, name: 'a', configuration: { model: 'local:llama3' } };
    unwrap(await client.addVariant({ input }));
    expect(await refused(() => client.addVariant({ input }))).toMatchInlineSnapshot(`
      {
        "__typename": "ConflictError",
        "code": "NAME_TAKEN",
        "message": "The experiment has a variant "a" already. Give another name, or change that one with updateVariant.",
      }
    `);
  });
});

test('a key that may not change anything', async () => {
  const viewer = createClient({ url: deployment.server.url, apiKey: deployment.server.a.viewer });
  expect(await refused(() => viewer.createDataset({ input: { name: 'mine' } }))).toMatchInlineSnapshot(`
    {
      "__typename": "ForbiddenError",
      "code": "FORBIDDEN",
      "message": "This takes a key with the role EDITOR; this key is VIEWER. Ask an admin for one (createApiKey).",
    }
  `);
  await viewer.close();
});

test('an output schema that is none', async () => {
  const jsonSchema = { type: 'objekt' };
  expect(await refused(() => client.addOutputSchema({ input: { name: 'wrong', jsonSchema } }))).toMatchInlineSnapshot(`
    {
      "__typename": "ValidationError",
      "code": "VALIDATION",
      "field": "jsonSchema.type",
      "message": "jsonSchema.type is not JSON Schema: it must be equal to one of the allowed values: array, boolean, integer, null, number, object, string.",
    }
  `);
});
