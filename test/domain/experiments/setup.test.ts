import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatasetVersion, Experiment, InferenceStep } from '../../../src/database/client.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import { removeEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { createExperiment, deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { completeExperiment, reopenExperiment } from '../../../src/domain/experiments/lifecycle.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createInferenceStep, updateInferenceStep } from '../../../src/domain/steps/inference-steps.js';
import { stepsInScope } from '../../../src/domain/steps/scope.js';
import { deleteVariant } from '../../../src/domain/variants/delete-variant.js';
import { addVariant, updateVariant } from '../../../src/domain/variants/variants.js';
import { NotFoundError, ValidationError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { numberedItems, seedDatasetVersion } from '../../support/seed.js';
import { newExperiment, storedRun, storedVariant, succeeded } from './rows.js';

let database: TestDatabase;
let scope: Scope;
let version: DatasetVersion;
let classifier: InferenceStep;
let generator: InferenceStep;
let app: { id: string };

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  version = await seedDatasetVersion(scope, numberedItems(6));
  classifier = succeeded(await createInferenceStep(scope, { externalId: 'classifier', kind: 'LLM' }));
  generator = succeeded(await createInferenceStep(scope, { externalId: 'response_generator', kind: 'LLM' }));
  app = await addApp(scope, 'app');
});
afterAll(() => database.close());

function addApp({ db, organizationId }: Scope, name: string) {
  return db.endpoint.create({ data: { organizationId, name, url: 'https://example.com/' } });
}

/** An experiment that is set up, and has a baseline variant. */
async function ready(): Promise<Experiment> {
  const experiment = succeeded(
    await createExperiment(scope, {
      name: 'support bot',
      type: 'WEBHOOK',
      datasetVersionId: version.id,
      tasks: { externalIds: ['item-4', 'item-1'] },
      endpointId: app.id,
      steps: [{ stepId: classifier.id, parameters: ['model'] }, { stepId: generator.id }],
    }),
  );
  await storedVariant(scope, experiment, 'baseline', { baseline: true });
  return experiment;
}

/** The names of an experiment's tasks, in their order; null where it has no selection of its own. */
async function tasksOf({ id }: Experiment): Promise<string[] | null> {
  const { taskVersionId } = await database.db.experiment.findUniqueOrThrow({ where: { id } });
  if (taskVersionId === null) return null;
  const places = await database.db.datasetVersionItem.findMany({
    where: { versionId: taskVersionId },
    include: { item: true },
    orderBy: { position: 'asc' },
  });
  return places.map(({ item }) => item.externalId);
}

const overridable = async ({ id }: Experiment) =>
  (await stepsInScope(database.db, id)).map(({ externalId, parameters }) => [
    externalId,
    parameters.filter((parameter) => parameter.overridable).map(({ name }) => name),
  ]);

