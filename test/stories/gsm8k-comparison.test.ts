import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { unwrap } from '../../src/sdk/client.js';
import { besideCheckout } from '../support/beside.js';
import { type Deployment, importJsonl, runToEnd, startDeployment } from '../support/deployment.js';
import { startReplayServer } from '../support/replay-server.js';

const models = ['6b_finetuning', '6b_verification', '175b_finetuning', '175b_verification'] as const;
type Model = (typeof models)[number];

const questions = besideCheckout('data/gsm8k.jsonl');
const recordings = besideCheckout('data/gsm8k-recordings.jsonl');
const replayServer = besideCheckout('tools/replay-model-server.mjs');
const present = questions !== null && recordings !== null && replayServer !== null;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** What was recorded of one question. */
interface Recording {
  solutions: Record<Model, string>;
  /** Whether each model's answer was right. */
  correct: Record<Model, boolean>;
}

const linesOf = (path: string | null) => (path === null ? [] : readFileSync(path, 'utf8').trimEnd().split('\n'));
const recorded = linesOf(recordings).map((line): Recording => JSON.parse(line));

let deployment: Deployment;
let runIds: Record<Model, string>;

beforeAll(async () => {
  if (!present) return;
  deployment = await startDeployment({ VARIORUM_WORKER_CONCURRENCY: '64' });
  runIds = await askModels(deployment);
});
afterAll(() => deployment?.close());

/** Puts every question to the four models. @returns each model's run. */
async function askModels({ client }: Deployment): Promise<Record<Model, string>> {
  const server = await startReplayServer(replayServer ?? '');
  try {
    const version = await importJsonl(client, 'questions', new Blob([readFileSync(questions ?? '')]));
    unwrap(await client.addModelProvider({ input: { name: 'replay', kind: 'OPENAI_COMPATIBLE', baseUrl: server.baseUrl } }));
    const experiment = { name: 'gsm8k', type: 'LLM' as const, datasetVersionId: version.id };
    const { id: experimentId } = unwrap(await client.createExperiment({ input: experiment }));
    for (const model of models) {
      const configuration = { model: `replay:${model}`, prompt: '{{input.question}}' };
      unwrap(await client.addVariant({ input: { experimentId, name: model, configuration } }));
    }
    const evaluator = { experimentId, name: 'right answer', kind: 'EXACT_MATCH' as const, configuration: { extract: 'A: (.*)' } };
    unwrap(await client.addEvaluator({ input: evaluator }));
    const runs = await runToEnd(client, experimentId, 64);
    return Object.fromEntries(runs.map(({ id, variant }) => [variant.name, id])) as Record<Model, string>;
  } finally {
    await server.close();
  }
}

const pairs = models.flatMap((baseline) =>
  models.filter((model) => model !== baseline).map((current) => ({ baseline, current })),
);

describe.runIf(present)('each model against each other', () => {
  test.each(pairs)('$current after $baseline', async ({ baseline, current }) => {
    const improved = recorded.filter(({ correct }) => !correct[baseline] && correct[current]).length;
    const regressed = recorded.filter(({ correct }) => correct[baseline] && !correct[current]).length;

    const ids = { runId: runIds[current], baselineRunId: runIds[baseline] };
    const { regression } = unwrap(await deployment.client.regression(ids));

    expect(regression).toMatchObject({
      baselineSource: 'EXPLICIT',
      summary: {
        comparedItems: 1319,
        improved,
        regressed,
        unchanged: 1319 - improved - regressed,
        netDelta: improved - regressed,
      },
    });
    expect(regression?.statistics.mcnemar).toMatchObject({ improved, regressed });
    const relativeError = (regression?.statistics.mcnemar?.pValue ?? 0) / exactMcNemar(improved, regressed) - 1;
    expect(Math.abs(relativeError)).toBeLessThan(1e-9);
  });
});

test.runIf(present)('the rows in which the extracted answers differ are those of the recordings', async () => {
  const { client, server } = deployment;
  const { id: experimentId } = unwrap(await client.run({ id: runIds['6b_finetuning'] })).experiment;
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
  expect(divergentRows).toBe(1156);
  const seen: { place: number; hasMajority: boolean; cells: { outlier: boolean }[] }[] = [];
  for (let after: string | null = null; ; ) {
    const comparison = await divergentPage(experimentId, after);
    expect(comparison.summary).toEqual({ rows: 1319, divergentRows, agreeingRows: 1319 - divergentRows, incompleteRows: 0 });
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
