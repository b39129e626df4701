import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/database/client.js';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/database/embedded-server.js';
import { decodeId } from '../../src/ids.js';
import { type Client, createClient, unwrap } from '../../src/sdk/client.js';
import { enterableFolder } from '../support/folder.js';
import { type ProductProcess, startProduct, untilReady } from '../support/product-process.js';
import { redisIsAvailable, startTestRedis, type TestRedis } from '../support/redis.js';
import { numberedItems } from '../support/seed.js';
import { startService, type TestService } from '../support/service.js';
import { until } from '../support/until.js';

/** 300 with KILLED_ITEMS=300. */
const items = Number(process.env.KILLED_ITEMS ?? 120);
const variants = 4;
const key = 'vrm_a-key-for-this-test-alone';

const legs = [
  { store: 'PostgreSQL', available: true },
  { store: 'Redis', available: redisIsAvailable },
];

describe.each(legs.filter(({ available }) => available))('with the queue in $store', ({ store }) => {
  let folder: string;
  let postgres: EmbeddedServer;
  let redis: TestRedis | null = null;
  let service: TestService;
  let db: Database;
  let api: ProductProcess;
  let client: Client;
  let url: string;
  let environment: Record<string, string>;
  const workers: ProductProcess[] = [];

  beforeAll(async () => {
    folder = await enterableFolder();
    postgres = await startEmbeddedServer(folder);
    redis = store === 'Redis' ? await startTestRedis() : null;
    service = await startService(async ({ item }) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return { body: { output: (item.input as { number: number }).number } };
    });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    environment = {
      DATABASE_URL: postgres.url,
      VARIORUM_API_KEY: key,
      VARIORUM_SECRET: 'a secret for this test alone',
      VARIORUM_REACHABLE: 'loopback',
      PORT: String(port),
      VARIORUM_STALLED_MS: '1500',
      VARIORUM_RECONCILE_MS: '1000',
      VARIORUM_RETRY_BASE_MS: '100',
      ...(redis ? { REDIS_URL: redis.url } : {}),
    };
    db = openDatabase({ url: postgres.url, connections: 2 });
    api = startProduct('serve', environment);
    workers.push(startProduct('worker', environment), startProduct('worker', environment));
    await untilReady(url);
    client = createClient({ url, apiKey: key });
  });
  afterAll(async () => {
    await client?.close();
    await Promise.all([api, ...workers].map((started) => started?.stop()));
    await service?.close();
    await db?.$disconnect();
    await postgres?.stop();
    await redis?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('whatever is killed in the middle, every item ends once and a subscriber sees every result once', {
    timeout: 240_000,
  }, async () => {
    const experimentId = await createExperiment();
    const { runs } = unwrap(await client.startRuns({ input: { experimentId, concurrency: 24 } }));
    const total = items * variants;
    const seen = new Map<string, number[]>();
    const reached = new Milestones();
    const following = runs.map(async ({ id }) => {
      const sequences: number[] = [];
      seen.set(id, sequences);
      for await (const { sequence } of client.runResults({ runId: id })) {
        sequences.push(sequence);
        reached.count();
      }
    });

    // One worker dies three times, each time as soon as its successor has taken up what it left, so that items stall twice.
    // With Redis, BullMQ finds stalled jobs in another way, which once is enough for; the API knows of no queue.
    for (const share of redis ? [0.15] : [0.15, 0.25, 0.35]) {
      await reached.at(total * share);
      await workers[0]?.kill();
      workers[0] = startProduct('worker', environment);
    }
    if (!redis) {
      await reached.at(total * 0.5);
      await api.kill();
      api = startProduct('serve', environment);
    }
    await reached.at(total * 0.65);
    await restartPostgres();
    await reached.at(total * 0.8);
    await redis?.restart();
    await Promise.all(following);

    for (const { id } of runs) {
      const runId = decodeId('run', id) ?? '';
      const run = await db.run.findUniqueOrThrow({ where: { id: runId } });
      expect(run).toMatchObject({
        status: 'COMPLETED',
        itemsTotal: items,
        itemsCompleted: items,
        itemsFailed: 0,
        sequence: items,
        passed: items,
        outstanding: 0,
      });
      const results = await db.result.findMany({ where: { runId }, orderBy: { sequence: 'asc' } });
      expect(results.map(({ sequence }) => sequence)).toEqual(Array.from({ length: items }, (_, place) => place + 1));
      expect(new Set(results.map(({ itemId }) => itemId)).size).toBe(items);
      expect(seen.get(id)).toEqual(results.map(({ sequence }) => sequence));
    }
  });

  async function createExperiment(): Promise<string> {
    const dataset = unwrap(await client.createDataset({ input: { name: 'numbers' } }));
    const version = unwrap(await client.addDatasetVersion({ input: { datasetId: dataset.id, items: numberedItems(items) } }));
    unwrap(await client.addEndpoint({ input: { name: 'service', url: service.url } }));
    const experiment = unwrap(
      await client.createExperiment({ input: { name: 'killed', type: 'CUSTOM', datasetVersionId: version.id } }),
    );
    unwrap(await client.addEvaluator({ input: { experimentId: experiment.id, name: 'right', kind: 'EXACT_MATCH' } }));
    for (let place = 1; place <= variants; place += 1) {
      unwrap(
        await client.addVariant({
          input: { experimentId: experiment.id, name: `variant ${place}`, configuration: { endpoint: 'service', place } },
        }),
      );
    }
    return experiment.id;
  }

  /** Stops the server as an administrator would, with everyone connected, and starts it again. */
  async function restartPostgres(): Promise<void> {
    const lock = join(folder, 'postgres', 'postmaster.pid');
    process.kill(Number((await readFile(lock, 'utf8')).split('\n')[0]), 'SIGINT');
    await until(() => !existsSync(lock));
    postgres = await startEmbeddedServer(folder);
  }
});

/** Lets a test wait until so many results have arrived. */
class Milestones {
  private arrived = 0;
  private waiting: { at: number; done: () => void }[] = [];

  count(): void {
    this.arrived += 1;
    for (const { at, done } of this.waiting) if (this.arrived >= at) done();
    this.waiting = this.waiting.filter(({ at }) => this.arrived < at);
  }

  at(count: number): Promise<void> {
    if (this.arrived >= count) return Promise.resolve();
    return new Promise((done) => this.waiting.push({ at: count, done }));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
