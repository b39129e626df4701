import type { Experiment, RunStatus, Variant } from '../../../src/database/client.js';
import { addEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { makeSigningSecret } from '../../../src/domain/endpoints/signing-secrets.js';
import { createExperiment } from '../../../src/domain/experiments/experiments.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createInferenceStep } from '../../../src/domain/steps/inference-steps.js';
import { addVariant } from '../../../src/domain/variants/variants.js';
import type { Id } from '../../../src/ids.js';
import type { Json } from '../../../src/json.js';
import { storedVersion, succeeded } from '../experiments/rows.js';

/** An app with three steps, which experiments of one organization can have in scope. */
export interface App {
  endpointId: Id<'endpoint'>;
  steps: { stepId: Id<'inferenceStep'>; parameters?: string[] }[];
}

/** A step that answers, one that sorts and one that looks up, of which the last has a parameter of its own. */
export async function appWithSteps(scope: Scope): Promise<App> {
  const endpoint = succeeded(
    await addEndpoint(scope, { name: 'my-app', url: 'http://127.0.0.1:9/', signingSecret: makeSigningSecret() }),
  );
  const generator = await createInferenceStep(scope, {
    externalId: 'response_generator',
    kind: 'LLM',
    parameters: [
      { name: 'temperature', default: 0.7 },
      { name: 'model', default: 'gpt-4o-mini' },
      ...['system', 'top_p', 'max_tokens', 'verbosity'].map((name) => ({ name })),
    ],
  });
  const classifier = await createInferenceStep(scope, { externalId: 'classifier', kind: 'LLM' });
  const retriever = await createInferenceStep(scope, {
    externalId: 'retriever',
    kind: 'RETRIEVER',
    parameters: [
      { name: 'top_k', type: 'INTEGER', default: 5, minimum: 1, maximum: 50 },
      { name: 'index', type: 'STRING', default: 'main' },
    ],
  });
  return {
    endpointId: endpoint.id,
    steps: [
      { stepId: succeeded(generator).id },
      // Its prompt is no one's to change but the baseline's.
      { stepId: succeeded(classifier).id, parameters: ['temperature', 'model'] },
      { stepId: succeeded(retriever).id },
    ],
  };
}

/** An experiment on the app, with all of it chosen. */
export async function appExperiment(scope: Scope, app: App): Promise<Experiment> {
  const version = await storedVersion(scope);
  const input = { name: 'my app', type: 'WEBHOOK', datasetVersionId: version.id, tasks: { all: true }, ...app } as const;
  return succeeded(await createExperiment(scope, input));
}

export async function baselineOf(scope: Scope, experiment: Experiment): Promise<Variant> {
  return succeeded(await addVariant(scope, { experimentId: experiment.id, name: 'baseline' }));
}

/** A child that changes one parameter, named `step.parameter`, or by itself where configurations have no steps. */
export async function branched(scope: Scope, parent: Variant, name: string, path: string, value: Json): Promise<Variant> {
  const [parameter = '', step = null] = path.split('.').reverse();
  const override = { step, parameter, value };
  return succeeded(await addVariant(scope, { experimentId: parent.experimentId, name, parentId: parent.id, override }));
}

/** Ends the active runs of an experiment. */
export async function endRuns(scope: Scope, experimentId: Id<'experiment'>, status: RunStatus): Promise<void> {
  await scope.db.run.updateMany({
    where: { experimentId, status: { in: ['PENDING', 'RUNNING'] } },
    data: { status, completedAt: new Date() },
  });
}
