import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decodeId } from '../../src/ids.js';
import { unwrap } from '../../src/sdk/client.js';
import { besideCheckout } from '../support/beside.js';
import { type Deployment, importJsonl, runToEnd, startDeployment } from '../support/deployment.js';
import { startReplayServer } from '../support/replay-server.js';

/** The published table: how many of the 1,319 questions of GSM8K each of four models answered rightly. */
const published = { '6b_finetuning': 286, '6b_verification': 515, '175b_finetuning': 458, '175b_verification': 742 };
const models = Object.keys(published) as Model[];
type Model = keyof typeof published;
/** The same over the first questions, counted in the recordings by a script that has nothing of this project in it. */
const ofFirst200 = { '6b_finetuning': 45, '6b_verification': 75, '175b_finetuning': 65, '175b_verification': 110 };
const ofFirst100 = { '6b_finetuning': 21, '6b_verification': 34, '175b_finetuning': 34, '175b_verification': 58 };

/** All 1,319 questions with STORIES=full, which takes a minute longer; otherwise the first. */
const isFull = process.env.STORIES === 'full';
/** A provider that simply answers, and in how many rows the answers differ. */
const plain = isFull
  ? { count: 1319, passed: published, divergentRows: 1156 }
  : { count: 200, passed: ofFirst200, divergentRows: 174 };
/** One that fails, refuses and dawdles: of fewer, at half the rate, so that it has to refuse on slow machines too. */
const rough = isFull ? { count: 1319, rate: 400, passed: published } : { count: 100, rate: 200, passed: ofFirst100 };

const questions = besideCheckout('data/gsm8k.jsonl');
const recordings = besideCheckout('data/gsm8k-recordings.jsonl');
const replayServer = besideCheckout('tools/replay-model-server.mjs');
const present = questions !== null && recordings !== null && replayServer !== null;

const linesOf = (path: string | null) => (path === null ? [] : readFileSync(path, 'utf8').trimEnd().split('\n'));
const lines = linesOf(questions);

/** What was recorded of one question. */
interface Recording {
  solutions: Record<Model, string>;
  /** Whether each model's answer was right. */
  correct: Record<Model, boolean>;
}
const recorded = linesOf(recordings)
  .slice(0, plain.count)
  .map((line): Recording => JSON.parse(line));

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let deployment: Deployment;
let calm: Awaited<ReturnType<typeof askModels>>;

beforeAll(async () => {
  if (!present) return;
  deployment = await startDeployment({ VARIORUM_RETRY_BASE_MS: '20', VARIORUM_WORKER_CONCURRENCY: '64' });
  calm = await askModels('calm', plain.count);
});
afterAll(() => deployment?.close());

/** Puts the first questions through the four models, served with these flags. */
async function askModels(name: string, count: number, flags: string[] = []) {
  const { client } = deployment;
  const server = await startReplayServer(replayServer ?? '', flags);
  try {
    const version = await importJsonl(client, name, new Blob([lines.slice(0, count).join('\n')]));
    unwrap(await client.addModelProvider({ input: { name, kind: 'OPENAI_COMPATIBLE', baseUrl: server.baseUrl } }));
    const { id } = unwrap(await client.createExperiment({ input: { name, type: 'LLM', datasetVersionId: version.id } }));
    for (const model of models) {
      const configuration = { model: `${name}:${model}`, prompt: '{{input.question}}' };
      unwrap(await client.addVariant({ input: { experimentId: id, name: model, configuration } }));
    }
    const evaluator = {
      experimentId: id,
      name: 'right answer',
      kind: 'EXACT_MATCH' as const,
      configuration: { extract: 'A: (.*)' },
    };
    unwrap(await client.addEvaluator({ input: evaluator }));
    const runs = await runToEnd(client, id, 64);
    return { experimentId: id, runs, statistics: await server.statistics() };
  } finally {
    await server.close();
  }
}

type Runs = Awaited<ReturnType<typeof askModels>>['runs'];

const passedOf = (runs: Runs) => Object.fromEntries(runs.map(({ variant, metrics }) => [variant.name, metrics.passed]));

/** Holds what the runs count against the results that are stored: each of the items once in each run. */
async function expectEveryItemOnce(runs: Runs, count: number) {
  const stored = await deployment.database.db.$queryRaw`
    SELECT count(*)::int AS results, count(DISTINCT r.item_id)::int AS items, count(DISTINCT r.sequence)::int AS sequences,
      count(*) FILTER (WHERE r.error_type IS NOT NULL)::int AS failed, count(*) FILTER (WHERE r.passed)::int AS passed,
      (SELECT count(*)::int FROM score s JOIN result o ON o.id = s.result_id WHERE o.run_id = r.run_id) AS scores
    FROM result r WHERE r.run_id = ANY (${runs.map(({ id }) => decodeId('run', id))}::uuid[])
    GROUP BY r.run_id ORDER BY r.run_id`;
  const counted = runs.map(({ itemsCompleted, itemsFailed, sequence, metrics }) => ({
    results: itemsCompleted + itemsFailed,
    items: count,
    sequences: sequence,
    failed: itemsFailed,
    passed: metrics.passed,
    scores: count,
  }));
  expect(counted.map(({ results, failed }) => [results, failed])).toEqual(models.map(() => [count, 0]));
  expect(stored).toEqual(counted);
}

