import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startRuns } from '../../../src/domain/runs/start-runs.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { RealtimeClient } from '../../support/realtime.js';
import { type ExperimentByHand, experimentByHand } from '../../support/run-by-hand.js';
import { expectValue, numberedItems, seedExperiment } from '../../support/seed.js';
import { startTestServer, type TestServer } from '../../support/server.js';
import { EventSubscription } from '../../support/server-sent-events.js';
import { startService } from '../../support/service.js';
import { startTestWorker } from '../../support/worker.js';

let database: TestDatabase;
let server: TestServer;
let experiment: ExperimentByHand;
let socket: RealtimeClient;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database);
  socket = new RealtimeClient(server.url, server.a.viewer);
  experiment = await experimentByHand(server.a.scope, 60);
});
afterAll(async () => {
  await socket.close();
  await server.close();
  await database.close();
});

interface State {
  id: string;
  status: string;
  itemsTotal: number;
  itemsCompleted: number;
  itemsFailed: number;
}
const state = '{ id status itemsTotal itemsCompleted itemsFailed }';
const runProgress = `subscription ($runId: ID!) { runProgress(runId: $runId) ${state} }`;
const experimentProgress = `subscription ($experimentId: ID!) { experimentProgress(experimentId: $experimentId) ${state} }`;
const runResults = `subscription ($runId: ID!, $after: Int) {
  runResults(runId: $runId, after: $after) { sequence output error { type } item { externalId } scores { value } }
}`;

describe.each(['WebSocket', 'server-sent events'])('over %s, with the key of a viewer', (transport) => {
  const opened: { stop(): void }[] = [];
  function subscribe<T>(query: string, variables: Record<string, unknown>) {
    const subscription =
      transport === 'WebSocket'
        ? socket.subscribe<T>(query, variables)
        : new EventSubscription<T>(server.url, server.a.viewer, query, variables);
    opened.push(subscription);
    return subscription;
  }
  afterEach(() => {
    for (const subscription of opened.splice(0)) subscription.stop();
  });

  test('runProgress tells how a run stands, then what changes, and completes with its end', async () => {
    const run = await experiment.startPending();
    const states = subscribe<{ runProgress: State }>(runProgress, { runId: run.publicId });
    const counters = { itemsTotal: 60, itemsCompleted: 0, itemsFailed: 0 };
    expect(await states.next()).toEqual({
      runProgress: { ...counters, id: run.publicId, status: 'PENDING', itemsTotal: 0 },
    });
    await run.begin();
    expect(await states.next()).toMatchObject({ runProgress: { ...counters, status: 'RUNNING' } });
    await run.commit(20, { failed: true });
    expect(await states.next()).toMatchObject({ runProgress: { ...counters, status: 'RUNNING', itemsFailed: 20 } });
    await run.commit(40);
    expect((await states.rest()).map(({ runProgress: { status, itemsCompleted } }) => [status, itemsCompleted])).toEqual([
      ['COMPLETED', 40],
    ]);
  });

  test('runProgress of a run that has ended tells its state once, and completes', async () => {
    const run = await experiment.start();
    await run.commit(60);
    const states = subscribe<{ runProgress: State }>(runProgress, { runId: run.publicId });
    expect(await states.rest()).toMatchObject([{ runProgress: { status: 'COMPLETED', itemsCompleted: 60 } }]);
  });

  test('experimentProgress tells of every run, of later ones too, and goes on after their ends', async () => {
    const own = await experimentByHand(server.a.scope, 10);
    const ended = await own.start();
    await ended.commit(10);
    const states = subscribe<{ experimentProgress: State }>(experimentProgress, { experimentId: own.publicId });
    expect(await states.next()).toMatchObject({ experimentProgress: { id: ended.publicId, status: 'COMPLETED' } });
    for (let times = 0; times < 2; times += 1) {
      const run = await own.startPending();
      expect(await states.next()).toMatchObject({ experimentProgress: { id: run.publicId, status: 'PENDING' } });
      await run.begin();
      expect(await states.next()).toMatchObject({ experimentProgress: { id: run.publicId, status: 'RUNNING' } });
      await run.commit(10);
      expect(await states.next()).toMatchObject({ experimentProgress: { id: run.publicId, status: 'COMPLETED' } });
    }
  });

  test('runResults replays from the cursor, follows, and completes', async () => {
    const run = await experiment.start();
    await run.commit(10);
    const results = subscribe<{ runResults: { sequence: number } }>(runResults, { runId: run.publicId, after: 8 });
    const replayed = { output: 8, error: null, item: { externalId: 'item-8' }, scores: [{ value: 1 }] };
    expect(await results.next()).toEqual({ runResults: { sequence: 9, ...replayed } });
    expect(await results.next()).toMatchObject({ runResults: { sequence: 10 } });
    await run.commit(1, { failed: true });
    expect(await results.next()).toEqual({
      runResults: {
        sequence: 11,
        output: null,
        error: { type: 'broken' },
        item: { externalId: 'item-10' },
        scores: [{ value: 0 }],
      },
    });
    await run.commit(49);
    const rest = (await results.rest()).map(({ runResults: { sequence } }) => sequence);
    expect(rest).toEqual(Array.from({ length: 49 }, (_, place) => place + 12));
  });

  test('runResults without a cursor gives all, and after a retry what is there now', async () => {
    const run = await experiment.start();
    await run.commit(58);
    await run.commit(2, { failed: true });
    await run.retry();
    const results = subscribe<{ runResults: { sequence: number } }>(runResults, { runId: run.publicId });
    await run.commit(2);
    const sequences = (await results.rest()).map(({ runResults: { sequence } }) => sequence);
    expect(sequences).toEqual(await run.sequences());
    expect(sequences.slice(-3)).toEqual([58, 61, 62]);
  });

  test('what belongs to another organization, or is nothing at all, is not there', async () => {
    const other = await experimentByHand(server.b.scope, 1);
    const run = await other.start();
    const nothing = encodeId('run', crypto.randomUUID());
    for (const [query, variables] of [
      [runProgress, { runId: run.publicId }],
      [runProgress, { runId: nothing }],
      [runProgress, { runId: 'nothing' }],
      [experimentProgress, { experimentId: other.publicId }],
      [experimentProgress, { experimentId: run.publicId }],
      [runResults, { runId: run.publicId }],
      [runResults, { runId: nothing, after: 3 }],
    ] as const) {
      const { data, errors } = await subscribe(query, variables).nextResult();
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ message: expect.stringMatching(/^There is no such/), extensions: { code: 'NOT_FOUND' } }]);
    }
  });
});

