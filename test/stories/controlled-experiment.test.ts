import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, apiOf } from '../support/api.js';
import { type Deployment, startDeployment } from '../support/deployment.js';
import { RealtimeClient } from '../support/realtime.js';

const program = fileURLToPath(new URL('../../examples/webhook-app/app.mjs', import.meta.url));
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

let deployment: Deployment;
let api: Api;
let realtime: RealtimeClient;
let app: ChildProcess;
let url: string;

beforeAll(async () => {
  deployment = await startDeployment();
  const { server } = deployment;
  api = apiOf(server);
  realtime = new RealtimeClient(server.url, server.a.viewer);
  // The application is a process of its own, and answers by `submitTestResult` where its large model is asked.
  app = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      WEBHOOK_SECRET: secret,
      SLOW_MODEL: 'large',
      VARIORUM_URL: server.url,
      VARIORUM_API_KEY: server.a.editor,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (!app.stdout) throw new Error('Its output is piped.');
  [url] = await once(createInterface(app.stdout), 'line');
});
afterAll(async () => {
  if (app?.kill()) await once(app, 'exit');
  await realtime?.close();
  await deployment?.close();
});

const words = ['refund', 'invoice', 'delivery', 'password', 'opening hours'];
/** Fifty letters to a shop; what each is about is its first word. */
const items = Array.from({ length: 50 }, (_, place) => {
  const topic = words[place % words.length]?.split(' ')[0] ?? '';
  const text = `${topic} ${'please '.repeat(1 + (place % 4))}`.trim();
  return { externalId: `letter-${place}`, input: { text }, expectedOutput: { topic }, metadata: { language: 'en' } };
});