describe('an experiment on an app', () => {
  test('has its app, steps with the parameters that may be overridden, and tasks', async () => {
    const experiment = await ready();
    expect(experiment).toMatchObject({
      endpointId: app.id,
      datasetVersionId: version.id,
      taskSelection: { kind: 'LIST', externalIds: ['item-1', 'item-4'] },
    });
    expect(await tasksOf(experiment)).toEqual(['item-1', 'item-4']);
    const all = ['system', 'temperature', 'top_p', 'max_tokens', 'model', 'verbosity'];
    expect(await overridable(experiment)).toEqual([
      ['classifier', ['model']],
      ['response_generator', all],
    ]);
  });

  test('is set up bit by bit', async () => {
    const experiment = succeeded(await createExperiment(scope, { name: 'x', type: 'WEBHOOK' }));
    const { id } = experiment;
    expect(await updateExperiment(scope, { id, tasks: { all: true } })).toMatchObject({ code: 'NO_DATASET', field: 'tasks' });
    expect(await updateExperiment(scope, { id, datasetVersionId: version.id })).toMatchObject({ taskSelection: null });
    expect(await updateExperiment(scope, { id, tasks: { all: true } })).toMatchObject({
      taskSelection: { kind: 'ALL' },
      taskVersionId: null,
    });
    succeeded(await updateExperiment(scope, { id, steps: [{ stepId: generator.id }, { stepId: classifier.id }] }));
    expect((await stepsInScope(database.db, id)).map(({ externalId }) => externalId)).toEqual([
      'response_generator',
      'classifier',
    ]);
    expect(await updateExperiment(scope, { id, endpointId: app.id })).toMatchObject({ endpointId: app.id });
    expect(await updateExperiment(scope, { id, steps: [], endpointId: null, tasks: null })).toMatchObject({
      endpointId: null,
      taskSelection: null,
    });
    expect(await stepsInScope(database.db, id)).toEqual([]);
  });

  test('takes a step that was changed as it is by then, when it is given again', async () => {
    const step = succeeded(
      await createInferenceStep(scope, { externalId: 'growing', kind: 'OTHER', parameters: [{ name: 'a' }] }),
    );
    const steps = [{ stepId: step.id }];
    const experiment = succeeded(await createExperiment(scope, { name: 'x', type: 'WEBHOOK', steps }));
    succeeded(await updateInferenceStep(scope, { id: step.id, parameters: [{ name: 'a' }, { name: 'b' }] }));
    expect(await overridable(experiment)).toEqual([['growing', ['a']]]);
    succeeded(await updateExperiment(scope, { id: experiment.id, steps }));
    expect(await overridable(experiment)).toEqual([['growing', ['a', 'b']]]);
  });

  test('has a baseline with what the steps use at present, in whatever order they come', async () => {
    const step = succeeded(
      await createInferenceStep(scope, {
        externalId: 'late',
        kind: 'OTHER',
        parameters: [{ name: 'a', default: 1 }, { name: 'b' }],
      }),
    );
    const experiment = succeeded(await createExperiment(scope, { name: 'x', type: 'WEBHOOK', datasetVersionId: version.id }));
    const { id } = experiment;
    const baseline = succeeded(await addVariant(scope, { experimentId: id, name: 'baseline' }));
    const configuration = async () => (await database.db.variant.findUniqueOrThrow({ where: { id: baseline.id } })).configuration;
    const steps = [{ stepId: classifier.id }, { stepId: step.id }];
    succeeded(await updateExperiment(scope, { id, steps }));
    expect(await configuration()).toEqual({ late: { a: 1 } });
    const child = {
      experimentId: id,
      name: 'child',
      parentId: baseline.id,
      override: { step: 'late', parameter: 'a', value: 1 },
    };
    expect(await addVariant(scope, child)).toMatchObject({ code: 'NO_CHANGE' });

    // What it was given since stays, also when steps are given again, changed by then.
    succeeded(await updateVariant(scope, { id: baseline.id, configuration: { late: { b: 2 } } }));
    succeeded(
      await updateInferenceStep(scope, {
        id: step.id,
        parameters: [
          { name: 'a', default: 3 },
          { name: 'b', default: 4 },
        ],
      }),
    );
    succeeded(await updateExperiment(scope, { id, steps: steps.toReversed() }));
    expect(await configuration()).toEqual({ late: { b: 2 } });
  });

  test('says which steps and parameters there are not', async () => {
    const create = (steps: { stepId: string; parameters?: string[] }[]) =>
      createExperiment(scope, { name: 'x', type: 'WEBHOOK', steps });
    expect(await create([{ stepId: classifier.id, parameters: ['model', 'mood'] }])).toMatchObject({
      field: 'steps[0].parameters',
      message: expect.stringContaining(
        'The step "classifier" has no parameter "mood". It accepts: system, temperature, top_p, max_tokens, model, verbosity.',
      ),
    });
    expect(await create([{ stepId: classifier.id }, { stepId: classifier.id }])).toMatchObject({ field: 'steps[1].stepId' });
    expect(await create([{ stepId: version.id }])).toBeInstanceOf(NotFoundError);
  });

  test('keeps steps that its variants fit, and names the one that would not', async () => {
    const { id } = await ready();
    await database.db.variant.updateMany({
      where: { experimentId: id },
      data: { configuration: { classifier: { model: 'small' }, response_generator: {} } },
    });
    const refused = await updateExperiment(scope, { id, steps: [{ stepId: generator.id }] });
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ code: 'UNKNOWN_STEP', message: expect.stringContaining('Variant "baseline"') });
    expect(await stepsInScope(database.db, id)).toHaveLength(2);
  });

  test('is the only one that has an app and steps', async () => {
    const input = { name: 'x', type: 'LLM' } as const;
    expect(await createExperiment(scope, { ...input, endpointId: app.id })).toMatchObject({ field: 'endpointId' });
    expect(await createExperiment(scope, { ...input, steps: [{ stepId: classifier.id }] })).toMatchObject({ field: 'steps' });
    const { id } = succeeded(
      await createExperiment(scope, { name: 'x', type: 'WEBHOOK', endpointId: app.id, steps: [{ stepId: classifier.id }] }),
    );
    expect(await updateExperiment(scope, { id, type: 'LLM' })).toMatchObject({ type: 'LLM', endpointId: null });
    expect(await stepsInScope(database.db, id)).toEqual([]);
  });

  test('calls no app of another organization', async () => {
    const theirs = await addApp(await testScope(database), 'theirs');
    expect(await createExperiment(scope, { name: 'x', type: 'WEBHOOK', endpointId: theirs.id })).toBeInstanceOf(NotFoundError);
    const { id } = await ready();
    expect(await updateExperiment(scope, { id, endpointId: theirs.id })).toBeInstanceOf(NotFoundError);
  });
});

