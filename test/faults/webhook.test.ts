import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.js';
import { submitTestResult } from '../../src/domain/tests/submit-result.js';
import { decodeId, type Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenApp } from '../support/given-app.js';
import { type LiveProcess, startLiveProcess } from '../support/live-process.js';
import { type ProductProcess, startProduct } from '../support/product-process.js';
import { redisIsAvailable, startTestRedis, type TestRedis } from '../support/redis.js';
import { testScope } from '../support/scope.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { startTestWorker, type TestWorker } from '../support/worker.js';

const items = 80;
/** How long the app is down in the middle, in milliseconds: 30 s with WEBHOOK_DOWN_MS=30000. */
const downMs = Number(process.env.WEBHOOK_DOWN_MS ?? 1_500);
/** The first back-off: to that time as the default of 500 ms is to 30 s. Six or seven of ten attempts then meet nobody. */
const retryBaseMs = Math.ceil(downMs / 60);

const legs = [
  { store: 'PostgreSQL', available: true },
  { store: 'Redis', available: redisIsAvailable },
];

interface Asked {
  testId: string;
  input: { number: number };
}

/** How the app answers an item, by its number. */
const ways = ['now', 'later', 'twice', 'before', 'never'] as const;
function wayOf(number: number): (typeof ways)[number] {
  if (number % 20 === 19) return 'never';
  return ways[number % 4] ?? 'now';
}

/**
 * What the requests for an item meet before one is answered, by its number: one in ten a 500, one in twenty silence. It is the
 * item's own, since by chance alone a test may meet faults until its attempts are used up, and then rightly be an error.
 */
function faultsOf(number: number): ('500' | 'silence')[] {
  return [...(number % 9 === 4 ? (['500'] as const) : []), ...(number % 17 === 5 ? (['silence'] as const) : [])];
}

/**
 * An app that has a bad day. It meets some requests with faults, and for a while it is not there. It answers some tests in the
 * response and others later, some of them twice, some before it says so, some never.
 */
class BadDay {
  url = '';
  /** Requests that reached it. */
  requests = 0;
  /** What became of each answer that was submitted. */
  readonly submitted: Promise<unknown>[] = [];
  readonly seen = new Map<number, Id<'result'>>();
  private readonly requestsOf = new Map<number, number>();
  private server: Server = this.make();

  constructor(private readonly scope: () => Scope) {}

