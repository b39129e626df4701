import { test } from 'vitest';
import { createTestDatabase } from '../test/support/database.js';
import { startTestWorker } from '../test/support/worker.js';
import { answerAfter, instantExperiment } from './instant.js';
import { stores } from './stores.js';

const items = 3200;
const latencyMs = 100;
const concurrency = 64;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

for (const { name, environment } of stores) {
  test(`an executor of ${latencyMs} ms at concurrency ${concurrency}, on ${name}`, async () => {
    answerAfter(latencyMs);
    const database = await createTestDatabase();
    const experiment = await instantExperiment(database, items, 1, environment);
    const worker = await startTestWorker(database, environment, experiment.scope);
    const idealMs = (items / concurrency) * latencyMs;
    const rows = [];
    // Round 0 opens the lane and warms the process; it is shown, and is no part of the median.
    for (let round = 0; round <= rounds; round += 1) {
      const [run] = await experiment.start(concurrency);
      if (!run) throw new Error('One variant gives one run.');
      const { startedAt, completedAt } = await worker.ended(run.id);
      const tookMs = Number(completedAt) - Number(startedAt);
      rows.push({ 'ideal ms': idealMs, 'took ms': tookMs, 'share of ideal': Number((idealMs / tookMs).toFixed(3)) });
    }
    console.log(`An executor of ${latencyMs} ms at concurrency ${concurrency}, ${items} items, queue in ${name}`);
    console.table(rows);
    await worker.close();
    await database.close();
  });
}
