import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Experiment, Variant } from '../../../src/database/client.js';
import { deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { deleteVariant } from '../../../src/domain/variants/delete-variant.js';
import { addVariant, updateVariant } from '../../../src/domain/variants/variants.js';
import type { Scope } from '../../../src/domain/scope.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, storedResult, storedRun, succeeded } from '../experiments/rows.js';

let database: TestDatabase;
let scope: Scope;
let other: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await tenant();
  other = await tenant();
});
afterAll(() => database.close());

const configuration = { endpoint: 'app' };

/** An organization with an endpoint, so that CUSTOM variants have something to call. */
async function tenant(): Promise<Scope> {
  const made = await testScope(database);
  await database.db.endpoint.create({ data: { organizationId: made.organizationId, name: 'app', url: 'http://127.0.0.1:1/' } });
  return made;
}

async function added(experiment: Experiment, name: string): Promise<Variant> {
  return succeeded(await addVariant(scope, { experimentId: experiment.id, name, configuration }));
}

async function variantsOf(experiment: Experiment): Promise<Variant[]> {
  return database.db.variant.findMany({ where: { experimentId: experiment.id }, orderBy: { sortOrder: 'asc' } });
}

async function namesOf(experiment: Experiment): Promise<string[]> {
  return (await variantsOf(experiment)).map(({ name }) => name);
}

describe('adding', () => {
  test('a variant stands behind the others and has the type of its experiment', async () => {
    const experiment = await newExperiment(scope);
    await added(experiment, 'first');
    expect(
      await addVariant(scope, {
        experimentId: experiment.id,
        name: ' second ',
        taskType: 'CUSTOM',
        configuration: { ...configuration, text: 'a\u0000b' },
      }),
    ).toMatchObject({
      experimentId: experiment.id,
      name: 'second',
      taskType: 'CUSTOM',
      configuration: { endpoint: 'app', text: 'a\uFFFDb' },
      sortOrder: 2,
    });
  });

  test('variants that are added at once stand in a row without gap', async () => {
    const experiment = await newExperiment(scope);
    await Promise.all(Array.from({ length: 12 }, (_, index) => added(experiment, `variant ${index}`)));
    expect((await variantsOf(experiment)).map(({ sortOrder }) => sortOrder)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  });

  test('a name is taken once in an experiment, also when it is asked for at once', async () => {
    const experiment = await newExperiment(scope);
    const results = await Promise.all(
      Array.from({ length: 4 }, () => addVariant(scope, { experimentId: experiment.id, name: 'GPT', configuration })),
    );

    const refused = results.filter((result) => result instanceof ConflictError);
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ code: 'NAME_TAKEN', message: expect.stringContaining('"GPT"') });
    expect(await added(await newExperiment(scope), 'GPT')).toMatchObject({ sortOrder: 1 });
  });

  test.each([
    ['name', { name: '' }],
    ['name', { name: 'x'.repeat(201) }],
    ['taskType', { taskType: 'LLM' as const }],
    ['configuration.endpoint', { configuration: {} }],
    ['configuration.endpoint', { configuration: { endpoint: 'nowhere' } }],
  ])('the refusal names %s for %j, and leaves nothing behind', async (field, input) => {
    const experiment = await newExperiment(scope);
    const refused = await addVariant(scope, { experimentId: experiment.id, name: 'x', configuration, ...input });
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field });
    expect(await variantsOf(experiment)).toEqual([]);
  });

  test('a variant and a change of the type at the same time end in one type', async () => {
    for (let round = 0; round < 10; round += 1) {
      const experiment = await newExperiment(scope);
      await Promise.all([
        addVariant(scope, { experimentId: experiment.id, name: 'x', configuration }),
        updateExperiment(scope, { id: experiment.id, type: 'LLM' }),
      ]);
      const { type } = await database.db.experiment.findUniqueOrThrow({ where: { id: experiment.id } });
      for (const variant of await variantsOf(experiment)) expect(variant.taskType).toBe(type);
    }
  });

  test("another organization's experiment is as one that does not exist", async () => {
    const theirs = await newExperiment(other);
    const input = { experimentId: theirs.id, name: 'x', configuration };
    const refused = await addVariant(scope, input);
    expect(refused).toBeInstanceOf(NotFoundError);
    expect(await variantsOf(theirs)).toEqual([]);

    succeeded(await deleteExperiment(other, theirs.id));
    expect(await addVariant(scope, input)).toEqual(refused);
  });
});

