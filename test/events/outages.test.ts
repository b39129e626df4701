import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Run } from '../../src/database/client.js';
import type { Scope } from '../../src/domain/scope.js';
import { startProxy, type TestProxy } from '../sdk/proxy.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type LiveProcess, startLiveProcess } from '../support/live-process.js';
import { type ExperimentByHand, experimentByHand } from '../support/run-by-hand.js';
import { testScope } from '../support/scope.js';

let database: TestDatabase;
let scope: Scope;
let experiment: ExperimentByHand;
let network: TestProxy;
let process: LiveProcess;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  experiment = await experimentByHand(scope, 60);
});
beforeEach(async () => {
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  network = await startProxy(url.href);
  url.port = new URL(network.url).port;
  process = await startLiveProcess(url.href);
});
afterEach(async () => {
  await process.close();
  await network.close();
});
afterAll(() => database.close());

/** Ends the connections that listen, as an administrator would; resolves once they are gone. */
async function endListeners(): Promise<void> {
  const ended = await database.db.$queryRaw<{ gone: boolean }[]>`
    SELECT pg_terminate_backend(pid, 5000) AS gone FROM pg_stat_activity
    WHERE datname = current_database() AND query LIKE 'LISTEN %'`;
  expect(ended).toEqual([{ gone: true }]);
}

/** Resolves when a reading has failed, and with it those that were asked for before: they take turns at one connection. */
async function readingFails(): Promise<void> {
  await expect(process.db.$queryRaw`SELECT 1`).rejects.toThrow();
}

async function rest<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const value of values) all.push(value);
  return all;
}

async function sequencesOf(pages: AsyncIterable<{ sequence: number }[]>): Promise<number[]> {
  return (await rest(pages)).flatMap((page) => page.map(({ sequence }) => sequence));
}

test('nothing is lost with the connection that listens: what happened meanwhile is read afterwards', async () => {
  const run = await experiment.start();
  const results = process.live.results.follow(run.id, 0);
  const progress = process.live.progress.ofRun(run.id);
  await run.commit(10);
  const [first] = [await results.next(), await progress.next()];
  network.refuse(true);
  await endListeners();
  await run.commit(25);
  await run.commit(25);
  network.refuse(false);
  const all = [...first.value.map(({ sequence }: { sequence: number }) => sequence), ...(await sequencesOf(results))];
  expect(all).toEqual(await run.sequences());
  expect((await rest(progress)).at(-1)).toMatchObject({ status: 'COMPLETED', sequence: 60 });
});

test('runs that began and ended while nobody listened are told of', async () => {
  const states = process.live.progress.ofExperiment(experiment.id);
  const before = await database.db.run.count({ where: { experimentId: experiment.id } });
  for (let told = 0; told < before; told += 1) await states.next();
  network.refuse(true);
  await endListeners();
  const run = await experiment.start();
  await run.commit(60);
  network.refuse(false);
  const { value } = await states.next();
  expect(value).toMatchObject({ id: run.id, status: 'COMPLETED' });
  await states.return?.();
});

test('what became of an experiment while nobody listened is told of, by its newest run as well', async () => {
  const own = await experimentByHand(scope, 1);
  const run = await own.start();
  const changes = process.live.experiments.of(own.id);
  const states = process.live.progress.ofExperiment(own.id);
  await Promise.all([changes.next(), states.next()]);
  network.refuse(true);
  await endListeners();
  await database.db.experiment.update({ where: { id: own.id }, data: { name: 'renamed' } });
  network.refuse(false);
  expect((await changes.next()).value).toMatchObject({ name: 'renamed' });
  expect((await states.next()).value).toMatchObject({ id: run.id, sequence: 0 });
  await Promise.all([changes.return?.(), states.return?.()]);
});

test('after nobody listened for a while, every experiment of an organization is told of: any may have changed', async () => {
  const tenant = await testScope(database);
  const [first, second] = [await experimentByHand(tenant, 1), await experimentByHand(tenant, 1)];
  const heard = process.heard((signal) => signal?.experimentId === second.id);
  await second.startPending();
  await heard;
  const changes = process.live.experimentLists.of(tenant.organizationId);
  await changes.next();
  const told = changes.next();
  network.refuse(true);
  await endListeners();
  await database.db.experiment.update({ where: { id: first.id }, data: { name: 'renamed' } });
  network.refuse(false);
  const { value } = await told;
  expect(value).toHaveLength(2);
  expect(value).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: first.id, name: 'renamed' }),
      expect.objectContaining({ id: second.id }),
    ]),
  );
  await changes.return?.();
});

test('a database that goes away for a while ends no subscription, old or new', async () => {
  const run = await experiment.start();
  await run.commit(10);
  const results = process.live.results.follow(run.id, 0);
  const progress = process.live.progress.ofRun(run.id);
  const [first] = [await results.next(), await progress.next()];
  network.refuse(true);
  network.cut();
  const [behind, watching] = [process.live.results.follow(run.id, 5), process.live.progress.ofRun(run.id)];
  const news = [sequencesOf(results), sequencesOf(behind)] as const;
  const states: Promise<Run[]>[] = [rest(progress), rest(watching)];
  await run.commit(20);
  await run.commit(30);
  await readingFails();
  network.refuse(false);
  const all = first.value.map(({ sequence }: { sequence: number }) => sequence);
  expect([...all, ...(await news[0])]).toEqual(await run.sequences());
  expect(await news[1]).toEqual(await run.sequences(5));
  for (const told of await Promise.all(states)) expect(told.at(-1)).toMatchObject({ status: 'COMPLETED', sequence: 60 });
});

test('a reading that fails while the signals go on is tried again: the last change is told', async () => {
  const run = await experiment.start();
  const results = process.live.results.follow(run.id, 0);
  const progress = process.live.progress.ofRun(run.id);
  await run.commit(10);
  const [first] = [await results.next(), await progress.next()];
  const waiting = [sequencesOf(results), rest(progress)] as const;
  // The pool's connection alone is ended, and no other can be opened.
  network.refuse(true);
  await database.db.$queryRaw`
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query NOT LIKE 'LISTEN %'`;
  const heard = process.heard((signal) => signal?.status === 'COMPLETED');
  await run.commit(50);
  await heard;
  await readingFails();
  network.refuse(false);
  const all = first.value.map(({ sequence }: { sequence: number }) => sequence);
  expect([...all, ...(await waiting[0])]).toEqual(await run.sequences());
  expect((await waiting[1]).at(-1)).toMatchObject({ status: 'COMPLETED', sequence: 60 });
});

test('what can’t be read at all is told to those who wait for it', async () => {
  const run = await experiment.start();
  const results = process.live.results.follow(run.id, 0);
  const progress = process.live.progress.ofRun(run.id);
  await run.commit(10);
  await Promise.all([results.next(), progress.next()]);
  const waiting = Promise.allSettled([rest(results), rest(progress)]);
  await database.db.$executeRaw`ALTER TABLE run RENAME COLUMN sequence TO consequence`;
  try {
    await database.db
      .$executeRaw`SELECT pg_notify('variorum_run', ${JSON.stringify({ runId: run.id, experimentId: experiment.id })})`;
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  } finally {
    await database.db.$executeRaw`ALTER TABLE run RENAME COLUMN consequence TO sequence`;
  }
  const again = process.live.results.follow(run.id, 0);
  expect((await again.next()).value).toHaveLength(10);
  await again.return?.();
});
