import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatasetVersion, Experiment, InferenceStep } from '../../../src/database/client.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import { createExperiment, deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createInferenceStep, updateInferenceStep } from '../../../src/domain/steps/inference-steps.js';
import { stepsInScope } from '../../../src/domain/steps/scope.js';
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
    const run = await storedRun(scope, experiment, baseline, status);
    for (const setting of settings) {
      const refused = await updateExperiment(scope, { id, [setting]: others()[setting] });
      const experimentId = encodeId('experiment', id);
      expect(refused, setting).toMatchObject({
        code: 'EXPERIMENT_LOCKED',
        message: `Its ${names[setting]} can’t change: the baseline’s run ${encodeId('run', run.id)} ${
          status === 'COMPLETED' ? 'has completed' : `is ${status}`
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
