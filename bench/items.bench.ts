import { test } from 'vitest';
import { createTestDatabase } from '../test/support/database.js';
import { startTestWorker } from '../test/support/worker.js';
import { bareBullMq } from './bare-bullmq.js';
import { answerAfter, instantExperiment } from './instant.js';
import { median } from './median.js';
import { stores } from './stores.js';

const items = 5000;
const variants = 2;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
/** How many calls a worker may have under way. Both sides get twice as many slots. */
const calls = Number(process.env.BENCH_CALLS ?? 128);

for (const { name, redisUrl, environment } of stores) {
  test(`items a second with an instant executor, on ${name}`, async () => {
    answerAfter(0);
    const database = await createTestDatabase();
    const experiment = await instantExperiment(database, items, variants, environment);
    const worker = await startTestWorker(
      database,
      { ...environment, VARIORUM_WORKER_CONCURRENCY: String(calls) },
      experiment.scope,
    );
    const jobs = items * variants;
    const rows = [];
    for (let round = 0; round < rounds; round += 1) {
      const bare = jobs / (await bareBullMq({ url: database.url, redisUrl }, jobs, calls * 2));
      const started = performance.now();
      const runs = await experiment.start(1000);
      await Promise.all(runs.map((run) => worker.ended(run.id)));
      const ours = (jobs * 1000) / (performance.now() - started);
      rows.push({ 'bare jobs/s': Math.round(bare), 'items/s': Math.round(ours), ratio: Number((ours / bare).toFixed(3)) });
    }
    console.log(`${items} items × ${variants} variants, one evaluator, all stored and told of, queue in ${name}`);
    console.table(rows);
    console.log(`median ratio ${median(rows.map(({ ratio }) => ratio))}`);
    await worker.close();
    await database.close();
  });
}
