import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../src/database/client.js';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import { sendEvents } from '../../src/domain/functions/send-events.js';
import type { Scope } from '../../src/domain/scope.js';
import { DatabaseSignals } from '../../src/events/signals.js';
import { rendezvous } from '../../src/functions/selection/rendezvous.js';
import { encodeId, type Id } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { enterableFolder } from '../support/folder.js';
import { type ProductProcess, startProduct } from '../support/product-process.js';
import {
  type Ask,
  answerTo,
  installRagExample,
  type RagServices,
  ragFunction,
  startRagServices,
  stepsOf,
} from '../support/rag-example.js';
import { redisIsAvailable, startTestRedis, type TestRedis } from '../support/redis.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';

/** 500 with FUNCTION_RUNS=500. */
const runs = Number(process.env.FUNCTION_RUNS ?? 60);
const kills = Math.max(2, Math.round(runs / 50));
/** How many runs a worker has under way at once. */
const concurrency = 10;
const questions = Array.from({ length: runs }, (_, number) => `Question ${number}: when is it paid back?`);
/** Those that are asked at the beginning, and with each kill. */
const portions = Array.from({ length: kills + 1 }, (_, place) => questions.filter((_, number) => number % (kills + 1) === place));
/** So many requests after both workers have work, one is killed: fewer than the questions that nobody has taken up by then. */
const betweenKills = Math.max(1, Math.floor(runs / (kills + 1)) - concurrency - 2);

const legs = [
  { store: 'PostgreSQL', available: true },
  { store: 'Redis', available: redisIsAvailable },
];

/** Everything that steps asked of the services. */
class Ledger {
  /** The steps that were asked for after they were committed. */
  readonly repeated: Ask[] = [];
  private readonly asks: Ask[] = [];
  private readonly killed = new Set<string>();
  private listeners: ((ask: Ask) => void)[] = [];
  private answering = Promise.resolve();

  constructor(private readonly db: Database) {}

  /** Resolves when the request is to be answered, with how often that step was asked for. */
  async meet(ask: Ask): Promise<number> {
    const { question, step, worker } = ask;
    this.asks.push(ask);
    const times = this.of(question).filter((asked) => asked === step).length;
    if (!this.killed.has(worker)) for (const listener of this.listeners) listener(ask);
    const committed = await this.db.functionStep.count({
      where: { externalId: step, status: 'COMPLETED', run: { event: { externalId: question } } },
    });
    if (committed > 0) this.repeated.push(ask);
    await delay(20);
    await this.answering;
    return times;
  }

  /** The steps that were asked for, in that order, each as often as it was. */
  of(question: string): string[] {
    return this.asks.filter((ask) => ask.question === question).map(({ step }) => step);
  }

  /** Resolves with the `count`-th request of those from here on that fit, of workers that live. */
  next(count: number, fits: (ask: Ask) => boolean = () => true): Promise<Ask> {
    let left = count;
    return new Promise((resolve) => {
      const listener = (ask: Ask): void => {
        if (!fits(ask) || --left > 0) return;
        this.listeners = this.listeners.filter((other) => other !== listener);
        resolve(ask);
      };
      this.listeners.push(listener);
    });
  }

  /** Answers nothing until then. */
  holdUntil(then: Promise<unknown>): void {
    this.answering = then.then(() => undefined);
  }

  bury(worker: string): void {
    this.killed.add(worker);
  }
}