describe('updating', () => {
  test('what is not given stays as it was, and runs keep the configuration of their start', async () => {
    const experiment = await newExperiment(scope);
    const variant = await added(experiment, 'before');
    const run = await storedRun(scope, experiment, variant, 'RUNNING');

    const changed = { ...configuration, temperature: 1 };
    expect(await updateVariant(scope, { id: variant.id, configuration: changed })).toMatchObject({
      name: 'before',
      configuration: changed,
      sortOrder: 1,
    });
    expect(await updateVariant(scope, { id: variant.id, name: 'after', configuration: null, sortOrder: null })).toMatchObject({
      name: 'after',
      configuration: changed,
    });
    expect(await database.db.run.findUnique({ where: { id: run.id } })).toEqual(run);
  });

  test('a variant keeps its own name and takes no other variant its', async () => {
    const experiment = await newExperiment(scope);
    const variant = await added(experiment, 'mine');
    await added(experiment, 'taken');
    expect(await updateVariant(scope, { id: variant.id, name: 'mine' })).toMatchObject({ name: 'mine' });
    expect(await updateVariant(scope, { id: variant.id, name: ' taken' })).toMatchObject({
      code: 'NAME_TAKEN',
      message: expect.stringContaining('"taken"'),
    });
  });

  test.each([
    ['name', { name: ' ' }],
    ['configuration.endpoint', { configuration: { endpoint: 'nowhere' } }],
    ['sortOrder', { sortOrder: 0 }],
    ['sortOrder', { sortOrder: 3 }],
  ])('the refusal names %s for %j, and nothing changes', async (field, input) => {
    const experiment = await newExperiment(scope);
    const variant = await added(experiment, 'first');
    await added(experiment, 'second');
    const before = await variantsOf(experiment);
    expect(await updateVariant(scope, { id: variant.id, name: 'changed', ...input })).toMatchObject({ field });
    expect(await variantsOf(experiment)).toEqual(before);
  });

  test('variants stand as in an array that was spliced, whatever was added, moved and deleted', async () => {
    const steps = fc.array(fc.record({ step: fc.constantFrom('add', 'move', 'delete'), at: fc.nat(20), to: fc.nat(20) }), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const experiment = await newExperiment(scope);
        const expected: Variant[] = [];
        for (const { step, at, to } of given) {
          const [variant] = expected.slice(at % (expected.length || 1));
          if (step === 'add' || !variant) {
            expected.push(await added(experiment, randomUUID()));
            continue;
          }
          const place = to % expected.length;
          expected.splice(expected.indexOf(variant), 1);
          if (step === 'delete') succeeded(await deleteVariant(scope, variant.id));
          else {
            expected.splice(place, 0, variant);
            succeeded(await updateVariant(scope, { id: variant.id, sortOrder: place + 1 }));
          }
        }
        expect((await variantsOf(experiment)).map(({ id, sortOrder }) => [id, sortOrder])).toEqual(
          expected.map(({ id }, index) => [id, index + 1]),
        );
      }),
      { numRuns: 12 },
    );
  });

  test("another organization's variant is as one that does not exist", async () => {
    const variant = await added(await newExperiment(scope), 'mine');
    const refused = await updateVariant(other, { id: variant.id, name: 'theirs' });
    expect(refused).toBeInstanceOf(NotFoundError);
    expect(refused).toMatchObject({ message: expect.stringContaining(encodeId('variant', variant.id)) });
    expect(await database.db.variant.findUnique({ where: { id: variant.id } })).toEqual(variant);

    succeeded(await deleteVariant(scope, variant.id));
    expect(await updateVariant(other, { id: variant.id, name: 'theirs' })).toEqual(refused);
  });
});

describe('deleting', () => {
  test('a variant takes its runs and results along, and the ones behind it move up', async () => {
    const experiment = await newExperiment(scope);
    const first = await added(experiment, 'first');
    const second = await added(experiment, 'second');
    const [gone, kept] = [
      await storedRun(scope, experiment, first, 'CANCELLED'),
      await storedRun(scope, experiment, second, 'RUNNING'),
    ];
    await storedResult(scope, gone);
    await storedResult(scope, kept);

    expect(await deleteVariant(scope, first.id)).toEqual(first);

    expect(await variantsOf(experiment)).toEqual([{ ...second, sortOrder: 1 }]);
    expect(await database.db.run.findMany({ where: { experimentId: experiment.id } })).toEqual([kept]);
    expect(await database.db.result.count({ where: { runId: gone.id } })).toBe(0);
    expect(await database.db.score.count({ where: { result: { runId: kept.id } } })).toBe(1);
    expect(await added(experiment, 'first')).toMatchObject({ sortOrder: 2 });
  });

  test.each(['PENDING', 'RUNNING'] as const)(
    'a variant with a %s run stays, and the refusal says how to end the run',
    async (status) => {
      const experiment = await newExperiment(scope);
      const variant = await added(experiment, 'busy');
      const run = await storedRun(scope, experiment, variant, status);

      const refused = await deleteVariant(scope, variant.id);
      expect(refused).toBeInstanceOf(ConflictError);
      expect(refused).toMatchObject({
        code: 'RUN_ACTIVE',
        message: expect.stringContaining(`cancelRun(id: "${encodeId('run', run.id)}")`),
      });
      expect(await namesOf(experiment)).toEqual(['busy']);
    },
  );

  test('a run that starts while its variant is deleted is either seen or kept out', async () => {
    for (let round = 0; round < 15; round += 1) {
      const experiment = await newExperiment(scope);
      const variant = await added(experiment, 'x');
      const [started, deleted] = await Promise.allSettled([
        storedRun(scope, experiment, variant, 'PENDING'),
        deleteVariant(scope, variant.id),
      ]);

      const runs = await database.db.run.count({ where: { experimentId: experiment.id } });
      if (started.status === 'fulfilled' && runs === 1) expect(deleted).toMatchObject({ value: { code: 'RUN_ACTIVE' } });
      else expect(deleted).toMatchObject({ value: { id: variant.id } });
    }
  });

  test("another organization's variant is as one that does not exist", async () => {
    const variant = await added(await newExperiment(scope), 'mine');
    const refused = await deleteVariant(other, variant.id);
    expect(refused).toBeInstanceOf(NotFoundError);
    succeeded(await deleteVariant(scope, variant.id));
    expect(await deleteVariant(other, variant.id)).toEqual(refused);
    expect(await deleteVariant(scope, variant.id)).toEqual(refused);
  });
});
