import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Evaluator, EvaluatorKind } from '../../../src/database/client.js';
import { addEvaluator, removeEvaluator, updateEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { snapshotEvaluators } from '../../../src/domain/evaluation/evaluators.js';
import type { Scope } from '../../../src/domain/scope.js';
import { NotFoundError, ValidationError } from '../../../src/failures.js';
import type { JsonObject } from '../../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { newExperiment, succeeded } from '../experiments/rows.js';

let database: TestDatabase;
let scope: Scope;
let other: Scope;
let experimentId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  other = await testScope(database);
  experimentId = (await newExperiment(scope)).id;
});
afterAll(() => database.close());

async function attached(name: string, kind: EvaluatorKind = 'EXACT_MATCH', configuration: JsonObject = {}): Promise<Evaluator> {
  return succeeded(await addEvaluator(scope, { experimentId, name, kind, configuration }));
}

describe('attaching', () => {
  test('an evaluator keeps what was given and takes the threshold of its kind', async () => {
    const configuration = { extract: 'A: (.*)' };
    expect(await attached(' answer ', 'EXACT_MATCH', configuration)).toMatchObject({
      experimentId,
      name: 'answer',
      configuration,
      threshold: 1,
      removedAt: null,
    });
    expect(await addEvaluator(scope, { experimentId, name: 'close', kind: 'LEVENSHTEIN' })).toMatchObject({
      configuration: {},
      threshold: 0.5,
    });
    expect(await addEvaluator(scope, { experimentId, name: 'closer', kind: 'LEVENSHTEIN', threshold: 0.9 })).toMatchObject({
      threshold: 0.9,
    });
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ threshold: 1.5 }, 'threshold'],
    [{ threshold: Number.NaN }, 'threshold'],
    [{ configuration: { pointer: 'total' } }, 'configuration.pointer'],
    [{ configuration: { extract: '(' } }, 'configuration.extract'],
    [{ configuration: { exract: 'A' } }, 'configuration.exract'],
  ])('%j does not fit, and nothing is stored', async (given, field) => {
    const before = await database.db.evaluator.count();
    const refused = await addEvaluator(scope, { experimentId, name: 'x', kind: 'EXACT_MATCH', ...given });
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field });
    expect(await database.db.evaluator.count()).toBe(before);
  });

  test("another organization's experiment is as one that does not exist", async () => {
    expect(await addEvaluator(other, { experimentId, name: 'x', kind: 'EXACT_MATCH' })).toBeInstanceOf(NotFoundError);
  });
});

describe('changing', () => {
  test('what is left out stays', async () => {
    const { id } = await attached('x', 'REGEX', { pattern: 'a' });
    expect(await updateEvaluator(scope, { id, threshold: 0 })).toMatchObject({
      name: 'x',
      configuration: { pattern: 'a' },
      threshold: 0,
    });
    expect(await updateEvaluator(scope, { id, name: 'y', configuration: { pattern: 'b' } })).toMatchObject({
      name: 'y',
      configuration: { pattern: 'b' },
      threshold: 0,
    });
    expect(await updateEvaluator(scope, { id })).toMatchObject({ name: 'y', threshold: 0 });
  });

  test('a configuration must fit the kind', async () => {
    const { id } = await attached('x', 'REGEX', { pattern: 'a' });
    expect(await updateEvaluator(scope, { id, configuration: {} })).toMatchObject({ field: 'configuration.pattern' });
    expect(await database.db.evaluator.findUnique({ where: { id } })).toMatchObject({ configuration: { pattern: 'a' } });
  });

  test('only within the organization', async () => {
    const { id } = await attached('x');
    expect(await updateEvaluator(other, { id, name: 'mine' })).toBeInstanceOf(NotFoundError);
    expect(await removeEvaluator(other, id)).toBeInstanceOf(NotFoundError);
    expect(await database.db.evaluator.findUnique({ where: { id } })).toMatchObject({ name: 'x', removedAt: null });
  });
});

test('a removed evaluator keeps its row and judges no new run', async () => {
  const { id } = await attached('x');
  expect(await removeEvaluator(scope, id)).toMatchObject({ id, removedAt: expect.any(Date) });
  expect(await removeEvaluator(scope, id)).toBeInstanceOf(NotFoundError);
  expect(await updateEvaluator(scope, { id, name: 'y' })).toBeInstanceOf(NotFoundError);
  expect(succeeded(await snapshotEvaluators(scope, experimentId)).map((snapshot) => snapshot.id)).not.toContain(id);
});

describe('a run', () => {
  test('copies the evaluators in the order in which they were added', async () => {
    const experiment = await newExperiment(scope);
    for (const name of ['c', 'a', 'b'])
      succeeded(await addEvaluator(scope, { experimentId: experiment.id, name, kind: 'EXACT_MATCH' }));
    const snapshots = succeeded(await snapshotEvaluators(scope, experiment.id));
    expect(snapshots.map(({ name }) => name)).toEqual(['c', 'a', 'b']);
    expect(snapshots[0]).toEqual({
      id: expect.any(String),
      name: 'c',
      kind: 'EXACT_MATCH',
      configuration: {},
      threshold: 1,
      plan: null,
    });
    expect(succeeded(await snapshotEvaluators(other, experiment.id))).toEqual([]);
  });

  test('does not start with an evaluator that can no longer judge', async () => {
    const experiment = await newExperiment(scope);
    await scope.db.evaluator.create({
      data: {
        experimentId: experiment.id,
        name: 'judge',
        kind: 'LLM_JUDGE',
        configuration: { model: 'gone:m', rubric: 'x' },
        threshold: 0.5,
      },
    });
    expect(await snapshotEvaluators(scope, experiment.id)).toMatchObject({
      code: 'UNKNOWN_MODEL',
      message: expect.stringContaining('The evaluator "judge" cannot judge'),
    });
  });
});
