import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunVectors } from '../../src/domain/comparison/run-vectors.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import type { Id } from '../../src/ids.js';
import { Packing } from '../../src/jobs/packing.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { expectValue, numberedItems, seedExperiment } from '../support/seed.js';
import { startService } from '../support/service.js';
import { startTestWorker } from '../support/worker.js';
import { until } from '../support/until.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test('when a run has ended its worker packs it, before anybody looks', async () => {
  const service = await startService();
  const worker = await startTestWorker(database);
  const { experiment } = await seedExperiment(worker.scope, { items: numberedItems(5), serviceUrl: service.url });
  const [run] = expectValue(await startRuns(worker.scope, { experimentId: experiment.id }));
  await worker.ended(run?.id ?? '');
  // It waits for what is at hand.
  await worker.close();
  expect(await database.db.runVector.findMany({ select: { runId: true, results: true } })).toEqual([
    { runId: run?.id, results: 5 },
  ]);
  await service.close();
});

/** Vectors that are kept when the test says so. */
class SlowVectors extends RunVectors {
  readonly begun: Id<'run'>[] = [];
  private next: PromiseWithResolvers<void> | null = null;

  override keep(runId: Id<'run'>): Promise<void> {
    this.begun.push(runId);
    this.next = deferred();
    return this.next.promise;
  }

  async settle(error?: Error): Promise<void> {
    if (error) this.next?.reject(error);
    else this.next?.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function deferred(): PromiseWithResolvers<void> {
  const parts: Partial<PromiseWithResolvers<void>> = {};
  const promise = new Promise<void>((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return { ...parts, promise } as PromiseWithResolvers<void>;
}

test('runs are packed one after the other; one that fails is told of in the log, and keeps no other back', async () => {
  const lines: { runId: string; msg: string }[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const vectors = new SlowVectors(database.db);
  const packing = new Packing(await testScope(database, { vectors, log }));
  for (const runId of ['a', 'b', 'c', 'd']) packing.add(runId);
  expect(vectors.begun).toEqual(['a']);
  await vectors.settle(new Error('It is broken.'));
  expect(vectors.begun).toEqual(['a', 'b']);
  await vectors.settle();
  expect(vectors.begun).toEqual(['a', 'b', 'c']);
  expect(lines).toMatchObject([{ runId: 'a', msg: expect.stringContaining('could not be packed') }]);

  const closed = packing.close();
  await vectors.settle();
  await closed;
  expect(vectors.begun).toEqual(['a', 'b', 'c']);
});

test('ended runs are packed also where old requests can’t be forgotten', async () => {
  await database.db.runVector.deleteMany();
  await database.db.$executeRaw`ALTER TABLE delivery RENAME TO delivery_away`;
  const worker = await startTestWorker(database);
  await until(async () => (await database.db.runVector.count()) > 0);
  await worker.close();
  await database.db.$executeRaw`ALTER TABLE delivery_away RENAME TO delivery`;
});
