import { test } from 'vitest';
import { commitResults, resultText } from '../src/domain/results/commit-results.js';
import { newResult } from '../src/domain/results/result.js';
import { beginRun } from '../src/domain/runs/begin-run.js';
import { createTestDatabase } from '../test/support/database.js';
import { answerAfter, instantExperiment } from './instant.js';

const items = 20_000;

for (const size of [1, 20, 200]) {
  test(`results a second by the commit path alone, ${size} a commit`, async () => {
    answerAfter(0);
    const database = await createTestDatabase();
    const experiment = await instantExperiment(database, items, 1);
    const [run] = await experiment.start(1000);
    if (!run) throw new Error('One variant gives one run.');
    await beginRun(database.db, run.id);
    const members = await database.db.datasetVersionItem.findMany({ where: { versionId: run.datasetVersionId } });
    const texts = members
      .slice(0, Math.min(items, size * 1000))
      .map(({ itemId, position }) =>
        resultText(
          newResult(
            { id: run.id, evaluators: [], comparedAnswer: null },
            { itemId, trial: 0 },
            { kind: 'answer', output: position, usage: null, cost: '0', durationMs: 0 },
            [],
          ),
        ),
      );
    const started = performance.now();
    for (let from = 0; from < texts.length; from += size)
      await commitResults(database.db, run.id, texts.slice(from, from + size));
    const seconds = (performance.now() - started) / 1000;
    console.log(`${size} results a commit, one after the other: ${Math.round(texts.length / seconds)} results/s`);
    await database.close();
  });
}
