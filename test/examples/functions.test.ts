import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { sendEvents } from '../../src/domain/functions/send-events.js';
import { schema } from '../../src/graphql/schema.js';
import { encodeId, type Id } from '../../src/ids.js';
import type { Json, JsonObject } from '../../src/json.js';
import { asker } from '../graphql/ask.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startFunctionsWorker, type FunctionsWorker } from '../support/functions.js';
import { type ModelRequest, type ModelServer, type Reply, startModelServer } from '../support/model-server.js';
import { expectValue } from '../support/seed.js';

const folder = new URL('../../examples/functions/', import.meta.url);

let database: TestDatabase;
let worker: FunctionsWorker;
let models: ModelServer;
/** What the models answer. */
let answer: (request: ModelRequest) => Reply;

beforeAll(async () => {
  database = await createTestDatabase();
  models = await startModelServer({ answer: (request) => answer(request) });
  vi.stubEnv('MODEL_URL', models.url);
  const examples: object = await import(new URL('index.mjs', folder).href);
  worker = await startFunctionsWorker(database, Object.values(examples));
});
beforeEach(() => {
  models.requests.length = 0;
  answer = ({ model, prompt }) => `${model}: ${prompt}`;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await worker?.close();
  await models?.close();
  await database?.close();
});

/** A run that has ended. */
interface Ended {
  id: string;
  output: Json;
  /** The variants that it was given, by experiment. */
  variants: Record<string, string>;
  /** How often each step was tried, in their order. */
  attempts: Record<string, number>;
}

/** Sends events of one name, and waits until the runs that they start have COMPLETED. */
async function completed(name: string, data: JsonObject[]): Promise<Ended[]> {
  const sent = expectValue(
    await sendEvents(
      worker.scope,
      data.map((each) => ({ name, data: each })),
    ),
  );
  return Promise.all(sent.flatMap(({ runs }) => runs).map(completedRun));
}

async function completedRun(runId: Id<'functionRun'>): Promise<Ended> {
  expect(await worker.ended(runId)).toMatchObject({ status: 'COMPLETED', errorMessage: null });
  const { id, output, exposures, steps } = await database.db.functionRun.findUniqueOrThrow({
    where: { id: runId },
    include: { exposures: { include: { liveExperiment: true } }, steps: { orderBy: { position: 'asc' } } },
  });
  return {
    id: encodeId('functionRun', id),
    output: output as Json,
    variants: Object.fromEntries(exposures.map(({ liveExperiment, variant }) => [liveExperiment.name, variant])),
    attempts: Object.fromEntries(
      steps.filter(({ kind }) => kind === 'RUN').map(({ externalId, attempts }) => [externalId, attempts]),
    ),
  };
}

/** Sends events, some at a time, until each of the variants of an experiment was chosen. */
async function untilSeen(experiment: string, variants: string[], name: string, data: () => JsonObject) {
  const seen: Record<string, Ended> = {};
  while (variants.some((variant) => !seen[variant])) {
    for (const ended of await completed(name, Array.from({ length: 8 }, data))) seen[ended.variants[experiment] ?? ''] = ended;
  }
  expect(Object.keys(seen).sort()).toEqual([...variants].sort());
  return seen;
}

describe('summarize-document', () => {
  const data = { documentId: 'shipping' };

  test('asks the model of the variant, and no other', async () => {
    const { gpt4o, claude } = await untilSeen('model-comparison', ['gpt4o', 'claude'], 'document/uploaded', () => data);
    expect(gpt4o).toMatchObject({
      output: expect.stringMatching(/^gpt-4o: Summarize: Parcels leave/),
      attempts: { 'fetch-document': 1, 'summarize-gpt4o': 1 },
    });
    expect(claude).toMatchObject({
      output: expect.stringMatching(/^claude-sonnet-4-20250514: Summarize: Parcels leave/),
      attempts: { 'fetch-document': 1, 'summarize-claude': 1 },
    });
    const runs = await database.db.functionRun.count({ where: { function: { externalId: 'summarize-document' } } });
    expect(models.requests).toHaveLength(runs);
  });

  test('asks the same model again when it was overloaded, and fetches the document once', async () => {
    answer = ({ number, model }) => (number === 1 ? { status: 500, message: 'overloaded' } : `by ${model}`);
    const [run] = await completed('document/uploaded', [data]);
    const [first, again, ...more] = models.requests.map(({ model }) => model);
    expect([first, more]).toEqual([again, []]);
    expect(run?.output).toBe(`by ${first}`);
    expect(Object.values(run?.attempts ?? {})).toEqual([1, 2]);
  });
});