describe('tasks', () => {
  test('are chosen anew from another version, and stay where that does not have them', async () => {
    const experiment = await ready();
    const { id } = experiment;
    const { datasetId } = version;
    const changed = succeeded(await addDatasetVersion(scope, { datasetId, items: [{ externalId: 'item-1', input: 'other' }] }));
    const without = succeeded(await addDatasetVersion(scope, { datasetId, items: [], removeExternalIds: ['item-4'] }));

    expect(await updateExperiment(scope, { id, datasetVersionId: changed.id })).toMatchObject({ datasetVersionId: changed.id });
    expect(await tasksOf(experiment)).toEqual(['item-1', 'item-4']);
    expect(await updateExperiment(scope, { id, datasetVersionId: without.id })).toMatchObject({
      field: 'tasks.externalIds',
      message: expect.stringContaining('no item "item-4"'),
    });
    expect(await updateExperiment(scope, { id, name: 'same' })).toMatchObject({ datasetVersionId: changed.id });
    expect(await tasksOf(experiment)).toEqual(['item-1', 'item-4']);

    const both = { id, datasetVersionId: without.id, tasks: { sample: { size: 2 } } };
    expect(await updateExperiment(scope, both)).toMatchObject({ taskSelection: { kind: 'SAMPLE', size: 2, seed: 'variorum' } });
    expect(await updateExperiment(scope, { id, datasetVersionId: null })).toMatchObject({
      datasetVersionId: null,
      taskSelection: null,
      taskVersionId: null,
    });
  });

  test('that no run went over are gone with the choice of others, or with the experiment', async () => {
    const experiment = await ready();
    const baseline = await database.db.variant.findFirstOrThrow({ where: { experimentId: experiment.id } });
    const selections = () => database.db.datasetVersion.count({ where: { selectedFromId: { not: null } } });
    const before = await selections();
    const { id } = experiment;
    const second = succeeded(await updateExperiment(scope, { id, tasks: { sample: { size: 3 } } }));
    expect(await selections()).toBe(before);
    await storedRun(scope, { ...second, datasetVersionId: second.taskVersionId }, baseline, 'FAILED');
    succeeded(await updateExperiment(scope, { id, tasks: { sample: { size: 4 } } }));
    expect(await selections()).toBe(before + 1);
    succeeded(await deleteExperiment(scope, id));
    expect(await selections()).toBe(before - 1);
    expect(await database.db.datasetVersion.count({ where: { id: version.id } })).toBe(1);
  });

  test('that only the runs of a deleted variant went over are gone with it', async () => {
    const experiment = await ready();
    const { id } = experiment;
    const baseline = await database.db.variant.findFirstOrThrow({ where: { experimentId: id } });
    const ran = { ...experiment, datasetVersionId: experiment.taskVersionId };
    await storedRun(scope, ran, baseline, 'FAILED');
    const next = succeeded(await updateExperiment(scope, { id, tasks: { sample: { size: 3 } } }));
    await storedRun(scope, { ...next, datasetVersionId: next.taskVersionId }, baseline, 'FAILED');
    succeeded(await deleteVariant(scope, baseline.id));
    const left = (versionId: string | null) => database.db.datasetVersion.count({ where: { id: versionId ?? '' } });
    expect(await left(experiment.taskVersionId)).toBe(0);
    expect(await left(next.taskVersionId)).toBe(1);
  });
});

