import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run, Variant } from '../../../src/database/client.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import { updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { archiveExperiment, completeExperiment } from '../../../src/domain/experiments/lifecycle.js';
import { startRuns } from '../../../src/domain/runs/start-runs.js';
import type { Scope } from '../../../src/domain/scope.js';
import { addVariant, updateVariant } from '../../../src/domain/variants/variants.js';
import { ConflictError, ValidationError } from '../../../src/failures.js';
import { encodeId, type Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, succeeded } from '../experiments/rows.js';
import { type App, appExperiment, baselineOf, branched, endRuns, appWithSteps } from '../variants/app.js';

let database: TestDatabase;
let scope: Scope;
let app: App;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  app = await appWithSteps(scope);
  await database.db.endpoint.create({
    data: { organizationId: scope.organizationId, name: 'service', url: 'http://127.0.0.1:1/' },
  });
});
afterAll(() => database.close());

interface Tree {
  experimentId: Id<'experiment'>;
  baseline: Variant;
  a: Variant;
  b: Variant;
}

/** The seed's tree: A below the baseline, B below A. */
async function seedTree(): Promise<Tree> {
  const experiment = await appExperiment(scope, app);
  const baseline = await baselineOf(scope, experiment);
  const a = await branched(scope, baseline, 'A', 'response_generator.temperature', 0.3);
  const b = await branched(scope, a, 'B', 'response_generator.model', 'gpt-4o');
  return { experimentId: experiment.id, baseline, a, b };
}

const start = (experimentId: Id<'experiment'>, variantId?: Id<'variant'>) => startRuns(scope, { experimentId, variantId });

async function started(experimentId: Id<'experiment'>, variantId?: Id<'variant'>): Promise<Run[]> {
  return succeeded(await start(experimentId, variantId));
}

describe('where there is a baseline', () => {
  test('it runs first and alone, and then all others, each with what it comes to and how that differs', async () => {
    const { experimentId, baseline, a, b } = await seedTree();
    expect((await started(experimentId)).map(({ variantId }) => variantId)).toEqual([baseline.id]);
    await endRuns(scope, experimentId, 'COMPLETED');

    const others = await started(experimentId);
    expect(others.map(({ variantId }) => variantId)).toEqual([a.id, b.id]);
    expect(others.map(({ plan }) => (plan as { overrides: object }).overrides)).toEqual([
      { response_generator: { temperature: 0.3 } },
      { response_generator: { temperature: 0.3, model: 'gpt-4o' } },
    ]);
    expect(others[1]?.configuration).toEqual({
      response_generator: { temperature: 0.3, model: 'gpt-4o' },
      retriever: { top_k: 5, index: 'main' },
    });
    const [again] = await started(experimentId, baseline.id);
    expect(again).toMatchObject({ plan: { overrides: {} } });
  });

  test('no other runs before it has completed', async () => {
    const { experimentId, baseline, a } = await seedTree();
    const refusal = async () => {
      const refused = await start(experimentId, a.id);
      expect(refused).toBeInstanceOf(ConflictError);
      return refused;
    };
    const needed = { code: 'BASELINE_NEEDED', message: expect.stringContaining('startRuns') };
    expect(await refusal()).toMatchObject(needed);
    const [run] = await started(experimentId);
    expect(await refusal()).toMatchObject({
      code: 'BASELINE_NEEDED',
      message: expect.stringContaining(encodeId('run', run?.id ?? '')),
    });
    await endRuns(scope, experimentId, 'FAILED');
    expect(await refusal()).toMatchObject(needed);
    // A baseline that failed is corrected, and run again.
    succeeded(await updateVariant(scope, { id: baseline.id, configuration: { response_generator: { temperature: 1 } } }));
    expect(await started(experimentId)).toMatchObject([
      { variantId: baseline.id, configuration: { response_generator: { temperature: 1 } } },
    ]);
    await endRuns(scope, experimentId, 'COMPLETED');
    expect(await started(experimentId, a.id)).toHaveLength(1);
  });

  test('it runs once at a time', async () => {
    const { experimentId, baseline } = await seedTree();
    const answers = await Promise.all([start(experimentId), start(experimentId), start(experimentId, baseline.id)]);
    const refused = answers.filter((answer) => answer instanceof ConflictError);
    expect(refused).toHaveLength(2);
    for (const each of refused) expect(each).toMatchObject({ code: 'RUN_ACTIVE', message: expect.stringContaining('cancelRun') });
    await endRuns(scope, experimentId, 'COMPLETED');
    await started(experimentId, baseline.id);
    expect(await start(experimentId, baseline.id)).toMatchObject({ code: 'RUN_ACTIVE' });
    // Another run of it is no hindrance to the others, once one has completed.
    expect(await started(experimentId)).toHaveLength(2);
  });

  test('and nothing else, one is asked to branch', async () => {
    const baseline = await baselineOf(scope, await appExperiment(scope, app));
    await started(baseline.experimentId);
    await endRuns(scope, baseline.experimentId, 'COMPLETED');
    expect(await start(baseline.experimentId)).toMatchObject({
      code: 'NO_VARIANTS',
      message: expect.stringContaining(`parentId: "${encodeId('variant', baseline.id)}"`),
    });
  });

  test('tasks and steps are chosen first', async () => {
    const experiment = await appExperiment(scope, app);
    const { id } = experiment;
    const version = experiment.datasetVersionId;
    succeeded(await updateExperiment(scope, { id, datasetVersionId: null, steps: [] }));
    succeeded(await addVariant(scope, { experimentId: id, name: 'baseline' }));
    const refusal = async () => {
      const refused = await start(id);
      expect(refused).toBeInstanceOf(ValidationError);
      return refused;
    };
    expect(await refusal()).toMatchObject({ message: expect.stringContaining('steps: [{stepId}]') });
    succeeded(await updateExperiment(scope, { id, steps: app.steps }));
    expect(await refusal()).toMatchObject({ code: 'NO_DATASET' });
    succeeded(await updateExperiment(scope, { id, datasetVersionId: version }));
    expect(await refusal()).toMatchObject({ message: expect.stringContaining('tasks: {all: true}') });
    succeeded(await updateExperiment(scope, { id, tasks: { all: true } }));
    expect(await started(id)).toMatchObject([{ datasetVersionId: version }]);
  });

  test('without steps as well', async () => {
    const experiment = await newExperiment(scope);
    const configuration = { endpoint: 'service', depth: 1 };
    const input = { experimentId: experiment.id, name: 'root', configuration, baseline: true };
    const root = succeeded(await addVariant(scope, input));
    const child = await branched(scope, root, 'deep', 'depth', 2);
    expect(await start(experiment.id)).toMatchObject({ message: expect.stringContaining('tasks') });
    succeeded(await updateExperiment(scope, { id: experiment.id, tasks: { all: true } }));
    expect(await start(experiment.id, child.id)).toMatchObject({ code: 'BASELINE_NEEDED' });
    expect(await started(experiment.id)).toMatchObject([{ variantId: root.id, configuration }]);
    await endRuns(scope, experiment.id, 'COMPLETED');
    expect(await started(experiment.id)).toMatchObject([{ variantId: child.id, configuration: { ...configuration, depth: 2 } }]);
  });

  test('a run goes over the tasks that were chosen', async () => {
    const experiment = await appExperiment(scope, app);
    const { datasetId } = await database.db.datasetVersion.findUniqueOrThrow({
      where: { id: experiment.datasetVersionId ?? '' },
    });
    const items = [
      { externalId: 'two', input: 2 },
      { externalId: 'three', input: 3 },
    ];
    const version = succeeded(await addDatasetVersion(scope, { datasetId, items }));
    succeeded(
      await updateExperiment(scope, { id: experiment.id, datasetVersionId: version.id, tasks: { externalIds: ['two'] } }),
    );
    await baselineOf(scope, experiment);
    const [run] = await started(experiment.id);
    const places = await database.db.datasetVersionItem.findMany({
      where: { versionId: run?.datasetVersionId ?? '' },
      include: { item: true },
    });
    expect(places.map(({ item }) => item.externalId)).toEqual(['two']);
  });
});