  async open(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Goes away, with all that is under way, and comes back at the same address. */
  async goDown(ms: number): Promise<void> {
    await this.close();
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.server = this.make();
    await this.open(Number(new URL(this.url).port));
  }

  submit(id: Id<'result'>, output: number): Promise<unknown> {
    const submitting = submitTestResult(this.scope(), { testId: id, output });
    this.submitted.push(submitting);
    return submitting;
  }

  private make(): Server {
    return createServer((incoming, response) => {
      json(incoming).then(
        (asked) => this.answer(asked as Asked, response),
        () => response.destroy(),
      );
    });
  }

  private async answer({ testId, input: { number } }: Asked, response: ServerResponse): Promise<void> {
    const id = decodeId('result', testId) ?? '';
    this.seen.set(number, id);
    this.requests += 1;
    const earlier = this.requestsOf.get(number) ?? 0;
    this.requestsOf.set(number, earlier + 1);
    const fault = faultsOf(number)[earlier];
    if (fault === '500') return void response.writeHead(500).end();
    const way = wayOf(number);
    if (way === 'before') await this.submit(id, number);
    if (fault !== 'silence') {
      if (way === 'now') response.writeHead(200).end(JSON.stringify({ output: number }));
      else response.writeHead(202).end();
    }
    // It takes its time.
    if (way === 'later') setTimeout(() => void this.submit(id, number), 20 + number);
    if (way === 'twice') setTimeout(() => void Promise.all([this.submit(id, number), this.submit(id, number)]), 20 + number);
  }
}

describe.each(legs.filter(({ available }) => available))('with the queue in $store', ({ store }) => {
  let database: TestDatabase;
  let scope: Scope;
  let redis: TestRedis | null = null;
  let environment: Record<string, string>;
  let app: BadDay;
  /** A worker of its own process, which is killed, and one in this process, which goes on. */
  let killed: ProductProcess;
  let other: TestWorker | null = null;
  let onlooker: LiveProcess;

  beforeAll(async () => {
    redis = store === 'Redis' ? await startTestRedis() : null;
    database = await createTestDatabase();
    scope = await testScope(database);
    onlooker = await startLiveProcess(database.url);
    app = new BadDay(() => scope);
    await app.open();
    environment = {
      DATABASE_URL: database.url,
      VARIORUM_API_KEY: 'vrm_a-key-for-this-test-alone',
      VARIORUM_SECRET: 'a secret for tests alone',
      VARIORUM_REACHABLE: 'loopback',
      VARIORUM_STALLED_MS: '1000',
      VARIORUM_RECONCILE_MS: '500',
      VARIORUM_RETRY_BASE_MS: String(retryBaseMs),
      ...(redis && { REDIS_URL: redis.url }),
    };
    killed = startProduct('worker', environment);
  });
  afterAll(async () => {
    await killed?.stop();
    await other?.close();
    await app?.close();
    await onlooker?.close();
    await database?.close();
    await redis?.close();
  });

  const results = (runId: string) => database.db.result.count({ where: { runId } });
  async function untilThereAre(runId: string, count: number): Promise<void> {
    for await (const run of onlooker.live.progress.ofRun(runId)) if (run.itemsCompleted + run.itemsFailed >= count) return;
    throw new Error(`The run has ended, and there are fewer than ${count} results.`);
  }

  test('whatever fails in the middle, every test ends once, and as it was first answered', {
    timeout: 60_000 + 10 * downMs,
  }, async () => {
    const given = await givenApp(scope, {
      items: numberedItems(items),
      url: app.url,
      timeoutMs: 300,
      answerWithinMs: 2_500,
    });
    const run = await given.run({ concurrency: 12 });

    await untilThereAre(run.id, 10);
    other = await startTestWorker(database, environment, scope);
    await killed.kill();
    killed = startProduct('worker', environment);
    await untilThereAre(run.id, 30);
    await app.goDown(downMs);
    await untilThereAre(run.id, items);

    const never = numberedItems(items).filter((_, number) => wayOf(number) === 'never').length;
    const rows = await database.db.result.findMany({
      where: { runId: run.id },
      orderBy: { sequence: 'asc' },
      include: { item: true, scores: true },
    });
    expect(new Set(rows.map(({ itemId }) => itemId)).size).toBe(items);
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: items }, (_, place) => place + 1));
    for (const { item, output, errorType, scores } of rows) {
      const { number } = item.input as { number: number };
      const expected = wayOf(number) === 'never' ? { output: null, errorType: 'deadline' } : { output: number, errorType: null };
      expect({ number, output, errorType }).toEqual({ number, ...expected });
      expect(scores).toHaveLength(1);
    }
    expect(await database.db.run.findUnique({ where: { id: run.id } })).toMatchObject({
      status: 'COMPLETED',
      itemsTotal: items,
      itemsCompleted: items - never,
      itemsFailed: never,
      sequence: items,
      scored: items,
      passed: items - never,
      notPassed: never,
      outstanding: 0,
    });
    const tests = await database.db.test.findMany({ where: { runId: run.id } });
    expect(tests.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());

    // Whoever submitted was told the truth: the same answer was there already, or is there now.
    for (const submitted of await Promise.all(app.submitted)) expectValue(submitted);
    expect(app.submitted.length).toBeGreaterThan(items / 2);
    expect(app.requests).toBeGreaterThan(items);
    for (const [number, id] of app.seen) {
      const late = await submitTestResult(scope, { testId: id, output: number + 1 });
      expect(late).toMatchObject({ code: wayOf(number) === 'never' ? 'TEST_ENDED' : 'ANSWERED_OTHERWISE' });
    }
    expect(await results(run.id)).toBe(items);
  });
});
