import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../src/config.js';
import type { Run } from '../src/database/client.js';
import { addEvaluator } from '../src/domain/evaluation/attachment.js';
import { executors } from '../src/domain/execution/executors.js';
import { createExperiment } from '../src/domain/experiments/experiments.js';
import { startRuns } from '../src/domain/runs/start-runs.js';
import type { Scope } from '../src/domain/scope.js';
import { addVariant } from '../src/domain/variants/variants.js';
import type { TestDatabase } from '../test/support/database.js';
import { testScope } from '../test/support/scope.js';
import { expectValue, numberedItems, seedDatasetVersion } from '../test/support/seed.js';

/** Makes CUSTOM variants answer at once, or after `latencyMs`, without any request: what is left is the product's own cost. */
export function answerAfter(latencyMs: number): void {
  executors.CUSTOM = {
    type: 'CUSTOM',
    plan: async () => ({ lane: `instant-${latencyMs}`, values: {} }),
    execute: async ({ item }) => {
      if (latencyMs > 0) await delay(latencyMs);
      return { kind: 'answer', output: item.expectedOutput, usage: null, cost: '0', durationMs: latencyMs };
    },
  };
}

export interface InstantExperiment {
  scope: Scope;
  /** Starts a run of every variant. */
  start(concurrency: number): Promise<Run[]>;
}

/** An experiment of `variants` variants over `items` items, judged by EXACT_MATCH. */
export async function instantExperiment(
  database: TestDatabase,
  items: number,
  variants: number,
  environment: Record<string, string> = {},
  given?: Scope,
): Promise<InstantExperiment> {
  const scope = given ?? (await testScope(database, { config: readConfig(environment) }));
  const version = await seedDatasetVersion(scope, numberedItems(items));
  const experiment = expectValue(
    await createExperiment(scope, { name: 'instant', type: 'CUSTOM', datasetVersionId: version.id }),
  );
  expectValue(await addEvaluator(scope, { experimentId: experiment.id, name: 'right', kind: 'EXACT_MATCH' }));
  for (let place = 1; place <= variants; place += 1) {
    expectValue(await addVariant(scope, { experimentId: experiment.id, name: `variant ${place}`, configuration: { place } }));
  }
  return {
    scope,
    start: async (concurrency) => expectValue(await startRuns(scope, { experimentId: experiment.id, concurrency })),
  };
}
