import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackedRuns } from '../../../src/domain/comparison/unpacked-runs.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { startTestWorker } from '../../support/worker.js';
import { RunVectors } from '../../../src/domain/comparison/run-vectors.js';
import { type Recorded, recordedExperiment } from './recording.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const answered: Recorded = { output: 1, values: [1], durationMs: 1 };
const failed: Recorded = { output: 'error', values: [0], durationMs: 1 };

/** Vectors that can't be kept of one run, and tell when those of another are about to be. */
class FailingVectors extends RunVectors {
  readonly reached: Promise<void>;
  private reach = (): void => undefined;

  constructor(
    private readonly broken: string,
    private readonly last: string,
  ) {
    super(database.db);
    this.reached = new Promise((resolve) => {
      this.reach = resolve;
    });
  }

  override keep(runId: string): Promise<void> {
    if (runId === this.last) this.reach();
    return runId === this.broken ? Promise.reject(new Error('It is broken.')) : super.keep(runId);
  }
}

test('ended runs that are not packed, or not as they are now, are found the newest first, and packed by a worker', async () => {
  const experiment = await recordedExperiment(scope, { items: 1, variants: 5 });
  const runs = await experiment.start();
  const [active, packed, grown, ...others] = runs;
  for (const run of runs) if (run !== active) await run.commit([run === grown ? failed : answered]);
  for (const run of [packed, grown]) if (run) await scope.vectors.keep(run.id);
  await grown?.retry();
  await grown?.commit([answered]);

  const expected = [grown, ...others]
    .map((run) => run?.id ?? '')
    .sort()
    .reverse();
  const first = await unpackedRuns(database.db, null, 2);
  expect(first).toEqual({ runIds: expected.slice(0, 2), next: expected[1] });
  expect(await unpackedRuns(database.db, first.next, 2)).toEqual({ runIds: expected.slice(2), next: null });

  const vectors = new FailingVectors(expected[0] ?? '', expected.at(-1) ?? '');
  const worker = await startTestWorker(database, {}, { ...scope, vectors });
  await vectors.reached;
  // It waits for what is at hand.
  await worker.close();
  expect((await unpackedRuns(database.db, null, 10)).runIds).toEqual(expected.slice(0, 1));
});