describe('without a baseline', () => {
  test('all run at once, children as well', async () => {
    const experiment = await newExperiment(scope);
    const input = { experimentId: experiment.id, configuration: { endpoint: 'service', depth: 1 } };
    const root = succeeded(await addVariant(scope, { ...input, name: 'root' }));
    const other = succeeded(await addVariant(scope, { ...input, name: 'other' }));
    const child = await branched(scope, root, 'deep', 'depth', 2);
    expect(await started(experiment.id)).toMatchObject([
      { variantId: root.id },
      { variantId: other.id },
      { variantId: child.id, configuration: { endpoint: 'service', depth: 2 } },
    ]);
  });
});

test('nothing of a completed or archived experiment runs, and nothing else is said first', async () => {
  const { experimentId, a } = await seedTree();
  await started(experimentId);
  await endRuns(scope, experimentId, 'COMPLETED');
  succeeded(await completeExperiment(scope, { id: experimentId }));
  succeeded(await database.db.endpoint.findFirstOrThrow({ where: { id: app.endpointId } }));
  for (const variantId of [undefined, a.id])
    expect(await start(experimentId, variantId)).toMatchObject({ code: 'EXPERIMENT_COMPLETED' });
  succeeded(await archiveExperiment(scope, experimentId));
  expect(await start(experimentId)).toMatchObject({ code: 'EXPERIMENT_ARCHIVED' });
});

test('a repeated key gives the runs of the first call, whatever has come since', async () => {
  const { experimentId } = await seedTree();
  const keyed = () => startRuns(scope, { experimentId, idempotencyKey: 'tonight' });
  const together = (await Promise.all([keyed(), keyed(), keyed()])).map((runs) => succeeded(runs));
  expect(new Set(together.flat().map(({ id }) => id)).size).toBe(1);
  const ids = succeeded(await keyed()).map(({ id }) => id);
  expect(ids).toEqual(together[0]?.map(({ id }) => id));
  await endRuns(scope, experimentId, 'COMPLETED');
  expect(succeeded(await keyed()).map(({ id }) => id)).toEqual(ids);
  succeeded(await archiveExperiment(scope, experimentId));
  expect(succeeded(await keyed()).map(({ id }) => id)).toEqual(ids);
});

test('what changes while a start is under way is either in its runs or makes it a conflict', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { experimentId, baseline, a, b } = await seedTree();
    await started(experimentId, baseline.id);
    await endRuns(scope, experimentId, 'COMPLETED');
    const override = { step: 'response_generator', parameter: 'temperature', value: 0.5 };
    const [runs, changed] = await Promise.all([start(experimentId, b.id), updateVariant(scope, { id: a.id, override })]);
    const { overrideValue } = await database.db.variant.findUniqueOrThrow({ where: { id: a.id } });
    if (runs instanceof Error) {
      expect(runs).toBeInstanceOf(ConflictError);
      expect(runs.message).toContain('Start again');
      expect(overrideValue).toBe(0.5);
      continue;
    }
    // Once B has run, A stays as it was then.
    if (changed instanceof Error) expect(changed).toMatchObject({ code: 'VARIANT_IN_USE' });
    expect(runs).toMatchObject([{ configuration: { response_generator: { temperature: overrideValue } } }]);
  }
});
