import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { relativeChange } from '../../src/domain/regression/pass-rate.js';
import { applyOverrides, verify } from '../../src/sdk/webhook.js';
import { type Api, apiOf } from '../support/api.js';
import { besideCheckout } from '../support/beside.js';
import { type Deployment, importJsonl, startDeployment } from '../support/deployment.js';
import { type ReplayServer, startReplayServer } from '../support/replay-server.js';

/**
 * How many questions of GSM8K each of four models answered rightly: all 1,319 with STORIES=full, as published, or the first
 * 200, counted in the recordings by a script that has nothing of this project in it.
 */
const isFull = process.env.STORIES === 'full';
const count = isFull ? 1319 : 200;
const passed: Record<Model, number> = isFull
  ? { '6b_finetuning': 286, '6b_verification': 515, '175b_finetuning': 458, '175b_verification': 742 }
  : { '6b_finetuning': 45, '6b_verification': 75, '175b_finetuning': 65, '175b_verification': 110 };
type Model = '6b_finetuning' | '6b_verification' | '175b_finetuning' | '175b_verification';

const questions = besideCheckout('data/gsm8k.jsonl');
const replayServer = besideCheckout('tools/replay-model-server.mjs');
const present = questions !== null && replayServer !== null;

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

let deployment: Deployment;
let models: ReplayServer;
let app: Awaited<ReturnType<typeof startApp>>;
let api: Api;

beforeAll(async () => {
  if (!present) return;
  deployment = await startDeployment();
  api = apiOf(deployment.server);
  models = await startReplayServer(replayServer);
  app = await startApp(models.baseUrl);
});
afterAll(async () => {
  await app?.close();
  await models?.close();
  await deployment?.close();
});

/** An application with one inference step, `solver`, which asks whatever model its configuration names. */
async function startApp(modelsUrl: string) {
  const production = { model: '6b_finetuning' };
  const secrets: string[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    const message = verify({ headers: incoming.headers, body }, secrets);
    if (!('testId' in message && 'experiment' in message)) return void response.writeHead(204).end();
    const { model } = applyOverrides(production, 'solver', message.experiment.overrides);
    const { question } = message.input as { question: string };
    const answered = await fetch(`${modelsUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: question }] }),
    });
    const { choices, usage } = (await answered.json()) as Completion;
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        output: choices[0]?.message.content,
        usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens },
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    secrets,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

interface Completion {
  choices: { message: { content: string } }[];
  usage: { prompt_tokens: number; completion_tokens: number };
}

async function runAll(experimentId: string): Promise<void> {
  const { runs } = (await api.made(
    'startRuns',
    { experimentId, concurrency: 64 },
    '... on StartRunsSuccess { runs { id } }',
  )) as {
    runs?: { id: string }[];
  };
  for (const { id } of runs ?? []) {
    for await (const { status } of deployment.client.runProgress({ runId: id })) {
      if (status === 'FAILED' || status === 'CANCELLED') throw new Error(`The run ${id} is ${status}.`);
    }
  }
}

test.runIf(present)('an app behind a webhook reproduces the published table, its models taken from the overrides', async () => {
  const lines = readFileSync(questions ?? '', 'utf8')
    .split('\n')
    .slice(0, count);
  const version = await importJsonl(deployment.client, 'GSM8K', new Blob([lines.join('\n')]));
  const endpoint = await api.made('addEndpoint', { name: 'solver-app', url: app.url });
  const rotated = await api.made(
    'rotateEndpointSecret',
    { id: endpoint.id },
    '... on RotateEndpointSecretSuccess { signingSecret }',
  );
  app.secrets.push(String(rotated.signingSecret));

  const step = await api.made('createInferenceStep', { externalId: 'solver', kind: 'LLM' });
  const experiment = await api.made('createExperiment', {
    name: 'Which model?',
    type: 'WEBHOOK',
    datasetVersionId: version.id,
    endpointId: endpoint.id,
    steps: [{ stepId: step.id, parameters: ['model'] }],
    tasks: { all: true },
  });
  const evaluator = { name: 'right answer', kind: 'EXACT_MATCH', configuration: { extract: 'A: (.*)' } };
  await api.made('addEvaluator', { experimentId: experiment.id, ...evaluator });
  const baseline = await api.made('addVariant', {
    experimentId: experiment.id,
    name: '6b_finetuning',
    configuration: { solver: { model: '6b_finetuning' } },
  });
  const branch = (parentId: string, model: Model) =>
    api.made('addVariant', {
      experimentId: experiment.id,
      name: model,
      parentId,
      override: { step: 'solver', parameter: 'model', value: model },
    });
  await branch(baseline.id, '6b_verification');
  const larger = await branch(baseline.id, '175b_finetuning');
  await branch(larger.id, '175b_verification');

  // The baseline first, because nothing else may run before it; then all others.
  await runAll(experiment.id);
  await runAll(experiment.id);

  const { experiment: read } = await api.ask<{ experiment: { stage: string; variants: VariantRead[] } }>(
    `query ($id: ID!) { experiment(id: $id) { stage variants {
      name baseline overrides passRate passRateVsBaseline
      outcome { passed failed total passRateDifference { value confidenceLow confidenceHigh } }
    } } }`,
    { id: experiment.id },
  );
  expect(read.stage).toBe('IDLE');
  const rate = (model: Model) => (100 * passed[model]) / count;
  for (const variant of read.variants) {
    const { name, outcome } = variant;
    expect(outcome).toMatchObject({ total: count, passed: passed[name], failed: count - passed[name] });
    expect(variant.passRate).toBeCloseTo(rate(name), 9);
    expect(variant.overrides).toEqual(name === '6b_finetuning' ? {} : { solver: { model: name } });
    if (variant.baseline) continue;
    expect(variant.passRateVsBaseline).toBeCloseTo(relativeChange(rate('6b_finetuning'), rate(name)) ?? Number.NaN, 9);
    const { value, confidenceLow, confidenceHigh } = outcome.passRateDifference;
    expect(value).toBeCloseTo(rate(name) - rate('6b_finetuning'), 9);
    expect(confidenceLow).toBeLessThan(value);
    expect(confidenceHigh).toBeGreaterThan(value);
  }
  const stored = await deployment.database.db.$queryRaw`
    SELECT count(*)::int AS results, count(DISTINCT (run_id, item_id))::int AS pairs, count(error_type)::int AS errors FROM result`;
  expect(stored).toEqual([{ results: 4 * count, pairs: 4 * count, errors: 0 }]);
});

interface VariantRead {
  name: Model;
  baseline: boolean;
  overrides: unknown;
  passRate: number;
  passRateVsBaseline: number | null;
  outcome: {
    total: number;
    passed: number;
    failed: number;
    passRateDifference: { value: number; confidenceLow: number; confidenceHigh: number };
  };
}
