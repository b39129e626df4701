import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cancelRun } from '../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../src/domain/runs/retry-failed-items.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { expectValue, numberedItems, seedExperiment } from '../support/seed.js';
import { type ServiceAnswer, type ServiceRequest, startService, type TestService } from '../support/service.js';
import { startTestWorker, type TestWorker } from '../support/worker.js';
import { startModelServer } from '../support/model-server.js';
import { redisIsAvailable, startTestRedis, type TestRedis } from '../support/redis.js';
import { addModelProvider, removeModelProvider } from '../../src/domain/providers/model-providers.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';

const legs = [
  { store: 'PostgreSQL', available: true },
  { store: 'Redis', available: redisIsAvailable },
];

describe.each(legs.filter(({ available }) => available))('with the queue in $store', ({ store }) => {
  let database: TestDatabase;
  let worker: TestWorker;
  let service: TestService;

  let redis: TestRedis | null = null;
  let environment: Record<string, string>;

  beforeAll(async () => {
    redis = store === 'Redis' ? await startTestRedis() : null;
    environment = redis ? { REDIS_URL: redis.url } : {};
    database = await createTestDatabase();
    worker = await startTestWorker(database, environment);
  });
  afterEach(() => service.close());
  afterAll(async () => {
    await worker.close();
    await database.close();
    await redis?.close();
  });

  /** Of what the queue has no part in. */
  const testOnce = test.runIf(store === 'PostgreSQL');
  const numberOf = (request: ServiceRequest) => (request.item.input as { number: number }).number;

  /** Starts a service, an experiment on it, and its runs. */
  async function start(
    count: number,
    answer?: (request: ServiceRequest, place: number) => ServiceAnswer | Promise<ServiceAnswer>,
    options: { trials?: number; concurrency?: number } = {},
  ) {
    service = await startService(answer);
    const name = `service-${crypto.randomUUID()}`;
    const seed = await seedExperiment(worker.scope, { items: numberedItems(count), serviceUrl: service.url, name });
    const [run] = expectValue(await startRuns(worker.scope, { experimentId: seed.experiment.id, ...options }));
    if (!run) throw new Error('startRuns gives a run for each variant.');
    return { ...seed, run };
  }

  const resultsOf = (runId: string) =>
    database.db.result.findMany({ where: { runId }, orderBy: { sequence: 'asc' }, include: { item: true, scores: true } });

  test('a run gives every item one result, judged, and counts them', async () => {
    const { run } = await start(100);
    expect(run).toMatchObject({ status: 'PENDING', itemsTotal: 0, itemsCompleted: 0, itemsFailed: 0 });

    expect(await worker.ended(run.id)).toMatchObject({
      status: 'COMPLETED',
      itemsTotal: 100,
      itemsCompleted: 100,
      itemsFailed: 0,
      sequence: 100,
      scored: 100,
      scoreSum: 100,
      passed: 100,
      notPassed: 0,
    });
    const results = await resultsOf(run.id);
    expect(results.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 100 }, (_, place) => place + 1));
    expect(new Set(results.map(({ itemId }) => itemId)).size).toBe(100);
    expect(results.every(({ item, output }) => output === (item.input as { number: number }).number)).toBe(true);
    expect(service.requests).toHaveLength(100);
  });

  testOnce('every item is run once for each trial', async () => {
    const { run } = await start(7, undefined, { trials: 3 });
    expect(await worker.ended(run.id)).toMatchObject({ itemsTotal: 21, itemsCompleted: 21 });
    const trials = (await resultsOf(run.id)).map(({ item, trial }) => `${item.externalId}/${trial}`).sort();
    expect(trials).toEqual(
      numberedItems(7)
        .flatMap(({ externalId }) => [0, 1, 2].map((trial) => `${externalId}/${trial}`))
        .sort(),
    );
  });

  test('a run never has more items under way than its concurrency', async () => {
    const { run } = await start(60, undefined, { concurrency: 5 });
    await worker.ended(run.id);
    expect(service.peakConcurrency).toBeLessThanOrEqual(5);
  });

  testOnce('an item that its service refuses is an error of that item alone, scores 0 and does not pass', async () => {
    const { run } = await start(10, (request) =>
      numberOf(request) < 3 ? { status: 422, body: { error: 'cannot read that' } } : { body: { output: 1 } },
    );
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 7, itemsFailed: 3, notPassed: 10 });
    const failed = (await resultsOf(run.id)).filter(({ errorType }) => errorType !== null);
    expect(failed).toHaveLength(3);
    for (const result of failed)
      expect(result).toMatchObject({
        output: null,
        errorType: 'http_422',
        score: 0,
        passed: false,
        scores: [{ value: 0, passed: false }],
      });
    expect(service.requests).toHaveLength(10);
  });

  testOnce('a run whose every item failed has failed', async () => {
    const { run } = await start(4, () => ({ status: 400 }));
    expect(await worker.ended(run.id)).toMatchObject({ status: 'FAILED', itemsCompleted: 0, itemsFailed: 4 });
  });

  test('transient faults are tried again, and leave no trace in the results', async () => {
    const { run } = await start(40, (_request, place) => (place % 3 === 0 ? { status: 503 } : { body: { output: 'ok' } }));
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 40, itemsFailed: 0 });
    expect(service.requests.length).toBeGreaterThan(40);
  });

  test('a service that stays down fails its item after the last of ten attempts', async () => {
    const { run } = await start(1, () => ({ status: 500 }));
    expect(await worker.ended(run.id)).toMatchObject({ status: 'FAILED', itemsFailed: 1 });
    expect(service.requests).toHaveLength(10);
  });

  test('waiting for a rate limit uses up no attempt', async () => {
    const { run } = await start(1, (_request, place) =>
      place <= 12 ? { status: 429, headers: { 'retry-after-ms': '5' } } : { body: { output: 0 } },
    );
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1 });
    expect(service.requests).toHaveLength(13);
  });

  test('a cancelled run keeps what it has and asks for nothing more', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { run } = await start(
      50,
      async (request) => {
        if (numberOf(request) >= 5) await held;
        return { body: { output: 0 } };
      },
      { concurrency: 8 },
    );
    for await (const state of worker.live.progress.ofRun(run.id)) if (state.itemsCompleted >= 5) break;

    expect(expectValue(await cancelRun(worker.scope, run.id))).toMatchObject({ status: 'CANCELLED', itemsCompleted: 5 });
    release();
    expect(await worker.ended(run.id)).toMatchObject({ status: 'CANCELLED', itemsCompleted: 5, itemsFailed: 0 });
    expect(await resultsOf(run.id)).toHaveLength(5);
    // The five that were answered, and the eight that were under way.
    expect(service.requests.length).toBeLessThanOrEqual(13);
    expect(await cancelRun(worker.scope, run.id)).toMatchObject({ status: 'CANCELLED' });
    expect(await retryFailedItems(worker.scope, run.id)).toMatchObject({ code: 'CONFLICT' });
  });

  test('the failed items of a run can be run again, alone, under their old ids and new sequences', async () => {
    let broken = true;
    const { run } = await start(20, (request) =>
      broken && numberOf(request) % 4 === 0 ? { status: 400 } : { body: { output: numberOf(request) } },
    );
    await worker.ended(run.id);
    const before = await resultsOf(run.id);
    const failed = before.filter(({ errorType }) => errorType !== null);
    broken = false;
    service.requests.length = 0;

    expect(expectValue(await retryFailedItems(worker.scope, run.id))).toMatchObject({
      status: 'PENDING',
      itemsCompleted: 15,
      itemsFailed: 0,
    });
    expect(await worker.ended(run.id)).toMatchObject({
      status: 'COMPLETED',
      itemsTotal: 20,
      itemsCompleted: 20,
      itemsFailed: 0,
      sequence: 25,
      scored: 20,
      scoreSum: 20,
      passed: 20,
      notPassed: 0,
      costUnknown: 20,
    });
    const after = await resultsOf(run.id);
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(
      after
        .slice(15)
        .map(({ id, sequence }) => [id, sequence > 20])
        .sort(),
    ).toEqual(failed.map(({ id }) => [id, true]).sort());
    expect(service.requests).toHaveLength(5);
    expect(await retryFailedItems(worker.scope, run.id)).toMatchObject({ code: 'CONFLICT' });
  });

  testOnce('one idempotency key starts the runs once, however often and how fast it is sent', async () => {
    service = await startService();
    const { experiment } = await seedExperiment(worker.scope, {
      items: numberedItems(3),
      serviceUrl: service.url,
      name: 'idempotent',
      variants: [{}, { a: 1 }],
    });
    const input = { experimentId: experiment.id, idempotencyKey: 'once' };
    const starts = await Promise.all(Array.from({ length: 8 }, () => startRuns(worker.scope, input)));
    const ids = starts.map((runs) => expectValue(runs).map(({ id }) => id));
    expect(ids[0]).toHaveLength(2);
    for (const others of ids) expect(others).toEqual(ids[0]);
    expect(await database.db.run.count({ where: { experimentId: experiment.id } })).toBe(2);
    expect(await startRuns(worker.scope, { ...input, trials: 2 })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await Promise.all((ids[0] ?? []).map((id) => worker.ended(id)));
  });

  testOnce('what a service answers is stored as it is, but for what no text can hold', async () => {
    const { run } = await start(1, () => ({
      body: { output: { text: 'a\u0000b\ud800c', 'k\u0000': ['\u0000'], nothing: null } },
    }));
    await worker.ended(run.id);
    expect((await resultsOf(run.id))[0]?.output).toEqual({ text: 'a\uFFFDb\uFFFDc', 'k\uFFFD': ['\uFFFD'], nothing: null });
  });

  test('the concurrency of an endpoint holds over all runs and worker processes', async () => {
    service = await startService();
    const { experiment } = await seedExperiment(worker.scope, {
      items: numberedItems(20),
      serviceUrl: service.url,
      name: 'narrow',
      concurrency: 3,
      variants: [{}, { a: 1 }, { a: 2 }],
    });
    const other = await startTestWorker(database, environment, worker.scope);
    const runs = expectValue(await startRuns(worker.scope, { experimentId: experiment.id }));
    for (const run of runs) expect(await worker.ended(run.id)).toMatchObject({ itemsCompleted: 20 });
    expect(service.peakConcurrency).toBeLessThanOrEqual(3);
    await other.close();
  });

  test('the rate limit of an endpoint holds over all worker processes', async () => {
    const times: number[] = [];
    service = await startService(() => {
      times.push(performance.now());
      return { body: { output: 0 } };
    });
    const { experiment } = await seedExperiment(worker.scope, {
      items: numberedItems(50),
      serviceUrl: service.url,
      name: 'slow',
      rateLimit: 20,
    });
    const other = await startTestWorker(database, environment, worker.scope);
    const [run] = expectValue(await startRuns(worker.scope, { experimentId: experiment.id }));
    expect(await worker.ended(run?.id ?? '')).toMatchObject({ itemsCompleted: 50 });
    // 20 a second: the third twenty can't begin before two windows are over.
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1500);
    await other.close();
  });

  test('items whose jobs were lost with the queue are queued again', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { run } = await start(
      30,
      async (request) => {
        await held;
        return { body: { output: numberOf(request) } };
      },
      { concurrency: 4 },
    );
    for await (const state of worker.live.progress.ofRun(run.id)) if (state.status === 'RUNNING') break;
    await worker.close();
    release();
    if (redis) await redis.flush();
    else await database.db.$executeRawUnsafe('TRUNCATE bullmq.job CASCADE');

    worker = await startTestWorker(database, environment, worker.scope);
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 30, sequence: 30 });
  });

  test('a judge that fails for a while costs no second execution, and its tokens are kept apart', async () => {
    let asked = 0;
    const judge = await startModelServer({
      answer: () =>
        ++asked % 3 === 0
          ? { status: 503 }
          : { text: JSON.stringify({ score: 0.75, explanation: 'Nearly.' }), usage: { input: 40, output: 4 } },
    });
    service = await startService();
    const { experiment } = await seedExperiment(worker.scope, {
      items: numberedItems(12),
      serviceUrl: service.url,
      name: 'judged',
    });
    expectValue(await addModelProvider(worker.scope, { name: 'judges', kind: 'OPENAI_COMPATIBLE', baseUrl: judge.url }));
    expectValue(
      await addEvaluator(worker.scope, {
        experimentId: experiment.id,
        name: 'judge',
        kind: 'LLM_JUDGE',
        configuration: { model: 'judges:strict', rubric: 'Is it right?' },
      }),
    );
    const [run] = expectValue(await startRuns(worker.scope, { experimentId: experiment.id }));

    expect(await worker.ended(run?.id ?? '')).toMatchObject({
      status: 'COMPLETED',
      itemsCompleted: 12,
      scored: 12,
      scoreSum: 10.5,
      passed: 12,
      tokensSum: 0n,
      judgeTokensSum: 528n,
      judgeCostUnknown: 12,
    });
    expect(service.requests).toHaveLength(12);
    expect(asked).toBeGreaterThan(12);
    await judge.close();
  });

  testOnce('an answer with characters that cannot be stored goes to its judge like any other', async () => {
    const judge = await startModelServer({ answer: () => ({ text: '{"score": 1, "explanation": "fine"}' }) });
    const { experiment } = await start(1, () => ({ body: { output: 'a\u0000b\ud800' } }));
    const [first] = await database.db.run.findMany({ where: { experimentId: experiment.id } });
    await worker.ended(first?.id ?? '');
    const name = `judges-${crypto.randomUUID()}`;
    const provider = expectValue(await addModelProvider(worker.scope, { name, kind: 'OPENAI_COMPATIBLE', baseUrl: judge.url }));
    expectValue(
      await addEvaluator(worker.scope, {
        experimentId: experiment.id,
        name: 'judge',
        kind: 'LLM_JUDGE',
        configuration: { model: `${name}:one`, rubric: 'Is it right?' },
      }),
    );
    const [run] = expectValue(await startRuns(worker.scope, { experimentId: experiment.id }));
    // Its calls are the run's too, though it executes nothing.
    expect(await removeModelProvider(worker.scope, provider.id ?? '')).toMatchObject({ code: 'RUN_ACTIVE' });
    expect(await worker.ended(run?.id ?? '')).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1, scored: 1 });
    expect(await resultsOf(run?.id ?? '')).toMatchObject([{ output: 'a\ufffdb\ufffd' }]);
    await judge.close();
  });

  testOnce('an answer that cannot be stored is an error of its item, and the run ends', async () => {
    const { run } = await start(2, () => ({ body: { output: 1, cost: '999999999999' } }));
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1, itemsFailed: 1 });
    expect(await resultsOf(run.id)).toMatchObject([{ errorType: null }, { errorType: 'internal', output: null, score: 0 }]);
  });

  testOnce('a judge that can not judge leaves its results unscored, not at 0', async () => {
    const judge = await startModelServer({ answer: () => ({ status: 401, message: 'no such key' }) });
    service = await startService();
    const { experiment } = await seedExperiment(worker.scope, {
      items: numberedItems(3),
      serviceUrl: service.url,
      name: 'unjudged',
    });
    expectValue(await addModelProvider(worker.scope, { name: 'unwilling', kind: 'OPENAI_COMPATIBLE', baseUrl: judge.url }));
    expectValue(
      await addEvaluator(worker.scope, {
        experimentId: experiment.id,
        name: 'judge',
        kind: 'LLM_JUDGE',
        configuration: { model: 'unwilling:one', rubric: 'Is it right?' },
      }),
    );
    const [run] = expectValue(await startRuns(worker.scope, { experimentId: experiment.id }));
    expect(await worker.ended(run?.id ?? '')).toMatchObject({
      status: 'COMPLETED',
      itemsCompleted: 3,
      scored: 0,
      passed: 0,
      notPassed: 0,
    });
    for (const result of await resultsOf(run?.id ?? '')) {
      expect(result).toMatchObject({ score: null, passed: null });
      expect(result.scores.map(({ value, errorType }) => [value, errorType])).toEqual(
        expect.arrayContaining([
          [1, null],
          [null, 'http_401'],
        ]),
      );
    }
    await judge.close();
  });
});