describe.each(legs.filter(({ available }) => available))('with the queue in $store', ({ store }) => {
  let folder: string;
  let database: TestDatabase;
  let scope: Scope;
  let signals: DatabaseSignals;
  let redis: TestRedis | null = null;
  let ledger: Ledger;
  let services: RagServices;
  let app: string;
  const workers = new Map<string, ProductProcess>();
  let started = 0;

  beforeAll(async () => {
    folder = await enterableFolder();
    redis = store === 'Redis' ? await startTestRedis() : null;
    database = await createTestDatabase();
    scope = await testScope(database);
    signals = await DatabaseSignals.open(database.url, scope.log);
    ledger = new Ledger(database.db);
    services = await startRagServices((ask) => ledger.meet(ask));
    app = await installRagExample(folder);
    await registerFunctions(scope, [(await ragFunction()).definition]);
  });
  afterAll(async () => {
    await Promise.all([...workers.values()].map((worker) => worker.kill()));
    await services?.close();
    await signals?.close();
    await database?.close();
    await redis?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('whatever is killed in the middle, every run completes with the variant it was given, and no step is done again once it is committed', {
    timeout: 60_000 + 500 * runs,
  }, async () => {
    await send(portions[0] ?? []);
    const first = [startWorker(), startWorker()];
    ledger.holdUntil(Promise.all(first));
    await Promise.all(first);
    for (const portion of portions.slice(1)) {
      const { worker } = await ledger.next(betweenKills);
      // Its request stays under way, with all the others, until a new worker has taken up work, too.
      let release = (): void => undefined;
      ledger.holdUntil(new Promise<void>((resolve) => (release = resolve)));
      await send(portion);
      ledger.bury(worker);
      await workers.get(worker)?.kill();
      workers.delete(worker);
      await startWorker();
      release();
    }
    await untilEnded();

    expect(ledger.repeated).toEqual([]);
    const rows = await database.db.functionRun.findMany({
      include: { event: true, steps: { orderBy: { position: 'asc' } }, exposures: true },
    });
    expect(rows.map(({ event }) => event.externalId).sort()).toEqual(questions.toSorted());
    let again = 0;
    for (const { id, event, steps, exposures, ...run } of rows) {
      const variant = variantOf(id);
      const expected = stepsOf[variant] ?? [];
      const question = event.externalId ?? '';
      const asked = ledger.of(question);
      // In their order, so that no step was begun before the one before it was committed.
      expect([...new Set(asked)]).toEqual(expected);
      expect(asked).toEqual(expected.flatMap((step) => asked.filter((other) => other === step)));
      // Whoever is lost leaves one step to be asked for again at the most.
      expect(asked.length - expected.length).toBeLessThanOrEqual(run.lost);
      again += asked.length - expected.length;

      // What counts is what the last who asked was told.
      const output = answerTo(question, asked.filter((step) => step === expected.at(-1)).length);
      expect(run).toMatchObject({ status: 'COMPLETED', output, failures: 0, attempts: 1 + run.lost });
      expect(exposures).toMatchObject([{ variant, status: 'COMPLETED' }]);
      const exposureId = exposures[0]?.id;
      expect(steps).toMatchObject([
        { externalId: 'prompt-strategy', kind: 'EXPERIMENT', output: { variant, exposureId } },
        ...expected.map((externalId) => ({ externalId, kind: 'RUN', attempts: 1, exposureId })),
      ]);
    }
    // Whoever was killed had a request under way.
    expect(again).toBeGreaterThanOrEqual(kills);
    expect(new Set(rows.map(({ exposures }) => exposures[0]?.variant)).size).toBe(2);
  });

  /** What the code chooses for a run. */
  function variantOf(id: Id<'functionRun'>): string {
    return rendezvous('prompt-strategy', encodeId('functionRun', id), { single_shot: 70, rag_pipeline: 30 });
  }

  async function send(portion: string[]): Promise<void> {
    const events = portion.map((question) => ({ name: 'question/asked', data: { question }, externalId: question }));
    expectValue(await sendEvents(scope, events));
  }

  /** Resolves once the worker has asked for something. */
  async function startWorker(): Promise<void> {
    const name = `worker-${++started}`;
    const environment = {
      DATABASE_URL: database.url,
      VARIORUM_API_KEY: 'vrm_a-key-for-this-test-alone',
      VARIORUM_SECRET: 'a secret for tests alone',
      VARIORUM_STALLED_MS: '1000',
      VARIORUM_RECONCILE_MS: '500',
      VARIORUM_WORKER_CONCURRENCY: String(concurrency),
      ...services.environmentOf(name),
      ...(redis && { REDIS_URL: redis.url }),
    };
    const asking = ledger.next(1, ({ worker }) => worker === name);
    const process = startProduct('worker', environment, ['--functions', app]);
    workers.set(name, process);
    const ended = process.ended.then(() => Promise.reject(new Error(`${name} ended before it had asked for anything.`)));
    await Promise.race([asking, ended]);
  }

  /** Resolves once no run is under way. */
  async function untilEnded(): Promise<void> {
    let leave = (): void => undefined;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        database.db.functionRun.count({ where: { completedAt: null } }).then((left) => left === 0 && resolve(), reject);
      };
      leave = signals.subscribe('functionRun', look);
      look();
    }).finally(() => leave());
  }
});
