import { randomUUID } from 'node:crypto';
import type { DatasetVersion, Experiment, ExperimentType, Run, RunStatus, Variant } from '../../../src/database/client.js';
import { createExperiment } from '../../../src/domain/experiments/experiments.js';
import type { Scope } from '../../../src/domain/scope.js';
import { isFailure } from '../../../src/failures.js';
import { hashJson } from '../../../src/json.js';

/** What a domain function gave, where the test's story goes on only with a success. */
export function succeeded<T>(result: T): Exclude<T, Error> {
  if (isFailure(result)) throw result;
  return result as Exclude<T, Error>;
}

/** A dataset version of one item. */
export async function storedVersion(scope: Scope): Promise<DatasetVersion> {
  const dataset = await scope.db.dataset.create({ data: { organizationId: scope.organizationId, name: 'dataset' } });
  const item = await scope.db.datasetItem.create({
    data: { datasetId: dataset.id, externalId: 'one', input: { text: 'one' }, contentHash: new Uint8Array(hashJson('one')) },
  });
  return scope.db.datasetVersion.create({
    data: { datasetId: dataset.id, number: 1, itemCount: 1, items: { create: { position: 0, itemId: item.id } } },
  });
}

export async function newExperiment(scope: Scope, name = 'experiment', type: ExperimentType = 'CUSTOM'): Promise<Experiment> {
  const version = await storedVersion(scope);
  return succeeded(await createExperiment(scope, { name, type, datasetVersionId: version.id }));
}

/** A variant without a check of its configuration. */
export async function storedVariant(
  scope: Scope,
  experiment: Experiment,
  name: string = randomUUID(),
  { baseline = false } = {},
): Promise<Variant> {
  const sortOrder = 1 + (await scope.db.variant.count({ where: { experimentId: experiment.id } }));
  return scope.db.variant.create({
    data: { experimentId: experiment.id, name, taskType: experiment.type, configuration: {}, sortOrder, baseline },
  });
}

/** A run of a variant as it would stand after a while. */
export async function storedRun(scope: Scope, experiment: Experiment, variant: Variant, status: RunStatus): Promise<Run> {
  if (!experiment.datasetVersionId) throw new Error('An experiment that runs has a dataset version.');
  const start = await scope.db.runStart.create({ data: { experimentId: experiment.id, arguments: {} } });
  return scope.db.run.create({
    data: {
      organizationId: scope.organizationId,
      experimentId: experiment.id,
      variantId: variant.id,
      datasetVersionId: experiment.datasetVersionId,
      startId: start.id,
      status,
      configuration: variant.configuration ?? {},
      evaluators: [],
      plan: {},
      lane: 'test',
      concurrency: 1,
      itemsTotal: 1,
    },
  });
}

/** A result of a run, with a score of one of the experiment's evaluators. */
export async function storedResult(scope: Scope, run: Run): Promise<void> {
  const place = await scope.db.datasetVersionItem.findFirstOrThrow({ where: { versionId: run.datasetVersionId } });
  const evaluator = await scope.db.evaluator.create({
    data: { experimentId: run.experimentId, name: 'exact', kind: 'EXACT_MATCH', threshold: 1 },
  });
  await scope.db.result.create({
    data: {
      id: randomUUID(),
      runId: run.id,
      itemId: place.itemId,
      trial: 0,
      sequence: 1,
      outputHash: new Uint8Array(8),
      scores: { create: { evaluatorId: evaluator.id, value: 1, passed: true } },
    },
  });
}