describe('assistant-model', () => {
  const conversation = [{ role: 'user', content: 'Hello.' }];
  const ask = (users: string[]) =>
    completed(
      'assistant/message',
      users.map((userId) => ({ userId, conversation })),
    );

  test('gives a user the same model in every run, and one in ten the candidate', async () => {
    const users = Array.from({ length: 40 }, (_, place) => `user-${place}`);
    const first = await ask(users);
    const again = await ask(users.slice(0, 10));
    expect(again.map(({ variants }) => variants)).toEqual(first.slice(0, 10).map(({ variants }) => variants));
    const candidates = first.filter(({ variants }) => variants['assistant-model'] === 'candidate');
    // 4 of 40 are expected; which users they are follows from their names alone.
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.length).toBeLessThan(10);
    for (const { output, variants } of first) {
      expect(output).toBe(variants['assistant-model'] === 'candidate' ? 'gpt-4o-mini: Hello.' : 'gpt-4o: Hello.');
    }
  });
});

describe('prompt-strategy', () => {
  const question = 'Who gets the refund of a gift?';

  test('answers in one step, or in two with what the store has found', async () => {
    const { single_shot, rag_pipeline } = await untilSeen(
      'prompt-strategy',
      ['single_shot', 'rag_pipeline'],
      'question/asked',
      () => ({ question }),
    );
    expect(single_shot).toMatchObject({
      output: `gpt-4o-mini: Answer this question: ${question}`,
      attempts: { 'single-shot': 1 },
    });
    expect(rag_pipeline).toMatchObject({
      output: expect.stringMatching(/^gpt-4o-mini: Using this context:\nA refund of a gift goes to the giver\./),
      attempts: { 'retrieve-context': 1, 'generate-with-context': 1 },
    });
  });

  test('tries a step of the pipeline again by itself', async () => {
    const failed = new Set<string>();
    // Each prompt fails once; of the pipeline's steps, only the second asks a model.
    answer = ({ prompt }) => {
      if (failed.has(prompt)) return 'an answer';
      failed.add(prompt);
      return { status: 503 };
    };
    const { rag_pipeline } = await untilSeen('prompt-strategy', ['single_shot', 'rag_pipeline'], 'question/asked', () => ({
      question: crypto.randomUUID(),
    }));
    expect(rag_pipeline?.attempts).toEqual({ 'retrieve-context': 1, 'generate-with-context': 2 });
  });
});

describe('tone-test', () => {
  test('says which variant it was, and tells the analytics once', async () => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const { concise, detailed } = await untilSeen('tone-test', ['concise', 'detailed'], 'query/received', () => ({
      query: 'Why?',
    }));
    const lines = told.mock.calls.map(([line]) => String(line));
    told.mockRestore();
    const results = {
      concise: 'gpt-4o-mini: Be brief. Why?',
      detailed: 'gpt-4o-mini: Be thorough and explain your reasoning. Why?',
    };
    expect(concise?.output).toEqual({ variant: 'concise', result: results.concise });
    expect(detailed?.output).toEqual({ variant: 'detailed', result: results.detailed });
    for (const [variant, { length }] of Object.entries(results)) {
      expect(lines).toContain(JSON.stringify({ experiment: 'tone-test', variant, responseLength: length }));
    }
    expect(lines).toHaveLength(await database.db.functionRun.count({ where: { function: { externalId: 'answer-in-tone' } } }));
  });
});

