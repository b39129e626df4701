import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import { subscribe } from '../../src/graphql/subscriptions/subscribe.js';
import { encodeId } from '../../src/ids.js';
import { type Client, createClient, everyNode, unwrap, VariorumError } from '../../src/sdk/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { expectValue, numberedItems, seedExperiment } from '../support/seed.js';
import { startTestServer, type TestServer } from '../support/server.js';
import { type ServiceRequest, startService, type TestService } from '../support/service.js';
import { startTestWorker, type TestWorker } from '../support/worker.js';
import { startProxy, type TestProxy } from './proxy.js';

let database: TestDatabase;
let server: TestServer;
let worker: TestWorker;
let proxy: TestProxy;
let client: Client;
let service: TestService | null;
/** Lets the run of the test end, so that nothing of it goes on under the next. */
let finish: () => Promise<unknown>;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startTestServer(database, { subscribe });
  worker = await startTestWorker(database, {}, server.a.scope);
});
beforeEach(async () => {
  proxy = await startProxy(server.url);
  client = createClient({ url: proxy.url, apiKey: server.a.editor });
  service = null;
  finish = async () => undefined;
});
afterEach(async () => {
  await client.close();
  await finish();
  await proxy.close();
  await service?.close();
});
afterAll(async () => {
  await worker.close();
  await server.close();
  await database.close();
});

const numberOf = (request: ServiceRequest) => (request.item.input as { number: number }).number;

/** A run of five items, of which the service answers each once its number was let go. */
async function startGatedRun() {
  const open = new Set<number>();
  const waiting = new Map<number, () => void>();
  service = await startService(async (request) => {
    const number = numberOf(request);
    if (!open.has(number)) await new Promise<void>((resolve) => waiting.set(number, resolve));
    return { body: { output: number } };
  });
  const name = `gated-${crypto.randomUUID()}`;
  const { experiment } = await seedExperiment(server.a.scope, { items: numberedItems(5), serviceUrl: service.url, name });
  const [run] = expectValue(await startRuns(server.a.scope, { experimentId: experiment.id }));
  if (!run) throw new Error('startRuns gives a run for each variant.');
  const letGo = (...numbers: number[]): void => {
    for (const number of numbers) {
      open.add(number);
      waiting.get(number)?.();
    }
  };
  finish = async () => {
    letGo(0, 1, 2, 3, 4);
    await worker.ended(run.id);
  };
  return {
    runId: encodeId('run', run.id),
    experimentId: encodeId('experiment', experiment.id),
    letGo,
    ended: () => worker.ended(run.id),
  };
}

test('a client that reconnects after result 3 receives 4 and 5 once', async () => {
  const { runId, letGo } = await startGatedRun();
  letGo(0, 1, 2);
  const sequences: number[] = [];
  for await (const { sequence } of client.runResults({ runId })) {
    sequences.push(sequence);
    if (sequence !== 3) continue;
    proxy.cut();
    letGo(3, 4);
  }
  expect(sequences).toEqual([1, 2, 3, 4, 5]);
  expect(proxy.connections).toBe(2);
});

test('a server that ends the connection normally in the middle makes nothing come twice', async () => {
  const sockets = new WebSocketServer({ port: 0, handleProtocols: () => 'graphql-transport-ws' });
  const asked: unknown[] = [];
  sockets.on('connection', (socket) => {
    const tell = (message: object): void => socket.send(JSON.stringify(message));
    socket.on('message', (data) => {
      const { type, id, payload } = JSON.parse(String(data));
      if (type === 'connection_init') return tell({ type: 'connection_ack' });
      asked.push(payload.variables);
      for (const sequence of [1, 2]) tell({ type: 'next', id, payload: { data: { runResults: { sequence } } } });
      if (asked.length === 1) return socket.close(1000);
      tell({ type: 'next', id, payload: { data: { runResults: { sequence: 3 } } } });
      tell({ type: 'complete', id });
    });
  });
  const { port } = sockets.address() as AddressInfo;
  const other = createClient({ url: `http://127.0.0.1:${port}`, apiKey: 'any' });
  const sequences = [];
  for await (const { sequence } of other.runResults({ runId: 'run_any' })) sequences.push(sequence);
  await other.close();
  sockets.close();
  expect(sequences).toEqual([1, 2, 3]);
  expect(asked).toHaveLength(2);
});

test('results can be asked for from a sequence on', async () => {
  const { runId, letGo } = await startGatedRun();
  letGo(0, 1, 2, 3, 4);
  const sequences = [];
  for await (const { sequence } of client.runResults({ runId, after: 3 })) sequences.push(sequence);
  expect(sequences).toEqual([4, 5]);
});