test('a client that comes back to another process goes on from its cursor', async () => {
  const run = await experiment.start();
  const before = await startTestServer(database);
  const client = new RealtimeClient(before.url, server.a.viewer);
  const results = client.subscribe<{ runResults: { sequence: number } }>(runResults, { runId: run.publicId });
  await run.commit(30);
  for (let sequence = 1; sequence <= 7; sequence += 1) expect(await results.next()).toMatchObject({ runResults: { sequence } });
  await before.close();
  expect((await client.closed).code).toBe(1001);
  await run.commit(20);
  const again = socket.subscribe<{ runResults: { sequence: number } }>(runResults, { runId: run.publicId, after: 7 });
  await run.commit(10);
  const rest = (await again.rest()).map(({ runResults: { sequence } }) => sequence);
  expect(rest).toEqual(Array.from({ length: 53 }, (_, place) => place + 8));
  await client.close();
});

test('an experiment is watched at work: runs of two variants, worked on by another process', async () => {
  const service = await startService();
  const worker = await startTestWorker(database, {}, server.a.scope);
  try {
    const seed = { items: numberedItems(30), serviceUrl: service.url, name: 'watched', variants: [{ place: 1 }, { place: 2 }] };
    const watched = await seedExperiment(server.a.scope, seed);
    const experimentId = encodeId('experiment', watched.experiment.id);
    const states = socket.subscribe<{ experimentProgress: State }>(experimentProgress, { experimentId });
    const runs = expectValue(await startRuns(server.a.scope, { experimentId: watched.experiment.id }));
    const results = runs.map(({ id }) =>
      socket.subscribe<{ runResults: { sequence: number } }>(runResults, { runId: encodeId('run', id) }).rest(),
    );
    const ended = new Map<string, State>();
    while (ended.size < runs.length) {
      const { experimentProgress: run } = await states.next();
      if (run.status === 'COMPLETED') ended.set(run.id, run);
    }
    states.stop();
    for (const run of runs) expect(ended.get(encodeId('run', run.id))).toMatchObject({ itemsTotal: 30, itemsCompleted: 30 });
    for (const all of await Promise.all(results)) {
      expect(all.map(({ runResults: { sequence } }) => sequence)).toEqual(Array.from({ length: 30 }, (_, place) => place + 1));
    }
  } finally {
    await worker.close();
    await service.close();
  }
});