describe('ai-document-pipeline', () => {
  const documentUrl = `data:text/plain,${encodeURIComponent('Parcels leave today.')}`;
  const process = (users: string[]) =>
    completed(
      'document/process',
      users.map((userId) => ({ userId, documentUrl })),
    );
  const sections = { sections: [{ heading: 'Shipping', text: 'Parcels leave today. '.repeat(10) }] };

  test('gives each user one of four pairs, the same in every run', async () => {
    answer = ({ body, prompt }) => (body.response_format ? JSON.stringify(sections) : `about ${prompt.length} characters`);
    const users = Array.from({ length: 16 }, (_, place) => `user-${place}`);
    const first = await process(users);
    const again = await process(users.slice(0, 4));
    expect(again.map(({ variants }) => variants)).toEqual(first.slice(0, 4).map(({ variants }) => variants));
    const pairs = new Map(first.map((ended) => [Object.values(ended.variants).sort().join(' and '), ended]));
    expect([...pairs.keys()].sort()).toEqual([
      'freeform and map_reduce',
      'freeform and single_pass',
      'map_reduce and structured',
      'single_pass and structured',
    ]);
    expect(pairs.get('map_reduce and structured')).toMatchObject({
      output: {
        extraction: { variant: 'structured', result: expect.stringMatching(/^Shipping\nParcels leave today\./) },
        summary: { variant: 'map_reduce', result: expect.stringMatching(/^about \d+ characters$/) },
      },
      attempts: { 'structured-extract': 1, 'chunk-document': 1, 'summarize-chunks': 1, 'combine-summaries': 1 },
    });
    expect(pairs.get('freeform and single_pass')?.attempts).toEqual({ 'freeform-extract': 1, 'single-pass-summary': 1 });
  });
});

test('every run is an exposure in the graph', async () => {
  const viewer = await asker(worker.scope, 'VIEWER');
  interface Edges<Node> {
    edges: { node: Node }[];
  }
  const { functionRuns, liveExperiments } = await viewer.ask<{
    functionRuns: Edges<{ status: string; exposures: { liveExperiment: { name: string }; variant: string; status: string }[] }>;
    liveExperiments: Edges<{ name: string; variants: { exposures: number; completed: number; failed: number }[] }>;
  }>(`{
    functionRuns(first: 100) { edges { node { status exposures { liveExperiment { name } variant status } } } }
    liveExperiments { edges { node { name variants { exposures completed failed } } } }
  }`);
  for (const { node } of functionRuns.edges) {
    const shown = node.exposures.map(({ liveExperiment, status }) => ({ name: liveExperiment.name, status }));
    expect(node.status).toBe('COMPLETED');
    expect(shown).toContainEqual({ name: expect.any(String), status: 'COMPLETED' });
  }
  const counted = liveExperiments.edges.map(({ node: { name, variants } }) => {
    const sum = (of: 'exposures' | 'completed') => variants.reduce((total, variant) => total + variant[of], 0);
    expect(sum('completed')).toBe(sum('exposures'));
    return [name, sum('exposures')];
  });
  const runs = async (externalId: string) => database.db.functionRun.count({ where: { function: { externalId } } });
  expect(Object.fromEntries(counted)).toEqual({
    'model-comparison': await runs('summarize-document'),
    'assistant-model': await runs('assistant-reply'),
    'prompt-strategy': await runs('answer-question'),
    'tone-test': await runs('answer-in-tone'),
    'extraction-model': await runs('ai-document-pipeline'),
    'summary-approach': await runs('ai-document-pipeline'),
  });
});

test('the operations of the README are those of the schema', () => {
  const operations = [...readFileSync(new URL('README.md', folder), 'utf8').matchAll(/^```graphql\n([\s\S]*?)^```$/gm)];
  expect(operations).toHaveLength(2);
  for (const [, text = ''] of operations) expect(validate(schema, parse(text))).toEqual([]);
});