test('progress goes on after a while without a server, and ends with the run', async () => {
  const { runId, letGo, ended } = await startGatedRun();
  const states = client.runProgress({ runId });
  expect((await states.next()).done).toBe(false);
  proxy.refuse(true);
  proxy.cut();
  letGo(0, 1, 2, 3, 4);
  const rest = (async () => {
    let last = null;
    for await (const state of states) last = state;
    return last;
  })();
  await ended();
  proxy.refuse(false);
  expect(await rest).toMatchObject({ status: 'COMPLETED', itemsCompleted: 5, variant: { name: 'variant 1' } });
});

test('changes of an experiment go on after a lost connection', async () => {
  const { experimentId, letGo } = await startGatedRun();
  const changes = client.experimentChanged({ experimentId });
  expect((await changes.next()).value).toMatchObject({ stage: 'RUNNING_VARIANT', variants: [{ latestRun: {} }] });
  proxy.cut();
  letGo(0, 1, 2, 3, 4);
  for await (const { stage, variants } of changes) {
    if (stage !== 'IDLE') continue;
    expect(variants).toMatchObject([{ name: 'variant 1', latestRun: { status: 'COMPLETED' } }]);
    break;
  }
});

test('the experiments of the organization are told of as they change', async () => {
  const changes = client.experimentsChanged();
  const told = changes.next();
  const { experimentId, runId, letGo } = await startGatedRun();
  // Asked for over the same connection, and answered after more statements.
  await client.runProgress({ runId }).next();
  letGo(0, 1, 2, 3, 4);
  let change = await told;
  while (change.value?.id !== experimentId || change.value.stage !== 'IDLE') change = await changes.next();
  expect(change).toMatchObject({ done: false, value: { status: 'COMPLETED' } });
  await changes.return?.();
});

test('lists of function runs and of live experiments begin with their page as it is', async () => {
  const [runs, experiments] = [client.functionRunsChanged({ first: 5 }), client.liveExperimentsChanged({ first: 5 })];
  expect((await runs.next()).value).toEqual(await client.functionRuns({ first: 5 }));
  expect((await experiments.next()).value).toEqual(await client.liveExperiments({ first: 5 }));
  await Promise.all([runs.return?.(), experiments.return?.()]);
});

test('a comparison is followed to the end of its runs, and read row by row', async () => {
  const { experimentId, letGo } = await startGatedRun();
  const changes = client.comparisonChanges({ experimentId });
  expect((await changes.next()).value).toMatchObject({ summary: { rows: 5, incompleteRows: 5 }, rows: [] });
  letGo(0, 1, 2, 3, 4);
  let last = null;
  for await (const change of changes) last = change;
  expect(last).toMatchObject({ summary: { rows: 5, incompleteRows: 0 }, columns: [{ averageScore: 1 }] });
  const { comparison } = unwrap(await client.comparison({ experimentId }));
  expect(comparison).toMatchObject({ summary: last?.summary, columns: last?.columns });
  const rows = [];
  const page = async (after: string | null) =>
    unwrap(await client.comparisonRows({ experimentId, first: 2, after })).comparison.rows;
  for await (const { item, cells } of everyNode(page)) rows.push([item.externalId, cells[0]?.result?.output]);
  expect(rows).toEqual([0, 1, 2, 3, 4].map((number) => [`item-${number}`, number]));
});

test('a subscription that is left while it waits ends at once', async () => {
  const { experimentId } = await startGatedRun();
  const progress = client.experimentProgress({ experimentId });
  await progress.next();
  const waiting = (async () => {
    for await (const _ of progress);
    return 'ended';
  })();
  await progress.return?.();
  expect(await waiting).toBe('ended');
});

test('closing the client ends its subscriptions', async () => {
  const { experimentId } = await startGatedRun();
  const progress = client.experimentProgress({ experimentId });
  await progress.next();
  const waiting = (async () => {
    for await (const _ of progress);
    return 'ended';
  })();
  await client.close();
  expect(await waiting).toBe('ended');
});

test('a refused key is told at once', async () => {
  const stranger = createClient({ url: server.url, apiKey: 'vk_unknown_to_everybody' });
  const refused = stranger.runProgress({ runId: 'run_01h455vb4pex5vsknk084sn02q' }).next();
  await expect(refused).rejects.toMatchObject({ name: 'VariorumError', code: 'UNAUTHENTICATED' });
  await stranger.close();
});

test('a run that is not there is told at once', async () => {
  const refused = client.runResults({ runId: 'run_01h455vb4pex5vsknk084sn02q' }).next();
  await expect(refused).rejects.toMatchObject({ code: 'NOT_FOUND', message: 'There is no such run.' });
});

test('a server that never was there is not waited for', async () => {
  proxy.refuse(true);
  const error = await client
    .runProgress({ runId: 'run_01h455vb4pex5vsknk084sn02q' })
    .next()
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(VariorumError);
  expect(error).toMatchObject({ code: 'NETWORK', message: `${proxy.url} can't be reached: the connection was lost.` });
});