test.runIf(present)('four models over GSM8K are right as often as was counted, each of their results once', async () => {
  const { runs, statistics } = calm;
  expect(passedOf(runs)).toEqual(plain.passed);
  await expectEveryItemOnce(runs, plain.count);
  expect(statistics).toMatchObject({ requests: 4 * plain.count, answered: 4 * plain.count });
});

test.runIf(present)('a provider that fails, refuses and dawdles changes nothing of that', async () => {
  const flags = ['--fail-every', '7', '--rate-limit', String(rough.rate), '--jitter-ms', '30'];
  const { runs, statistics } = await askModels('rough', rough.count, flags);
  expect(passedOf(runs)).toEqual(rough.passed);
  await expectEveryItemOnce(runs, rough.count);
  expect(statistics.answered).toBe(4 * rough.count);
  expect(statistics.failed).toBeGreaterThan(0);
});

const pairs = models.flatMap((baseline) =>
  models.filter((model) => model !== baseline).map((current) => ({ baseline, current })),
);

const runOf = (model: Model) => calm.runs.find(({ variant }) => variant.name === model)?.id ?? '';

describe.runIf(present)('each model against each other', () => {
  test.each(pairs)('$current after $baseline', async ({ baseline, current }) => {
    const improved = recorded.filter(({ correct }) => !correct[baseline] && correct[current]).length;
    const regressed = recorded.filter(({ correct }) => correct[baseline] && !correct[current]).length;

    const ids = { runId: runOf(current), baselineRunId: runOf(baseline) };
    const { regression } = unwrap(await deployment.client.regression(ids));

    expect(regression).toMatchObject({
      baselineSource: 'EXPLICIT',
      summary: {
        comparedItems: plain.count,
        improved,
        regressed,
        unchanged: plain.count - improved - regressed,
        netDelta: improved - regressed,
      },
    });
    expect(regression?.statistics.mcnemar).toMatchObject({ improved, regressed });
    const relativeError = (regression?.statistics.mcnemar?.pValue ?? 0) / exactMcNemar(improved, regressed) - 1;
    expect(Math.abs(relativeError)).toBeLessThan(1e-9);
  });
});

test.runIf(present)('the rows in which the extracted answers differ are those of the recordings', async () => {
  const { server } = deployment;
  const { experimentId } = calm;
  const compared = { extract: 'A: (.*)' };
  const changed = await server.request(
    `mutation ($input: UpdateExperimentInput!) { updateExperiment(input: $input) { ... on Experiment { comparedAnswer { extract } } ... on Error { message } } }`,
    { input: { id: experimentId, comparedAnswer: compared } },
  );
  expect(changed.data).toEqual({ updateExperiment: { comparedAnswer: compared } });

  const rows = recorded.map(({ solutions }) => {
    const answers = models.map((model) => [...solutions[model].matchAll(/A: (.*)/g)].at(-1)?.[1]?.trim() ?? null);
    const votes = answers.map((answer) => answers.filter((other) => other === answer).length);
    return {
      divergent: new Set(answers).size > 1,
      hasMajority: Math.max(...votes) > 2,
      outliers: votes.map((count) => count <= 2),
    };
  });
  const divergentRows = rows.filter(({ divergent }) => divergent).length;
  expect(divergentRows).toBe(plain.divergentRows);
  const seen: { place: number; hasMajority: boolean; cells: { outlier: boolean }[] }[] = [];
  for (let after: string | null = null; ; ) {
    const comparison = await divergentPage(experimentId, after);
    expect(comparison.summary).toEqual({
      rows: plain.count,
      divergentRows,
      agreeingRows: plain.count - divergentRows,
      incompleteRows: 0,
    });
    seen.push(...comparison.rows.edges.map(({ node }) => node));
    if (!comparison.rows.pageInfo.hasNextPage) break;
    after = comparison.rows.pageInfo.endCursor;
  }
  const expected = rows.flatMap(({ divergent, hasMajority, outliers }, place) =>
    divergent ? [{ place, hasMajority, cells: outliers.map((outlier) => ({ outlier })) }] : [],
  );
  expect(seen).toEqual(expected);
});

async function divergentPage(id: string, after: string | null): Promise<ComparisonPage> {
  const { data } = await deployment.server.request(
    `query ($id: ID!, $after: String) { experiment(id: $id) { comparison {
      summary { rows divergentRows agreeingRows incompleteRows }
      rows(first: 200, after: $after, filter: { divergent: true }) { edges { node { place hasMajority cells { outlier } } } pageInfo { hasNextPage endCursor } }
    } } }`,
    { id, after },
  );
  return (data as { experiment: { comparison: ComparisonPage } }).experiment.comparison;
}

interface ComparisonPage {
  summary: object;
  rows: {
    edges: { node: { place: number; hasMajority: boolean; cells: { outlier: boolean }[] } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string };
  };
}

/** The chance that of as many fair coins no more fall on the rarer side than did, twice: in whole numbers, to 300 decimals. */
function exactMcNemar(improved: number, regressed: number): number {
  const coins = BigInt(improved + regressed);
  let ways = 1n;
  let sum = 0n;
  for (let heads = 0n; heads <= BigInt(Math.min(improved, regressed)); heads += 1n) {
    sum += ways;
    ways = (ways * (coins - heads)) / (heads + 1n);
  }
  const digits = 10n ** 300n;
  const scaled = (2n * sum * digits) / 2n ** coins;
  return Math.min(1, Number(`${scaled}e-300`));
}
