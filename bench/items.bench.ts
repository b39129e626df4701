import { test } from 'vitest';
import { createTestDatabase } from '../test/support/database.js';
import { startTestWorker } from '../test/support/worker.js';
import { bareBullMq } from './bare-bullmq.js';
import { answerAfter, instantExperiment } from './instant.js';

const items = 5000;
const variants = 2;
/** How many calls the worker has under way at once. */
const calls = Number(process.env.CALLS ?? 64);
const rounds = Number(process.env.ROUNDS ?? 5);

const stores = [
  { name: 'PostgreSQL', redisUrl: null },
  ...(process.env.TEST_REDIS_URL ? [{ name: 'Redis', redisUrl: process.env.TEST_REDIS_URL }] : []),
];

for (const { name, redisUrl } of stores) {
  test(`items a second with an instant executor, on ${name}`, async () => {
    answerAfter(0);
    const database = await createTestDatabase();
    const environment: Record<string, string> = {
      VARIORUM_WORKER_CONCURRENCY: String(calls),
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
    };
    const experiment = await instantExperiment(database, items, variants, environment);
    const worker = await startTestWorker(database, environment, experiment.scope);
    const rows = [];
    for (let round = 0; round < rounds; round += 1) {
      const bare =
        (items * variants) / (await bareBullMq({ url: database.url, redisUrl }, items * variants, Math.ceil(calls * 1.25)));
      const started = performance.now();
      const runs = await experiment.start(Number(process.env.CONCURRENCY ?? 500));
      await Promise.all(runs.map((run) => worker.ended(run.id)));
      const ours = (items * variants * 1000) / (performance.now() - started);
      rows.push({ bare: Math.round(bare), ours: Math.round(ours), ratio: Number((ours / bare).toFixed(3)) });
    }
    console.table(rows);
    await worker.close();
    await database.close();
  });
}