test('a pipeline is compared with a variant tree, from its draft to its archive', async () => {
  const dataset = await api.made('createDataset', { name: 'Letters' });
  const version = await api.made('addDatasetVersion', { datasetId: dataset.id, items });
  const endpoint = await api.made('addEndpoint', { name: 'shop', url });
  await api.made('rotateEndpointSecret', { id: endpoint.id }, '... on RotateEndpointSecretSuccess { signingSecret }');
  const parameters = (...names: string[]) => names.map((name) => ({ name }));
  const classifier = await api.made('createInferenceStep', {
    externalId: 'classifier',
    kind: 'LLM',
    parameters: [{ name: 'temperature', default: 0.7 }, ...parameters('model', 'system')],
  });
  const generator = await api.made('createInferenceStep', {
    externalId: 'response_generator',
    kind: 'LLM',
    parameters: [{ name: 'model', default: 'small' }, ...parameters('system', 'verbosity')],
  });
  const { id: experimentId } = await api.made('createExperiment', {
    name: 'Letters to the shop',
    type: 'WEBHOOK',
    datasetVersionId: version.id,
    endpointId: endpoint.id,
  });

  const changes = realtime.subscribe<{ experimentChanged: { stage: string } }>(
    'subscription ($id: ID!) { experimentChanged(experimentId: $id) { stage } }',
    { id: experimentId },
  );
  const stages: string[] = [];
  /** Reads on until the experiment is at a stage; every other that it passes is kept. */
  const reach = async (stage: string): Promise<void> => {
    do {
      const { experimentChanged } = await changes.next();
      if (experimentChanged.stage !== stages.at(-1)) stages.push(experimentChanged.stage);
    } while (stages.at(-1) !== stage);
  };
  const start = () => api.made('startRuns', { experimentId, concurrency: 8 }, '... on StartRunsSuccess { runs { id } }');

  await reach('DRAFT');
  const evaluator = { name: 'topic', kind: 'EXACT_MATCH', configuration: { pointer: '/topic' } };
  await api.made('addEvaluator', { experimentId, ...evaluator });
  const steps = [{ stepId: classifier.id }, { stepId: generator.id, parameters: ['model', 'verbosity'] }];
  await api.made('updateExperiment', { id: experimentId, steps });
  const { id: production } = await api.made('addVariant', { experimentId, name: 'production' });
  await api.made('updateExperiment', { id: experimentId, tasks: { sample: { size: 40, seed: 'letters' } } });
  await reach('BASELINE_PENDING');

  // The app has another secret yet: it refuses every test, so the baseline fails, is put right, and runs again.
  await start();
  await reach('RUNNING_BASELINE');
  await reach('BASELINE_FAILED');
  await api.made(
    'rotateEndpointSecret',
    { id: endpoint.id, signingSecret: secret, overlapHours: 0 },
    '... on RotateEndpointSecretSuccess { endpoint { name } }',
  );
  await start();
  await reach('RUNNING_BASELINE');
  await reach('BASELINE_COMPLETE');
  await expect(api.made('updateExperiment', { id: experimentId, tasks: { all: true } })).rejects.toThrow(/duplicateExperiment/);

  const branch = (name: string, parentId: string, step: string, parameter: string, value: unknown) =>
    api.made('addVariant', {
      experimentId,
      name,
      parentId,
      override: { step, parameter, value },
      hypothesis: 'A cooler classifier finds the topic more often.',
    });
  const cool = await branch('cool', production, 'classifier', 'temperature', 0.3);
  await branch('cool and large', cool.id, 'response_generator', 'model', 'large');
  await branch('large', production, 'response_generator', 'model', 'large');
  await start();
  await reach('RUNNING_VARIANT');
  await reach('IDLE');

  const { experiment } = await api.ask<{ experiment: ExperimentRead }>(
    `query ($id: ID!) { experiment(id: $id) { taskCount locked variants {
      name baseline effectiveConfiguration overrides passRate passRateVsBaseline hypothesisOutcome
      outcome { total passed failed completedAt passRateDifference { value confidenceLow confidenceHigh } }
      latestRun { id itemsTotal itemsCompleted itemsFailed results(first: 50) { edges { node {
        id output passed trace { externalId output } deliveries { purpose attempt status error { type } }
      } } } }
      attribution { contributions { override { step parameter value } score { value } } interactions { addsUp } }
    } } }`,
    { id: experimentId },
  );
  expect(experiment).toMatchObject({ taskCount: 40, locked: true });
  const named = Object.fromEntries(experiment.variants.map((variant) => [variant.name, variant]));
  // The app's classifier fails while it is hot, on texts whose length is a multiple of three.
  const sampled = new Set(await sampledIds(experimentId));
  const passes = items.filter(({ externalId, input }) => sampled.has(externalId) && input.text.length % 3 !== 0).length;
  expect(sampled.size).toBe(40);
  const expected = { production: passes, large: passes, cool: 40, 'cool and large': 40 };
  for (const [name, passed] of Object.entries(expected)) {
    const variant = named[name];
    expect(variant?.outcome).toMatchObject({ total: 40, passed, failed: 40 - passed });
    expect(variant?.passRate).toBeCloseTo(2.5 * passed, 9);
    if (!variant?.baseline) expect(variant?.passRateVsBaseline).toBeCloseTo((100 * (passed - passes)) / passes, 9);
    expect(variant?.latestRun).toMatchObject({ itemsTotal: 40, itemsCompleted: 40, itemsFailed: 0 });
    const results = variant?.latestRun.results.edges.map(({ node }) => node) ?? [];
    expect(new Set(results.map(({ id }) => id)).size).toBe(40);
    for (const { trace, deliveries } of results) {
      expect(trace.map(({ externalId }) => externalId)).toEqual(['classifier', 'response_generator']);
      expect(deliveries.at(-1)).toMatchObject({ purpose: 'TEST', status: name.includes('large') ? 202 : 200, error: null });
    }
  }
  expect(named['cool and large']).toMatchObject({
    effectiveConfiguration: { classifier: { temperature: 0.3 }, response_generator: { model: 'large' } },
    overrides: { classifier: { temperature: 0.3 }, response_generator: { model: 'large' } },
  });
  expect(named.cool).toMatchObject({ hypothesisOutcome: 'CONFIRMED', overrides: { classifier: { temperature: 0.3 } } });
  expect(named['cool and large']?.attribution.contributions.map(({ score }) => score.value)).toEqual([
    expect.closeTo((40 - passes) / 40, 9),
    0,
  ]);
  expect(named['cool and large']?.attribution.interactions).toEqual([{ addsUp: true }]);

  await api.made('completeExperiment', { id: experimentId, winnerVariantId: cool.id, conclusion: 'Cooler is better.' });
  await reach('COMPLETED');
  await api.ask('mutation ($id: ID!) { reopenExperiment(id: $id) { ... on Error { message } } }', { id: experimentId });
  await reach('IDLE');
  await api.ask('mutation ($id: ID!) { archiveExperiment(id: $id) { ... on Error { message } } }', { id: experimentId });
  await reach('ARCHIVED');
  expect(stages).toEqual([
    'DRAFT',
    'BASELINE_PENDING',
    'RUNNING_BASELINE',
    'BASELINE_FAILED',
    'RUNNING_BASELINE',
    'BASELINE_COMPLETE',
    'RUNNING_VARIANT',
    'IDLE',
    'COMPLETED',
    'IDLE',
    'ARCHIVED',
  ]);
});

async function sampledIds(experimentId: string): Promise<string[]> {
  const { experiment } = await api.ask<{ experiment: { tasks: { edges: { node: { externalId: string } }[] } } }>(
    'query ($id: ID!) { experiment(id: $id) { tasks(first: 50) { edges { node { externalId } } } } }',
    { id: experimentId },
  );
  return experiment.tasks.edges.map(({ node }) => node.externalId);
}

interface ExperimentRead {
  taskCount: number;
  locked: boolean;
  variants: {
    name: string;
    baseline: boolean;
    effectiveConfiguration: object;
    overrides: object;
    passRate: number;
    passRateVsBaseline: number | null;
    hypothesisOutcome: string | null;
    outcome: { total: number; passed: number; failed: number };
    latestRun: {
      results: {
        edges: {
          node: {
            id: string;
            trace: { externalId: string }[];
            deliveries: { purpose: string; attempt: number; status: number | null }[];
          };
        }[];
      };
    };
    attribution: { contributions: { score: { value: number } }[]; interactions: { addsUp: boolean }[] };
  }[];
}
