import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { handOutRuns } from '../../src/domain/functions/hand-out.js';
import { registerFunctions } from '../../src/domain/functions/register-functions.js';
import type { Scope } from '../../src/domain/scope.js';
import { Variorum } from '../../src/functions.js';
import type { Id } from '../../src/ids.js';
import { openQueueStore } from '../../src/jobs/queue-store.js';
import { givenRuns } from '../domain/functions/given-functions.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type FunctionsWorker, startFunctionsWorker } from '../support/functions.js';
import { redisIsAvailable, startTestRedis, type TestRedis } from '../support/redis.js';
import { testScope } from '../support/scope.js';
import { Counter, moment } from './stage.js';

const legs = [
  { store: 'PostgreSQL', available: true },
  { store: 'Redis', available: redisIsAvailable },
];

describe.each(legs.filter(({ available }) => available))('with the queue in $store', ({ store }) => {
  let database: TestDatabase;
  let scope: Scope;
  let redis: TestRedis | null = null;
  let environment: Record<string, string>;
  beforeAll(async () => {
    redis = store === 'Redis' ? await startTestRedis() : null;
    environment = { VARIORUM_RECONCILE_MS: '200', ...(redis ? { REDIS_URL: redis.url } : {}) };
    database = await createTestDatabase();
    scope = await testScope(database);
  });
  afterAll(async () => {
    await database.close();
    await redis?.close();
  });

  type Functions = Parameters<typeof startFunctionsWorker>[1];
  const open = (...functions: Functions) => startFunctionsWorker(database, functions, environment, scope);

  /** Sends an event that starts one run. */
  async function start(worker: FunctionsWorker, name: string, data = {}): Promise<Id<'functionRun'>> {
    const { runs } = await worker.send({ name, data });
    if (runs[0] === undefined) throw new Error(`"${name}" starts no function.`);
    return runs[0];
  }

  test('limits hold over two workers, for a function and for a key, and every run ends', async () => {
    const client = new Variorum({ id: 'limits' });
    const busy = new Map<string, number>();
    const peaks = new Map<string, number>();
    const all = moment();
    const enter = (name: string, by: number) => {
      const now = (busy.get(name) ?? 0) + by;
      busy.set(name, now);
      peaks.set(name, Math.max(peaks.get(name) ?? 0, now));
      if (name === 'all' && now === 3) all.come();
    };
    const limited = client.createFunction(
      { id: 'limited', triggers: { event: 'limited' }, concurrency: [{ limit: 3 }, { limit: 1, key: 'event.data.user' }] },
      async ({ event, step }) => {
        const names = ['all', event.data.user];
        await step.run('work', async () => {
          for (const name of names) enter(name, 1);
          // As many as may be are under way at once before the first has ended.
          await all.came;
          for (const name of names) enter(name, -1);
        });
      },
    );
    const workers = [await open(limited), await open(limited)] as const;
    const runs = [];
    for (let number = 0; number < 16; number += 1) runs.push(await start(workers[0], 'limited', { user: `user-${number % 4}` }));
    const ended = await Promise.all(runs.map((runId) => workers[0].ended(runId)));
    await Promise.all(workers.map((worker) => worker.close()));

    expect(ended.every(({ status }) => status === 'COMPLETED')).toBe(true);
    expect(Object.fromEntries(peaks)).toEqual({ all: 3, 'user-0': 1, 'user-1': 1, 'user-2': 1, 'user-3': 1 });
  });

  test('runs of a function that takes one at a time come in the order of their events', async () => {
    const client = new Variorum({ id: 'order' });
    const order: number[] = [];
    const one = client.createFunction(
      { id: 'one', triggers: { event: 'one' }, concurrency: 1 },
      ({ event }) => void order.push(event.data.number),
    );
    const worker = await open(one);
    const runs = [];
    for (let number = 0; number < 8; number += 1) runs.push(await start(worker, 'one', { number }));
    await Promise.all(runs.map((runId) => worker.ended(runId)));
    await worker.close();

    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test('a worker that closes lets the step under way end, and another goes on from there with newer code', async () => {
    const client = new Variorum({ id: 'deploy' });
    const done = new Counter();
    const [begun, release] = [moment(), moment()];
    const make = (code: 'former' | 'newer') =>
      client.createFunction(
        { id: 'order', triggers: [{ event: 'order' }, { event: `sent by ${code}` }] },
        async ({ event, step }) => {
          if (event.name !== 'order') return 'sent';
          await step.run('first', () => done.add('first'));
          const sent = await step.run('under way', async () => {
            done.add('under way');
            begun.come();
            await release.came;
            return client.send({ name: 'sent by former', data: {} });
          });
          return step.run('last', () => ({ sent: sent.ids.length, by: code, times: done.add('last') }));
        },
      );
    const former = await open(make('former'));
    const runId = await start(former, 'order');
    await begun.came;
    const closing = former.close();
    release.come();
    await closing;
    expect((await database.db.functionStep.findMany({ where: { runId } })).map(({ status }) => status)).toEqual([
      'COMPLETED',
      'COMPLETED',
    ]);

    const newer = await open(make('newer'));
    expect(await newer.ended(runId)).toMatchObject({
      status: 'COMPLETED',
      output: { sent: 1, by: 'newer', times: 1 },
      attempts: 2,
      lost: 0,
    });
    await newer.close();
    expect(done.counts).toEqual({ first: 1, 'under way': 1, last: 1 });
  });

  test('a run that was handed out by a process that died is found', async () => {
    const client = new Variorum({ id: 'lost' });
    const release = moment();
    const done = new Counter();
    const lost = client.createFunction({ id: 'lost', triggers: { event: 'lost' }, concurrency: 1 }, async ({ event }) => {
      if (event.data.holds) await release.came;
      done.add('called');
    });
    const worker = await open(lost);
    const first = await start(worker, 'lost', { holds: true });
    const second = await start(worker, 'lost');
    // What a process does before it puts the run into the queue.
    await database.db.functionRun.update({ where: { id: second }, data: { job: `${second}.0` } });
    release.come();

    expect(await worker.ended(second)).toMatchObject({ status: 'COMPLETED', attempts: 1 });
    expect(await worker.ended(first)).toMatchObject({ status: 'COMPLETED', attempts: 1 });
    expect(done.counts).toEqual({ called: 2 });
    await worker.close();
  });

  test('runs that share a job and are not yet in the queue are found, and do not wait for one that takes its time', async () => {
    const client = new Variorum({ id: 'shared' });
    const others = moment();
    const done = new Counter();
    const shared = client.createFunction({ id: 'shared', triggers: { event: 'shared' } }, async ({ event, step }) => {
      await step.run(event.data.name, async () => {
        if (done.add(event.data.name) > 1) throw new Error('A step is done once.');
        if (event.data.name === 'slow') await others.came;
        else if (Object.keys(done.counts).length === 4) others.come();
      });
    });
    const [{ id } = { id: '' }] = await registerFunctions(scope, [shared.definition]);
    const runs = await givenRuns(
      scope,
      'shared',
      ['slow', 'second', 'third', 'fourth'].map((name) => ({ name })),
    );
    // What a process does before it puts the job into the queue.
    expect(await handOutRuns(scope.db, [{ id, together: 4 }], { runs: 4, jobs: 1 })).toMatchObject([{ runs }]);

    const worker = await open(shared);
    for (const runId of runs) expect(await worker.ended(runId)).toMatchObject({ status: 'COMPLETED', attempts: 1 });
    expect(done.counts).toEqual({ slow: 1, second: 1, third: 1, fourth: 1 });
    await worker.close();
  });

  test('runs that shared a job with one that is tried again come before those that were behind them', async () => {
    const client = new Variorum({ id: 'behind' });
    const order: number[] = [];
    const behind = client.createFunction({ id: 'behind', triggers: { event: 'behind' } }, async ({ event, step }) => {
      await step.run('work', ({ attempt }) => {
        if (event.data.number === 0 && attempt === 0) throw new Error('not yet');
        order.push(event.data.number);
      });
    });
    const [{ id } = { id: '' }] = await registerFunctions(scope, [behind.definition]);
    const numbers = [0, 1, 2, 3, 4, 5];
    const runs = await givenRuns(
      scope,
      'behind',
      numbers.map((number) => ({ number })),
    );
    await handOutRuns(scope.db, [{ id, together: 3 }], { runs: 3, jobs: 1 });
    await handOutRuns(scope.db, [{ id, together: 1 }], { runs: 3, jobs: 1 });
    const worker = await startFunctionsWorker(database, [behind], { ...environment, VARIORUM_WORKER_CONCURRENCY: '1' }, scope);
    for (const runId of runs) expect(await worker.ended(runId)).toMatchObject({ status: 'COMPLETED' });
    expect(order.filter((number) => number > 0)).toEqual([1, 2, 3, 4, 5]);
    await worker.close();
  });

  test('a job of the release before, which names one run, is done', async () => {
    const client = new Variorum({ id: 'former' });
    const former = client.createFunction({ id: 'former', triggers: { event: 'former' } }, () => 'done');
    const [{ id } = { id: '' }] = await registerFunctions(scope, [former.definition]);
    const [runId = ''] = await givenRuns(scope, 'former', [{}]);
    const [job] = await handOutRuns(scope.db, [{ id, together: 1 }], { runs: 1, jobs: 1 });
    const queue = (await openQueueStore(readConfig(environment), database.db, database.url)).queue(
      `functions-${scope.organizationId}-former`,
    );
    await queue.addBulk([{ name: 'attempt', data: { runId, functionId: id, retries: 0 }, opts: { jobId: job?.id } }]);
    await queue.close();
    const worker = await open(former);
    expect(await worker.ended(runId)).toMatchObject({ status: 'COMPLETED', output: 'done', attempts: 1 });
    await worker.close();
  });

  test('runs of a function that a worker does not have are left to those that have', async () => {
    const client = new Variorum({ id: 'parts' });
    const make = (id: string) => client.createFunction({ id, triggers: { event: id } }, () => id);
    const [here, there] = [await open(make('here')), await open(make('there'))];
    const runs = await Promise.all(['here', 'there', 'here', 'there'].map((name) => start(here, name)));
    expect((await Promise.all(runs.map((runId) => here.ended(runId)))).map(({ output }) => output)).toEqual([
      'here',
      'there',
      'here',
      'there',
    ]);

    // Whoever sends in this process sends through the worker that is left.
    await there.close();
    expect((await client.send({ name: 'here', data: {} })).ids).toEqual([expect.stringMatching(/^evt_/)]);
    await here.close();
  });

  test('one worker works for two apps, on one event of both', async () => {
    const [shop, billing] = [new Variorum({ id: 'shop' }), new Variorum({ id: 'billing' })];
    const worker = await open(
      shop.createFunction({ id: 'pay', triggers: { event: 'paid' } }, () => 'shop'),
      billing.createFunction({ id: 'pay', triggers: { event: 'paid' } }, () => 'billing'),
    );
    const { runs } = await worker.send({ name: 'paid' });
    const outputs = (await Promise.all(runs.map((runId) => worker.ended(runId)))).map(({ output }) => output);
    expect(outputs.sort()).toEqual(['billing', 'shop']);
    await worker.close();
  });
});
