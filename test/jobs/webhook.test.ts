import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cancelRun } from '../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../src/domain/runs/retry-failed-items.js';
import { submitTestResult } from '../../src/domain/tests/submit-result.js';
import { endTest } from '../../src/domain/tests/test.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import { decodeId, encodeId, type Id } from '../../src/ids.js';
import type { Json, JsonObject } from '../../src/json.js';
import { openQueueStore } from '../../src/jobs/queue-store.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { givenApp } from '../support/given-app.js';
import { type JsonReply, type JsonServer, startJsonServer } from '../support/json-server.js';
import { redisIsAvailable, startTestRedis, type TestRedis } from '../support/redis.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { startTestWorker, type TestWorker } from '../support/worker.js';
import { until } from '../support/until.js';

const legs = [
  { store: 'PostgreSQL', available: true },
  { store: 'Redis', available: redisIsAvailable },
];

interface Asked {
  testId: string;
  input: { number: number };
}

const later: JsonReply = { status: 202, body: '' };

describe.each(legs.filter(({ available }) => available))('with the queue in $store', ({ store }) => {
  let database: TestDatabase;
  let worker: TestWorker;
  let app: JsonServer;
  let answer: (asked: Asked) => JsonReply;
  let redis: TestRedis | null = null;
  let environment: Record<string, string>;

  beforeAll(async () => {
    redis = store === 'Redis' ? await startTestRedis() : null;
    environment = { VARIORUM_RECONCILE_MS: '200', ...(redis && { REDIS_URL: redis.url }) };
    database = await createTestDatabase();
    worker = await startTestWorker(database, environment);
  });
  beforeEach(async () => {
    app = await startJsonServer(({ body }) => answer(body as unknown as Asked));
  });
  afterEach(() => app.close());
  afterAll(async () => {
    await worker.close();
    await database.close();
    await redis?.close();
  });

  async function start(count: number, settings: { answerWithinMs?: number } = {}) {
    const given = await givenApp(worker.scope, { items: numberedItems(count), url: app.url, ...settings });
    return { ...given, run: await given.run(), again: given.run };
  }

  const askedOf = (server: JsonServer) => server.requests.map(({ body }) => body as unknown as Asked);
  const idOf = ({ testId }: Asked): Id<'result'> => decodeId('result', testId) ?? '';
  const submit = (asked: Asked, output: Json = asked.input.number) =>
    submitTestResult(worker.scope, { testId: idOf(asked), output });

  /** Resolves once the app has taken so many tests of a run, to answer them later. */
  async function taken(runId: Id<'run'>, count: number): Promise<void> {
    await until(async () => (await database.db.test.count({ where: { runId, deadlineAt: { not: null } } })) >= count);
  }

  const resultsOf = (runId: string) => database.db.result.findMany({ where: { runId }, orderBy: { sequence: 'asc' } });

  test('the app gets each item with the overrides, and its answers are judged', async () => {
    answer = ({ input }) => ({
      body: {
        output: input.number,
        usage: { inputTokens: 7, outputTokens: 1 },
        cost: '0.002',
        steps: [{ externalId: 'classifier', output: 'x' }],
      },
    });
    const items = [{ externalId: 'a', input: { prompt: 'Hi', number: 1 }, expectedOutput: 1, metadata: { tone: 'warm' } }];
    const { experimentId, baselineId, step, run } = await givenApp(worker.scope, { items, url: app.url });
    const parentId = baselineId;
    const override = { step, parameter: 'temperature', value: 0.3 };
    const colder = expectValue(await addVariant(worker.scope, { experimentId, name: 'colder', parentId, override }));
    await worker.ended((await run()).id);
    const { id: runId } = await run({ variantId: colder.id });
    expect(await worker.ended(runId)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1, passed: 1, tokensSum: 8n });

    const [result] = await resultsOf(runId);
    const testId = encodeId('result', result?.id ?? '');
    const [ofBaseline, ofColder] = app.requests;
    expect(ofBaseline?.body).toMatchObject({
      experiment: { experimentVariantId: encodeId('variant', baselineId), overrides: {} },
    });
    expect(ofColder).toMatchObject({ method: 'POST', headers: { 'webhook-id': testId } });
    expect(ofColder?.body).toEqual({
      testId,
      input: { prompt: 'Hi', number: 1 },
      prompt: 'Hi',
      metadata: { tone: 'warm' },
      experiment: {
        experimentId: encodeId('experiment', experimentId),
        experimentVariantId: encodeId('variant', colder.id),
        overrides: { [step]: { temperature: 0.3 } },
      },
    });
    expect(await database.db.test.findUnique({ where: { id: result?.id ?? '' } })).toMatchObject({
      answer: { said: { output: 1 }, durationMs: result?.durationMs },
      trace: [{ externalId: 'classifier', output: 'x' }],
    });
  });

  test('tests that are answered later end when their answers come, each once, after one request', async () => {
    answer = () => later;
    const { run } = await start(30);
    await taken(run.id, 30);
    expect(await database.db.run.findUnique({ where: { id: run.id } })).toMatchObject({ status: 'RUNNING', sequence: 0 });

    await Promise.all(askedOf(app).flatMap((asked) => [submit(asked), submit(asked)]));
    expect(await worker.ended(run.id)).toMatchObject({
      status: 'COMPLETED',
      itemsCompleted: 30,
      sequence: 30,
      passed: 30,
      outstanding: 0,
    });
    expect(app.requests).toHaveLength(30);
    const results = await resultsOf(run.id);
    expect(new Set(results.map(({ itemId }) => itemId)).size).toBe(30);
    expect(results.every(({ durationMs }) => durationMs !== null && durationMs >= 0)).toBe(true);
  });

  test('an answer that comes before the response, or instead of it, counts', async () => {
    // The first time nothing is said in the response, or something that does not count any more.
    const submitted: Promise<unknown>[] = [];
    answer = (asked) => {
      submitted.push(submit(asked));
      return asked.input.number === 0 ? { status: 503, body: {} } : later;
    };
    const { run } = await start(3);
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 3, passed: 3 });
    for (const given of await Promise.all(submitted)) expectValue(given);
  });

  test('a test that is not answered in time is an error, and can be asked again', async () => {
    answer = ({ input }) => (input.number === 0 ? later : { body: { output: input.number } });
    const { run } = await start(2, { answerWithinMs: 1000 });
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1, itemsFailed: 1 });
    const late = askedOf(app).find(({ input }) => input.number === 0) ?? expect.fail();
    expect((await resultsOf(run.id)).find(({ id }) => id === idOf(late))).toMatchObject({
      errorType: 'deadline',
      errorMessage: expect.stringContaining('did not answer it by'),
      score: 0,
    });
    expect(await submit(late)).toMatchObject({ code: 'TEST_ENDED', message: expect.stringContaining('deadline') });

    answer = ({ input }) => ({ body: { output: input.number } });
    expect(expectValue(await retryFailedItems(worker.scope, run.id))).toMatchObject({ retries: 1 });
    expect(await submit(late)).toMatchObject({ code: expect.stringMatching(/NOT_FOUND|ANSWERED/) });
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 2, itemsFailed: 0 });
    // The same test, asked by another message.
    expect(askedOf(app).at(-1)?.testId).toBe(late.testId);
    expect(app.requests.at(-1)?.headers['webhook-id']).toBe(`${late.testId}.1`);
  });

  test('a status that is no success fails the test at once, but for those that pass', async () => {
    const statuses = [409, 500, 429];
    answer = ({ input }) => {
      const isFirst = askedOf(app).filter((asked) => asked.input.number === input.number).length === 1;
      const status = isFirst ? (statuses[input.number] ?? 200) : 200;
      // Text that the database does not take as it is.
      const body = status === 409 ? 'busy\u0000' : { output: input.number };
      return { status, headers: { 'retry-after-ms': '5' }, body };
    };
    const { run } = await start(4);
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 3, itemsFailed: 1 });
    expect((await resultsOf(run.id)).filter(({ errorType }) => errorType).map(({ errorType }) => errorType)).toEqual([
      'http_409',
    ]);
    expect(app.requests).toHaveLength(6);
    const refused = askedOf(app).find(({ input }) => input.number === 0) ?? expect.fail();
    expect(await submit(refused)).toMatchObject({ code: 'TEST_ENDED', message: expect.stringContaining('http_409') });
  });

  test('an error of the app’s own and an answer that is none are errors of their items', async () => {
    const bodies: JsonReply[] = [
      { body: { error: { type: 'no_context', message: 'Nothing was found.' }, cost: '0.5' } },
      { body: { out: 1 } },
      { body: '' },
      { status: 204, body: '' },
    ];
    answer = ({ input }) => bodies[input.number] ?? { body: { output: input.number } };
    const { run } = await start(5);
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1, itemsFailed: 4 });
    const errors = (await resultsOf(run.id)).flatMap(({ errorType }) => errorType ?? []).sort();
    expect(errors).toEqual(['app_no_context', 'invalid_response', 'invalid_response', 'invalid_response']);
    expect(app.requests).toHaveLength(5);
  });

  test('an answer counts whose steps can’t be kept, or whose usage is known in part', async () => {
    const bodies: JsonObject[] = [
      { steps: Array.from({ length: 1001 }, () => ({ externalId: 'a' })) },
      { steps: [{ externalId: 'a', inputTokens: 1.5 }] },
      { steps: [{ externalId: '' }] },
      { steps: 'none' },
      { usage: { inputTokens: 3 } },
    ];
    answer = ({ input }) => ({ body: { output: input.number, ...bodies[input.number] } });
    const { run } = await start(5);
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 5, passed: 5, tokensSum: 3n });
    expect(await database.db.test.count({ where: { runId: run.id, trace: { equals: [] } } })).toBe(5);
  });

  test('a worker that missed a run’s end goes on with the run’s new round, and not with messages of the old', async () => {
    answer = () => 'nothing';
    const { run } = await start(1);
    await until(() => app.requests.length > 0);
    answer = ({ input }) => ({ body: { output: input.number } });
    await database.db.run.update({ where: { id: run.id }, data: { retries: 1 } });
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 1 });
    const [{ testId } = { testId: '' }] = askedOf(app);
    expect(app.requests.map(({ headers }) => headers['webhook-id'])).toEqual([testId, `${testId}.1`]);
  });

  test('what waits is waited for by whoever works next, and is not asked again', async () => {
    answer = () => later;
    const { run } = await start(12);
    await taken(run.id, 12);
    await worker.close();
    const asked = askedOf(app);
    await Promise.all(asked.slice(0, 4).map((one) => submit(one)));

    worker = await startTestWorker(database, environment, worker.scope);
    for await (const { sequence } of worker.live.progress.ofRun(run.id)) if (sequence === 4) break;
    // And the queue's data is lost.
    await worker.close();
    await (redis ? redis.flush() : database.db.$executeRawUnsafe('TRUNCATE bullmq.job CASCADE'));
    worker = await startTestWorker(database, environment, worker.scope);
    await Promise.all(asked.slice(4).map((one) => submit(one)));
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 12, sequence: 12, outstanding: 0 });
    expect(app.requests).toHaveLength(12);
  });

  test('an answer that no worker was told of is found', async () => {
    answer = () => later;
    const { run } = await start(3);
    await taken(run.id, 3);
    for (const asked of askedOf(app)) {
      const said = { output: asked.input.number, usage: null, cost: null };
      await endTest(database.db, idOf(asked), { said, durationMs: null });
    }
    expect(await worker.ended(run.id)).toMatchObject({ status: 'COMPLETED', itemsCompleted: 3 });
  });

  test('a cancelled run waits for nothing', async () => {
    answer = () => later;
    const { run } = await start(2);
    await taken(run.id, 2);
    expectValue(await cancelRun(worker.scope, run.id));
    expect(await worker.ended(run.id)).toMatchObject({ status: 'CANCELLED', itemsCompleted: 0 });
    for (const asked of askedOf(app)) expect(await submit(asked)).toMatchObject({ code: 'TEST_ENDED' });
    expect(await resultsOf(run.id)).toEqual([]);
  });

  test('what a cancelled run has left in the queue ends at its deadline, and the app is not asked for it', async () => {
    answer = () => later;
    const { run, again } = await start(2, { answerWithinMs: 1000 });
    await taken(run.id, 2);
    const left = askedOf(app).map(idOf);
    expectValue(await cancelRun(worker.scope, run.id));
    // Its lane stays open for another one, whose deadline is later.
    expect(await worker.ended((await again()).id)).toMatchObject({ itemsFailed: 2 });
    const queue = (await openQueueStore(worker.scope.config, database.db, database.url)).queue(run.lane);
    for (const id of left) await until(async () => !(await queue.getJob(id)));
    await queue.close();
    expect(app.requests).toHaveLength(4);
  });
});
