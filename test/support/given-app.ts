import type { Run } from '../../src/database/client.js';
import { addEndpoint } from '../../src/domain/endpoints/endpoints.js';
import { makeSigningSecret } from '../../src/domain/endpoints/signing-secrets.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';
import { createExperiment } from '../../src/domain/experiments/experiments.js';
import { type StartRunsInput, startRuns } from '../../src/domain/runs/start-runs.js';
import type { Scope } from '../../src/domain/scope.js';
import { createInferenceStep } from '../../src/domain/steps/inference-steps.js';
import { addVariant } from '../../src/domain/variants/variants.js';
import type { Id } from '../../src/ids.js';
import { expectValue, type SeedItem, seedDatasetVersion } from './seed.js';

export interface GivenApp {
  experimentId: Id<'experiment'>;
  baselineId: Id<'variant'>;
  /** The inference step in scope, by the app's name for it: one of a language model. */
  step: string;
  /** Starts a run of a variant, the baseline where none is given. */
  run(options?: Omit<StartRunsInput, 'experimentId'>): Promise<Run>;
}

/** An experiment on the user's own app, which answers at an address, judged by EXACT_MATCH. */
export async function givenApp(
  scope: Scope,
  {
    items,
    url,
    ...settings
  }: { items: SeedItem[]; url: string; timeoutMs?: number; answerWithinMs?: number; concurrency?: number },
): Promise<GivenApp> {
  const version = await seedDatasetVersion(scope, items);
  const name = `app-${crypto.randomUUID()}`;
  const endpoint = expectValue(await addEndpoint(scope, { name, url, signingSecret: makeSigningSecret(), ...settings }));
  const step = expectValue(await createInferenceStep(scope, { externalId: `${name}-step`, kind: 'LLM' }));
  const { id: experimentId } = expectValue(
    await createExperiment(scope, {
      name: 'my app',
      type: 'WEBHOOK',
      datasetVersionId: version.id,
      tasks: { all: true },
      steps: [{ stepId: step.id }],
      endpointId: endpoint.id,
    }),
  );
  const baseline = expectValue(await addVariant(scope, { experimentId, name: 'as it is', configuration: {} }));
  expectValue(await addEvaluator(scope, { experimentId, name: 'right', kind: 'EXACT_MATCH' }));
  return {
    experimentId,
    baselineId: baseline.id,
    step: step.externalId,
    run: async (options) => {
      const [run] = expectValue(await startRuns(scope, { experimentId, variantId: baseline.id, ...options }));
      if (!run) throw new Error('startRuns gives a run for each variant.');
      return run;
    },
  };
}
