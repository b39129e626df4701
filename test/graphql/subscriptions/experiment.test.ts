import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ExperimentStage } from '../../../src/domain/experiments/stage.js';
import { addEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { createExperiment, deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import {
  archiveExperiment,
  completeExperiment,
  reopenExperiment,
  unarchiveExperiment,
} from '../../../src/domain/experiments/lifecycle.js';
import { startRuns } from '../../../src/domain/runs/start-runs.js';
import { createShareLink } from '../../../src/domain/sharing/share-links.js';
import { createInferenceStep } from '../../../src/domain/steps/inference-steps.js';
import { addVariant } from '../../../src/domain/variants/variants.js';
import { encodeId, type Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RealtimeClient } from '../../support/realtime.js';
import { experimentByHand, type RunByHand, runByHand } from '../../support/run-by-hand.js';
import { expectValue, numberedItems, seedDatasetVersion } from '../../support/seed.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { EventSubscription } from '../../support/server-sent-events.js';

let database: TestDatabase;
let server: TestServer;
let socket: RealtimeClient;
const opened: { stop(): void }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  socket = new RealtimeClient(server.url, server.a.viewer);
});
afterEach(() => {
  for (const subscription of opened.splice(0)) subscription.stop();
});
afterAll(async () => {
  await socket.close();
  await server.close();
  await database.close();
});

const changed = `subscription ($experimentId: ID!) {
  experimentChanged(experimentId: $experimentId) { id name stage locked variants { name latestRun { status } } steps { externalId } }
}`;
interface Changed {
  experimentChanged: { id: string; name: string; stage: ExperimentStage; locked: boolean; variants: { name: string }[] };
}
const progress = `subscription ($experimentId: ID!) {
  experimentProgress(experimentId: $experimentId) { id status experiment { stage } }
}`;
interface Progress {
  experimentProgress: { id: string; status: string; experiment: { stage: ExperimentStage } };
}

function watch<T>(query: string, experimentId: string) {
  const subscription = socket.subscribe<T>(query, { experimentId });
  opened.push(subscription);
  return subscription;
}

/** An experiment on two steps of an app, which nobody works on. */
async function webhookExperiment() {
  const { scope } = server.a;
  const name = `app-${crypto.randomUUID()}`;
  const version = await seedDatasetVersion(scope, numberedItems(4));
  const endpoint = expectValue(
    await addEndpoint(scope, { name, url: 'http://127.0.0.1:9/', signingSecret: `whsec_${'YWJj'.repeat(10)}` }),
  );
  const parameters = [
    { name: 'temperature', default: 0.7 },
    { name: 'model', default: 'gpt-4o-mini' },
  ];
  const step = expectValue(await createInferenceStep(scope, { externalId: name, kind: 'LLM', parameters }));
  const experiment = expectValue(
    await createExperiment(scope, {
      name,
      type: 'WEBHOOK',
      datasetVersionId: version.id,
      endpointId: endpoint.id,
      steps: [{ stepId: step.id }],
    }),
  );
  const { id } = experiment;
  const baseline = expectValue(await addVariant(scope, { experimentId: id, name: 'baseline' }));
  const override = { step: name, parameter: 'temperature', value: 0.3 };
  return {
    id,
    publicId: encodeId('experiment', id),
    addChild: async () =>
      expectValue(await addVariant(scope, { experimentId: id, name: 'cooler', parentId: baseline.id, override })),
    start: () => startOne(id),
  };
}

