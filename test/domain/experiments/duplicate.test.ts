import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeEndpoint } from '../../../src/domain/endpoints/endpoints.js';
import { addEvaluator, removeEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { duplicateExperiment } from '../../../src/domain/experiments/duplicate.js';
import { createExperiment, deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { archiveExperiment, completeExperiment } from '../../../src/domain/experiments/lifecycle.js';
import type { Scope } from '../../../src/domain/scope.js';
import { createInferenceStep } from '../../../src/domain/steps/inference-steps.js';
import { stepsInScope } from '../../../src/domain/steps/scope.js';
import { VariantTree } from '../../../src/domain/variants/tree.js';
import { NotFoundError } from '../../../src/failures.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { numberedItems, seedDatasetVersion } from '../../support/seed.js';
import { newExperiment, storedRun, storedVariant, succeeded } from './rows.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

/** A completed and archived experiment with everything that an experiment can have. */
async function full() {
  const version = await seedDatasetVersion(scope, numberedItems(10));
  const step = succeeded(await createInferenceStep(scope, { externalId: crypto.randomUUID(), kind: 'LLM' }));
  const app = await scope.db.endpoint.create({
    data: { organizationId: scope.organizationId, name: crypto.randomUUID(), url: 'https://example.com/' },
  });
  const experiment = succeeded(
    await createExperiment(scope, {
      name: 'original',
      description: 'why',
      type: 'WEBHOOK',
      datasetVersionId: version.id,
      tasks: { sample: { size: 3 } },
      endpointId: app.id,
      steps: [{ stepId: step.id, parameters: ['model'] }],
      comparedAnswer: { pointer: '/answer' },
    }),
  );
  const judges = [];
  for (const name of ['first', 'removed', 'second', 'third'])
    judges.push(succeeded(await addEvaluator(scope, { experimentId: experiment.id, name, kind: 'EXACT_MATCH' })));
  succeeded(await removeEvaluator(scope, judges[1]?.id ?? ''));
  const baseline = await storedVariant(scope, experiment, 'baseline', { baseline: true });
  const child = (name: string, parentId: string, sortOrder: number, overrideValue: string) =>
    scope.db.variant.create({
      data: {
        experimentId: experiment.id,
        taskType: 'WEBHOOK',
        name,
        parentId,
        sortOrder,
        overrideStep: step.externalId,
        overrideParameter: 'model',
        overrideValue,
        hypothesis: `${name} is better`,
        expectation: 'IMPROVED',
      },
    });
  const b = await child('b', baseline.id, 3, 'large');
  await child('c', b.id, 2, 'small');
  const ran = { ...experiment, datasetVersionId: experiment.taskVersionId };
  const run = await storedRun(scope, ran, baseline, 'COMPLETED');
  succeeded(await completeExperiment(scope, { id: experiment.id, winnerVariantId: baseline.id, conclusion: 'done' }));
  succeeded(await archiveExperiment(scope, experiment.id));
  return { experiment, run, step };
}

const treeOf = async (experimentId: string) => {
  const variants = await scope.db.variant.findMany({ where: { experimentId }, orderBy: { sortOrder: 'asc' } });
  const tree = new VariantTree(variants);
  return variants.map(({ id, name, baseline, hypothesis, expectation, sortOrder }) => ({
    path: tree.pathTo(id).map((variant) => variant.name),
    configuration: tree.effectiveConfiguration(id),
    name,
    baseline,
    hypothesis,
    expectation,
    sortOrder,
  }));
};

describe('a copy', () => {
  test('has all that the experiment was set up with, and nothing that came of it', async () => {
    const { experiment, step } = await full();
    const copy = succeeded(await duplicateExperiment(scope, { id: experiment.id }));
    const { type, description, datasetVersionId, taskSelection, endpointId, comparedAnswer } = experiment;
    expect(copy).toMatchObject({ type, description, datasetVersionId, taskSelection, endpointId, comparedAnswer });
    expect(copy).toMatchObject({
      name: 'original (copy)',
      completedAt: null,
      archivedAt: null,
      winnerVariantId: null,
      conclusion: null,
    });
    expect(await stepsInScope(scope.db, copy.id)).toEqual(await stepsInScope(scope.db, experiment.id));
    const tree = await treeOf(copy.id);
    expect(tree).toEqual(await treeOf(experiment.id));
    expect(tree.map(({ path }) => path)).toEqual([['baseline'], ['baseline', 'b', 'c'], ['baseline', 'b']]);
    expect(tree[1]).toMatchObject({ configuration: { [step.externalId]: { model: 'small' } }, hypothesis: 'c is better' });
    const evaluators = await scope.db.evaluator.findMany({ where: { experimentId: copy.id }, orderBy: { id: 'asc' } });
    expect(evaluators.map(({ name }) => name)).toEqual(['first', 'second', 'third']);
    expect(await scope.db.run.count({ where: { experimentId: copy.id } })).toBe(0);
  });

  test('has tasks of its own to change, whatever becomes of the original', async () => {
    const { experiment } = await full();
    const first = succeeded(await duplicateExperiment(scope, { id: experiment.id, name: 'first copy' }));
    const second = succeeded(await duplicateExperiment(scope, { id: first.id, name: 'second copy' }));
    expect(second).toMatchObject({ name: 'second copy', taskVersionId: experiment.taskVersionId });
    succeeded(await updateExperiment(scope, { id: first.id, tasks: { sample: { size: 5 } } }));
    succeeded(await deleteExperiment(scope, experiment.id));
    const selections = () => scope.db.datasetVersion.count({ where: { id: second.taskVersionId ?? '' } });
    expect(await selections()).toBe(1);
    succeeded(await updateExperiment(scope, { id: second.id, tasks: { all: true } }));
    expect(await selections()).toBe(0);
  });

  test('shares its tasks until both have others: then nobody has them', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { experiment } = await full();
      const [one, other] = [
        succeeded(await duplicateExperiment(scope, { id: experiment.id })),
        succeeded(await duplicateExperiment(scope, { id: experiment.id })),
      ];
      succeeded(await deleteExperiment(scope, experiment.id));
      const tasks = { sample: { size: 5 } };
      const moved = await Promise.all([one, other].map(({ id }) => updateExperiment(scope, { id, tasks })));
      for (const each of moved) succeeded(each);
      expect(await scope.db.datasetVersion.count({ where: { id: experiment.taskVersionId ?? '' } })).toBe(0);
    }
  });

  test('that is made while the app is removed has the app, and then none', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { experiment } = await full();
      const { id, endpointId } = experiment;
      const [removed, ...copies] = await Promise.all([
        removeEndpoint(scope, endpointId ?? ''),
        ...Array.from({ length: 8 }, () => duplicateExperiment(scope, { id })),
      ]);
      expect(removed).toMatchObject({ id: endpointId });
      const ids = [id, ...copies.map((copy) => succeeded(copy).id)];
      expect(await scope.db.experiment.count({ where: { id: { in: ids }, endpointId: null } })).toBe(9);
    }
  });

  test('has parents before their children, however many there are in whatever order', async () => {
    const experiment = await newExperiment(scope);
    // Each has the next one for its parent; the last one is the root.
    await scope.db.$executeRaw`
      INSERT INTO variant (id, experiment_id, name, task_type, configuration, parent_id, override_parameter, override_value, sort_order)
      SELECT md5(${experiment.id} || n)::uuid, ${experiment.id}::uuid, n::text, 'CUSTOM', CASE WHEN n = 2200 THEN '{}'::jsonb END,
        CASE WHEN n < 2200 THEN md5(${experiment.id} || n + 1)::uuid END, CASE WHEN n < 2200 THEN 'limit' END,
        CASE WHEN n < 2200 THEN to_jsonb(n) END, n
      FROM generate_series(1, 2200) AS n`;
    const copy = succeeded(await duplicateExperiment(scope, { id: experiment.id }));
    const variants = await scope.db.variant.findMany({ where: { experimentId: copy.id }, orderBy: { sortOrder: 'asc' } });
    expect(variants.map(({ name }) => Number(name))).toEqual(variants.map(({ sortOrder }) => sortOrder));
    expect(variants.map(({ parentId }) => parentId)).toEqual([...variants.slice(1).map(({ id }) => id), null]);
  });

  test('keeps a value of null apart from none', async () => {
    const experiment = await newExperiment(scope);
    const root = await storedVariant(scope, experiment, 'root');
    await scope.db.$executeRaw`
      INSERT INTO variant (id, experiment_id, name, task_type, parent_id, override_parameter, override_value, sort_order)
      VALUES (gen_random_uuid(), ${experiment.id}::uuid, 'null', 'CUSTOM', ${root.id}::uuid, 'limit', 'null', 2)`;
    const copy = succeeded(await duplicateExperiment(scope, { id: experiment.id }));
    expect((await treeOf(copy.id))[1]).toMatchObject({ name: 'null', configuration: { limit: null } });
  });

  test('has a name that fits', async () => {
    const long = '𝒙'.repeat(199);
    const experiment = succeeded(await createExperiment(scope, { name: long, type: 'LLM' }));
    const copy = succeeded(await duplicateExperiment(scope, { id: experiment.id }));
    expect(copy.name).toBe(`${'𝒙'.repeat(193)} (copy)`);
    expect(await duplicateExperiment(scope, { id: experiment.id, name: ' ' })).toMatchObject({ field: 'name' });
  });

  test('of another organization’s experiment is none', async () => {
    const theirs = await newExperiment(await testScope(database));
    expect(await duplicateExperiment(scope, { id: theirs.id })).toBeInstanceOf(NotFoundError);
  });
});
