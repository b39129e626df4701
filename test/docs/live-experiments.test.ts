import { afterAll, beforeAll, expect, test } from 'vitest';
import { createExperiment } from '../../src/domain/experiments/experiments.js';
import { sendEvents } from '../../src/domain/functions/send-events.js';
import type { Scope } from '../../src/domain/scope.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import { experiment } from '../../src/functions.js';
import { encodeId } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { type Asker, asker } from '../graphql/ask.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type FunctionsWorker, startFunctionsWorker } from '../support/functions.js';
import { expectValue, numberedItems, seedDatasetVersion } from '../support/seed.js';
import { functionsOf } from './page-functions.js';
import { blocksIn, codeIn, section, tableRows } from './pages.js';
import { until } from '../support/until.js';

let database: TestDatabase;
let worker: FunctionsWorker;
let editor: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  worker = await startFunctionsWorker(database, await functionsOf('live-experiments.md'), { OPENAI_API_KEY: 'of this test' });
  editor = await asker(worker.scope, 'EDITOR');
});
afterAll(async () => {
  await worker?.close();
  await database?.close();
});

/** The operation of the page that has this in it. */
function operation(part: string): string {
  const [found, ...others] = blocksIn('graphql').filter(
    ({ page, text }) => page === 'live-experiments.md' && text.includes(part),
  );
  if (!found || others.length > 0) throw new Error(`Not one operation of the page has ${part}.`);
  return found.text;
}

/** The variant that has won offline. */
async function givenWinner(scope: Scope) {
  const { id: datasetVersionId } = await seedDatasetVersion(scope, numberedItems(1));
  const { id: experimentId } = expectValue(await createExperiment(scope, { name: 'models', type: 'LLM', datasetVersionId }));
  return expectValue(await addVariant(scope, { experimentId, name: 'larger', configuration: { model: 'openai:gpt-4.1' } }));
}

const users = Array.from({ length: 40 }, (_, place) => `user-${place}`);

/** What a user gets once `candidate` has the page's weight. */
async function variantOf(user: string): Promise<string> {
  const select = experiment.bucket(user, { weights: { current: 100, candidate: 25 } });
  const { variant } = await select.choose({ runId: '', experimentId: 'answer-model', variants: ['current', 'candidate'] });
  return variant;
}

/** What the function of the page answers to users who ask at once. */
async function answersTo(...userIds: string[]): Promise<Json[]> {
  const events = userIds.map((userId) => ({ name: 'question/asked', data: { userId, question: 'Why?' } }));
  const runs = expectValue(await sendEvents(worker.scope, events)).flatMap((sent) => sent.runs);
  return Promise.all(runs.map(async (id) => (await worker.ended(id)).output as Json));
}

test('a winner goes live with its configuration, for the part of the users that its weight gives it', async () => {
  expect(await answersTo('user-0')).toEqual(['gpt-4o-mini says: Why?']);
  const winner = await givenWinner(worker.scope);
  const live = await database.db.liveExperiment.findFirstOrThrow({ where: { name: 'answer-model' } });
  const promoted = await editor.ask(operation('promoteVariant('), {
    variantId: encodeId('variant', winner.id),
    liveExperimentId: encodeId('liveExperiment', live.id),
  });
  expect(promoted).toMatchObject({
    promoteVariant: {
      variants: [
        { name: 'current', weight: 100, configuration: null, promotedFrom: null },
        { name: 'candidate', weight: 25, configuration: { model: 'openai:gpt-4.1' }, promotedFrom: { name: 'larger' } },
      ],
    },
  });
  const chosen = await Promise.all(users.map(variantOf));
  const first = users[chosen.indexOf('candidate')] ?? '';
  // The worker hears of it in its own time, and no run waits for that.
  await until(async () => (await answersTo(first)).includes('openai:gpt-4.1 says: Why?'));
  expect(await answersTo(...users)).toEqual(
    chosen.map((variant) => (variant === 'candidate' ? 'openai:gpt-4.1 says: Why?' : 'gpt-4o-mini says: Why?')),
  );
});

test('the queries of the page tell how it goes', async () => {
  const { liveExperiment } = await editor.ask<{ liveExperiment: { exposures: number; units: number; variants: object[] } }>(
    operation('name: "answer-model"'),
  );
  const exposures = await database.db.exposure.count({ where: { liveExperiment: { name: 'answer-model' } } });
  expect(liveExperiment).toMatchObject({
    exposures,
    units: users.length,
    sampleRatio: { mismatch: false },
    variants: [
      { name: 'current', weight: 100, errorRate: { mean: 0, comparison: null }, scores: [] },
      { name: 'candidate', weight: 25, failed: 0, cost: { units: 0, mean: null } },
    ],
  });
  const named = tableRows(section('live-experiments.md', 'How it goes'), 'figure').flatMap(([cell = '']) => codeIn(cell));
  expect(named.filter((name) => !(name in { ...liveExperiment, ...liveExperiment.variants[0] }))).toEqual([]);
});

test('scores come from the code, by the run and by the variant', async () => {
  const run = await worker.runToEnd('draft/asked');
  const characters = String(run.output).length;
  const byRun = { functionRunId: encodeId('functionRun', run.id) };
  const variant = run.output === 'Dear Sir' ? 'plain' : 'warm';
  expect(await editor.ask(operation('functionRunId: $functionRunId'), byRun)).toEqual({ recordScore: { variant, value: 1 } });
  const byVariant = operation('id: "thumb-1"');
  expect(await editor.ask(byVariant)).toEqual({ recordScore: { variant: 'warm', value: 0 } });
  expect(await editor.ask(byVariant)).toEqual({ recordScore: { variant: 'warm', value: 0 } });
  expect(await database.db.liveScore.findMany({ orderBy: { createdAt: 'asc' } })).toMatchObject([
    { name: 'characters', variant, value: characters },
    { name: 'thumbs', variant, value: 1 },
    { name: 'thumbs', variant: 'warm', value: 0, externalId: 'thumb-1' },
  ]);
});

test('the codes of the page are those of scores that are refused', async () => {
  const run = await database.db.functionRun.findFirstOrThrow({ where: { function: { externalId: 'answer' } } });
  const codeOf = async (input: object): Promise<string | undefined> => {
    const document = 'mutation ($input: RecordScoreInput!) { recordScore(input: $input) { ... on Error { code } } }';
    const { recordScore } = await editor.ask<{ recordScore: { code?: string } }>(document, {
      input: { experiment: 'draft-prompt', name: 'thumbs', value: 1, ...input },
    });
    return recordScore.code;
  };
  const codes = [
    await codeOf({ experiment: 'nonsense', variant: 'warm' }),
    await codeOf({ variant: 'cold' }),
    await codeOf({ functionRunId: encodeId('functionRun', run.id) }),
    await codeOf({ variant: 'plain', id: 'thumb-1' }),
  ];
  const named = tableRows(section('live-experiments.md', 'Scores'), '`code`').flatMap(([code = '']) => codeIn(code));
  expect(named).toEqual(codes);
});
