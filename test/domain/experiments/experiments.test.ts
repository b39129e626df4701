import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExperiment, deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedResult, storedRun, storedVariant, storedVersion, succeeded } from './rows.js';

let database: TestDatabase;
let scope: Scope;
let other: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  other = await testScope(database);
});
afterAll(() => database.close());

describe('creating', () => {
  test('an experiment takes a name, a type, and what else is known of it', async () => {
    const version = await storedVersion(scope);
    const experiment = await createExperiment(scope, {
      name: ' Invoices ',
      description: ' which model?\u0000 ',
      type: 'LLM',
      datasetVersionId: version.id,
    });
    expect(experiment).toMatchObject({
      organizationId: scope.organizationId,
      name: 'Invoices',
      description: 'which model?\uFFFD',
      type: 'LLM',
      datasetVersionId: version.id,
    });
    expect(await createExperiment(scope, { name: 'bare', description: '  ', type: 'CUSTOM' })).toMatchObject({
      description: null,
      datasetVersionId: null,
    });
  });

  test.each([
    [{ name: '' }, 'name'],
    [{ name: '\t\n' }, 'name'],
    [{ name: '𝒙'.repeat(201) }, 'name'],
    [{ name: 'x', description: 'x'.repeat(10_001) }, 'description'],
  ])('%j does not fit', async (input, field) => {
    const before = await database.db.experiment.count();
    const refused = await createExperiment(scope, { type: 'LLM', ...input });
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field });
    expect(await database.db.experiment.count()).toBe(before);
  });

  test('a name of 200 characters fits, whatever their encoding', async () => {
    expect(await createExperiment(scope, { name: '𝒙'.repeat(200), type: 'LLM' })).toMatchObject({ name: '𝒙'.repeat(200) });
  });

  test("another organization's dataset version is as one that does not exist", async () => {
    const version = await storedVersion(other);
    const input = { name: 'x', type: 'LLM', datasetVersionId: version.id } as const;
    const refused = await createExperiment(scope, input);
    expect(refused).toBeInstanceOf(NotFoundError);
    expect(refused).toMatchObject({
      message: expect.stringContaining(`no dataset version ${encodeId('datasetVersion', version.id)}`),
    });

    await database.db.datasetVersion.delete({ where: { id: version.id } });
    expect(await createExperiment(scope, input)).toEqual(refused);
  });
});

describe('updating', () => {
  test('what is not given stays as it was', async () => {
    const experiment = succeeded(await createExperiment(scope, { name: 'before', description: 'why', type: 'LLM' }));
    const version = await storedVersion(scope);

    expect(await updateExperiment(scope, { id: experiment.id, name: 'after', datasetVersionId: version.id })).toMatchObject({
      name: 'after',
      description: 'why',
      type: 'LLM',
      datasetVersionId: version.id,
    });
    expect(
      await updateExperiment(scope, { id: experiment.id, name: null, type: null, description: null, datasetVersionId: null }),
    ).toMatchObject({
      name: 'after',
      description: null,
      type: 'LLM',
      datasetVersionId: null,
    });
  });

  test('the type changes until there are variants', async () => {
    const experiment = succeeded(await createExperiment(scope, { name: 'x', type: 'LLM' }));
    expect(await updateExperiment(scope, { id: experiment.id, type: 'CUSTOM' })).toMatchObject({ type: 'CUSTOM' });
    await storedVariant(scope, { ...experiment, type: 'CUSTOM' });

    const refused = await updateExperiment(scope, { id: experiment.id, name: 'y', type: 'LLM' });
    expect(refused).toBeInstanceOf(ConflictError);
    expect(await database.db.experiment.findUnique({ where: { id: experiment.id } })).toMatchObject({
      name: 'x',
      type: 'CUSTOM',
    });
    expect(await updateExperiment(scope, { id: experiment.id, name: 'y', type: 'CUSTOM' })).toMatchObject({ name: 'y' });
  });

  test('a name that does not fit changes nothing', async () => {
    const experiment = succeeded(await createExperiment(scope, { name: 'x', type: 'LLM' }));
    expect(await updateExperiment(scope, { id: experiment.id, name: ' ', description: 'new' })).toMatchObject({ field: 'name' });
    expect(await database.db.experiment.findUnique({ where: { id: experiment.id } })).toEqual(experiment);
  });

  test("another organization's experiment and dataset version are as ones that do not exist", async () => {
    const theirs = await newExperiment(other);
    const mine = await newExperiment(scope);
    const refusedExperiment = await updateExperiment(scope, { id: theirs.id, name: 'mine now' });
    const refusedVersion = await updateExperiment(scope, { id: mine.id, name: 'y', datasetVersionId: theirs.datasetVersionId });
    expect(refusedExperiment).toBeInstanceOf(NotFoundError);
    expect(refusedVersion).toBeInstanceOf(NotFoundError);
    expect(
      await database.db.experiment.findMany({ where: { id: { in: [mine.id, theirs.id] } }, orderBy: { id: 'asc' } }),
    ).toEqual([theirs, mine]);

    await database.db.experiment.delete({ where: { id: theirs.id } });
    await database.db.datasetVersion.delete({ where: { id: theirs.datasetVersionId ?? randomUUID() } });
    expect(await updateExperiment(scope, { id: theirs.id, name: 'mine now' })).toEqual(refusedExperiment);
    expect(await updateExperiment(scope, { id: mine.id, name: 'y', datasetVersionId: theirs.datasetVersionId })).toEqual(
      refusedVersion,
    );
  });
});

