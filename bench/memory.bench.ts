import { test } from 'vitest';
import { createTestDatabase } from '../test/support/database.js';
import { heldBytes } from '../test/support/memory.js';
import { startTestWorker } from '../test/support/worker.js';
import { answerAfter, instantExperiment } from './instant.js';

const items = 20_000;
const variants = 2;

test(`memory of a worker over ${items * variants} items`, async () => {
  answerAfter(0);
  const database = await createTestDatabase();
  const experiment = await instantExperiment(database, items, variants);
  const worker = await startTestWorker(database, {}, experiment.scope);
  const rows: object[] = [{ results: 0, 'held MB': megabytes(heldBytes()), 'resident MB': megabytes(process.memoryUsage.rss()) }];
  const [run, other] = await experiment.start(500);
  if (!run || !other) throw new Error('Two variants give two runs.');
  let next = items / 4;
  for await (const { sequence } of worker.live.progress.ofRun(run.id)) {
    if (sequence < next) continue;
    rows.push({ results: 2 * sequence, 'held MB': megabytes(heldBytes()), 'resident MB': megabytes(process.memoryUsage.rss()) });
    next += items / 4;
  }
  await worker.ended(other.id);
  console.log('A worker, its subscribers and the benchmark in one process; held after a full collection');
  console.table(rows);
  await worker.close();
  await database.close();
});

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 102.4) / 10;
}