describe('the lock', () => {
  const others = () => ({
    datasetVersionId: null,
    tasks: { sample: { size: 1 } },
    endpointId: null,
    steps: [{ stepId: classifier.id, parameters: ['model', 'temperature'] }, { stepId: generator.id }],
  });
  const names = { datasetVersionId: 'dataset version', tasks: 'tasks', endpointId: 'app', steps: 'inference steps' };
  const settings = Object.keys(names) as (keyof typeof names)[];

  test.each(['PENDING', 'RUNNING', 'COMPLETED'] as const)('of a %s run of the baseline holds everything', async (status) => {
    const experiment = await ready();
    const { id } = experiment;
    const baseline = await database.db.variant.findFirstOrThrow({ where: { experimentId: id } });
    await storedRun(scope, experiment, baseline, status);
    for (const setting of settings) {
      const refused = await updateExperiment(scope, { id, [setting]: others()[setting] });
      const experimentId = encodeId('experiment', id);
      expect(refused, setting).toMatchObject({
        code: 'EXPERIMENT_LOCKED',
        message: `Its ${names[setting]} can’t change: the baseline ${
          status === 'COMPLETED' ? 'has completed a run' : 'is running'
        }, and all variants are compared on the same terms. Branch a variant instead, or change a copy: duplicateExperiment(input: {id: "${experimentId}"}).`,
      });
    }
    const same = {
      name: 'another name',
      datasetVersionId: version.id,
      tasks: { externalIds: ['item-4', 'item-1', 'item-4'] },
      endpointId: app.id,
      steps: [{ stepId: classifier.id, parameters: ['model'] }, { stepId: generator.id }],
    };
    expect(await updateExperiment(scope, { id, ...same })).toMatchObject({
      name: 'another name',
      taskVersionId: experiment.taskVersionId,
    });
    expect(await overridable(experiment)).toMatchObject([
      ['classifier', ['model']],
      ['response_generator', { length: 6 }],
    ]);
  });

  test('lets another app take the place of one that was removed', async () => {
    const lost = await addApp(scope, 'to be removed');
    const experiment = await ready();
    const { id } = experiment;
    succeeded(await updateExperiment(scope, { id, endpointId: lost.id }));
    const baseline = await database.db.variant.findFirstOrThrow({ where: { experimentId: id } });
    await storedRun(scope, experiment, baseline, 'COMPLETED');
    succeeded(await removeEndpoint(scope, lost.id));
    succeeded(await completeExperiment(scope, { id }));
    expect(await updateExperiment(scope, { id, endpointId: app.id })).toMatchObject({ code: 'EXPERIMENT_COMPLETED' });
    succeeded(await reopenExperiment(scope, id));
    expect(await updateExperiment(scope, { id, endpointId: app.id })).toMatchObject({ endpointId: app.id });
    expect(await updateExperiment(scope, { id, endpointId: null })).toMatchObject({ code: 'EXPERIMENT_LOCKED' });
  });

  test('takes the same steps again for no change, whatever has become of them', async () => {
    const step = succeeded(
      await createInferenceStep(scope, { externalId: 'shrinking', kind: 'OTHER', parameters: [{ name: 'a' }, { name: 'b' }] }),
    );
    const steps = [{ stepId: step.id, parameters: ['b'] }];
    const experiment = succeeded(
      await createExperiment(scope, { name: 'x', type: 'WEBHOOK', datasetVersionId: version.id, steps }),
    );
    const { id } = experiment;
    await storedRun(scope, experiment, await storedVariant(scope, experiment, 'baseline', { baseline: true }), 'COMPLETED');
    succeeded(await updateInferenceStep(scope, { id: step.id, parameters: [{ name: 'a' }] }));
    succeeded(await updateExperiment(scope, { id, steps }));
    expect(await overridable(experiment)).toEqual([['shrinking', ['b']]]);
  });

  test.each(['FAILED', 'CANCELLED'] as const)('is not put on by a %s one', async (status) => {
    const experiment = await ready();
    const baseline = await database.db.variant.findFirstOrThrow({ where: { experimentId: experiment.id } });
    await storedRun(scope, experiment, baseline, status);
    for (const setting of settings.toReversed())
      succeeded(await updateExperiment(scope, { id: experiment.id, [setting]: others()[setting] }));
  });

  test('is none where there is no baseline, and lets it be said that all items are the tasks', async () => {
    const experiment = await newExperiment(scope);
    const { id } = experiment;
    const variant = await storedVariant(scope, experiment);
    await storedRun(scope, experiment, variant, 'COMPLETED');
    expect(await updateExperiment(scope, { id, datasetVersionId: version.id })).toMatchObject({ datasetVersionId: version.id });
    await database.db.variant.update({ where: { id: variant.id }, data: { baseline: true } });
    expect(await updateExperiment(scope, { id, tasks: { all: true } })).toMatchObject({ taskSelection: { kind: 'ALL' } });
    expect(await updateExperiment(scope, { id, tasks: null })).toMatchObject({ code: 'EXPERIMENT_LOCKED' });
  });
});