test('tells of every stage in its order, from the setup to the archive', async () => {
  const { scope } = server.a;
  const { id, publicId, addChild, start } = await webhookExperiment();
  const changes = watch<Changed>(changed, publicId);
  const stages: ExperimentStage[] = [];
  /** Resolves once this stage is told; others than the one before it may not come between. */
  async function reaches(stage: ExperimentStage): Promise<Changed['experimentChanged']> {
    for (;;) {
      const { experimentChanged } = await changes.next();
      if (experimentChanged.stage !== stages.at(-1)) stages.push(experimentChanged.stage);
      if (experimentChanged.stage === stage) return experimentChanged;
    }
  }
  expect(await reaches('DRAFT')).toMatchObject({ locked: false, variants: [{ name: 'baseline' }] });
  expectValue(await updateExperiment(scope, { id, tasks: { sample: { size: 2 } } }));
  await reaches('BASELINE_PENDING');

  const failing = await start();
  expect(await reaches('RUNNING_BASELINE')).toMatchObject({ locked: true });
  await failing.begin();
  await failing.commit(2, { failed: true });
  expect(await reaches('BASELINE_FAILED')).toMatchObject({ locked: false });

  const again = await start();
  await reaches('RUNNING_BASELINE');
  await again.begin();
  await again.commit(2);
  expect(await reaches('BASELINE_COMPLETE')).toMatchObject({ locked: true });

  const child = await addChild();
  const { experimentChanged: withChild } = await changes.waitForMessage(
    ({ experimentChanged: { variants } }) => variants.length > 1,
  );
  expect(withChild).toMatchObject({ stage: 'BASELINE_COMPLETE', variants: [{}, { name: 'cooler', latestRun: null }] });
  const run = await start();
  await reaches('RUNNING_VARIANT');
  await run.begin();
  await run.commit(2);
  await reaches('IDLE');

  for (const [change, stage] of [
    [() => completeExperiment(scope, { id, winnerVariantId: child.id }), 'COMPLETED'],
    [() => archiveExperiment(scope, id), 'ARCHIVED'],
    [() => unarchiveExperiment(scope, id), 'COMPLETED'],
    [() => reopenExperiment(scope, id), 'IDLE'],
    [() => archiveExperiment(scope, id), 'ARCHIVED'],
  ] as const) {
    expectValue(await change());
    await reaches(stage);
  }
  expect(stages.join(' → ')).toBe(
    'DRAFT → BASELINE_PENDING → RUNNING_BASELINE → BASELINE_FAILED → RUNNING_BASELINE → BASELINE_COMPLETE → RUNNING_VARIANT → ' +
      'IDLE → COMPLETED → ARCHIVED → COMPLETED → IDLE → ARCHIVED',
  );
  expectValue(await deleteExperiment(scope, id));
  await changes.rest();
});

test('a subscriber who joins those who watch already is told the stage that is', async () => {
  const { id, publicId } = await webhookExperiment();
  const first = watch<Changed>(changed, publicId);
  await first.next();
  expectValue(await updateExperiment(server.a.scope, { id, tasks: { all: true } }));
  await first.waitForMessage(({ experimentChanged }) => experimentChanged.stage === 'BASELINE_PENDING');
  const joined = watch<Changed>(changed, publicId);
  expect(await joined.next()).toMatchObject({ experimentChanged: { stage: 'BASELINE_PENDING' } });
});

test('the progress of an experiment carries its stage, also when no run changes', async () => {
  const { scope } = server.a;
  const { id, publicId } = await experimentByHand(scope, 1);
  const [first, second] = [await startOne(id), await startOne(id)];
  const states = watch<Progress>(progress, publicId);
  const reaches = (stage: ExperimentStage) =>
    states.waitForMessage(({ experimentProgress: { experiment } }) => experiment.stage === stage);
  await reaches('RUNNING_VARIANT');
  for (const each of [first, second]) {
    await each.begin();
    await each.commit(1);
  }
  await reaches('IDLE');
  for (const [change, stage] of [
    [() => completeExperiment(scope, { id }), 'COMPLETED'],
    [() => reopenExperiment(scope, id), 'IDLE'],
    [() => archiveExperiment(scope, id), 'ARCHIVED'],
    [() => unarchiveExperiment(scope, id), 'IDLE'],
  ] as const) {
    expectValue(await change());
    expect((await reaches(stage)).experimentProgress.status).toBe('COMPLETED');
  }
});

/** Starts the experiment's one run. */
async function startOne(experimentId: Id<'experiment'>): Promise<RunByHand> {
  const [run] = expectValue(await startRuns(server.a.scope, { experimentId }));
  if (!run) throw new Error('It starts one run.');
  return runByHand(server.a.scope, run);
}

test('a guest watches the experiment of the link, and no other; another organization none', async () => {
  const [shared, other] = [await webhookExperiment(), await webhookExperiment()];
  const { token } = expectValue(await createShareLink(server.a.scope, { experimentId: shared.id }));
  const as = (key: string, experimentId: string) => {
    const subscription = new EventSubscription<Changed>(server.url, key, changed, { experimentId });
    opened.push(subscription);
    return subscription;
  };
  const guest = as(token, shared.publicId);
  expect(await guest.next()).toMatchObject({ experimentChanged: { id: shared.publicId, stage: 'DRAFT' } });
  const renamed = guest.next();
  expectValue(await updateExperiment(server.a.scope, { id: shared.id, name: 'renamed' }));
  expect(await renamed).toMatchObject({ experimentChanged: { name: 'renamed' } });
  for (const refused of [
    as(token, other.publicId),
    as(server.b.admin, shared.publicId),
    as(server.a.viewer, encodeId('experiment', crypto.randomUUID())),
    as(server.a.viewer, 'nothing'),
  ]) {
    const { data, errors } = await refused.nextResult();
    expect(data ?? null).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  }
});