describe('deleting', () => {
  test('an experiment takes everything in it along, and leaves its dataset', async () => {
    const experiment = await newExperiment(scope);
    const run = await storedRun(scope, experiment, await storedVariant(scope, experiment), 'COMPLETED');
    await storedResult(scope, run);

    expect(await deleteExperiment(scope, experiment.id)).toEqual(experiment);

    const of = { where: { experimentId: experiment.id } };
    expect(
      await Promise.all([
        database.db.variant.count(of),
        database.db.run.count(of),
        database.db.runStart.count(of),
        database.db.evaluator.count(of),
      ]),
    ).toEqual([0, 0, 0, 0]);
    expect(await database.db.result.count({ where: { runId: run.id } })).toBe(0);
    expect(await database.db.datasetVersionItem.count({ where: { versionId: run.datasetVersionId } })).toBe(1);
    expect(await deleteExperiment(scope, experiment.id)).toBeInstanceOf(NotFoundError);
  });

  test.each(['PENDING', 'RUNNING'] as const)(
    'an experiment with a %s run stays, and the refusal says how to end the run',
    async (status) => {
      const experiment = await newExperiment(scope);
      const variant = await storedVariant(scope, experiment);
      await storedRun(scope, experiment, variant, 'COMPLETED');
      const run = await storedRun(scope, experiment, variant, status);

      const refused = await deleteExperiment(scope, experiment.id);
      expect(refused).toBeInstanceOf(ConflictError);
      expect(refused).toMatchObject({
        code: 'RUN_ACTIVE',
        message: expect.stringContaining(`cancelRun(id: "${encodeId('run', run.id)}")`),
      });
      expect(await database.db.run.count({ where: { experimentId: experiment.id } })).toBe(2);

      await database.db.run.update({ where: { id: run.id }, data: { status: 'CANCELLED' } });
      expect(await deleteExperiment(scope, experiment.id)).toMatchObject({ id: experiment.id });
    },
  );

  test('a run that starts while the experiment is deleted is either seen or kept out', async () => {
    for (let round = 0; round < 15; round += 1) {
      const experiment = await newExperiment(scope);
      const variant = await storedVariant(scope, experiment);
      const [started, deleted] = await Promise.allSettled([
        storedRun(scope, experiment, variant, 'PENDING'),
        deleteExperiment(scope, experiment.id),
      ]);

      const runs = await database.db.run.count({ where: { experimentId: experiment.id } });
      if (started.status === 'fulfilled' && runs === 1) expect(deleted).toMatchObject({ value: { code: 'RUN_ACTIVE' } });
      else expect(deleted).toMatchObject({ value: { id: experiment.id } });
    }
  });

  test('a run whose failed items are retried while the experiment is deleted is either seen or gone', async () => {
    for (let round = 0; round < 15; round += 1) {
      const experiment = await newExperiment(scope);
      const run = await storedRun(scope, experiment, await storedVariant(scope, experiment), 'FAILED');
      await database.db.run.update({ where: { id: run.id }, data: { itemsFailed: 1 } });
      const [retried, deleted] = await Promise.all([retryFailedItems(scope, run.id), deleteExperiment(scope, experiment.id)]);

      if (retried instanceof Error) expect(deleted).toMatchObject({ id: experiment.id });
      else expect(deleted).toMatchObject({ code: 'RUN_ACTIVE' });
    }
  });

  test("another organization's experiment is as one that does not exist", async () => {
    const theirs = await newExperiment(other);
    const refused = await deleteExperiment(scope, theirs.id);
    expect(refused).toBeInstanceOf(NotFoundError);
    expect(await deleteExperiment(other, theirs.id)).toMatchObject({ id: theirs.id });
    expect(await deleteExperiment(scope, theirs.id)).toEqual(refused);
  });
});
