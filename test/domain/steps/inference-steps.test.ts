import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createExperiment } from '../../../src/domain/experiments/experiments.js';
import type { Scope } from '../../../src/domain/scope.js';
import {
  createInferenceStep,
  deleteInferenceStep,
  inferenceStepsWhere,
  updateInferenceStep,
} from '../../../src/domain/steps/inference-steps.js';
import { modelParameters } from '../../../src/domain/steps/parameters.js';
import { stepsInScope } from '../../../src/domain/steps/scope.js';
import { ConflictError, NotFoundError, ValidationError } from '../../../src/failures.js';
import { encodeId } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;
let other: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  other = await testScope(database);
});
afterAll(() => database.close());

const names = (parameters: unknown) => (parameters as { name: string }[]).map(({ name }) => name);

describe('creating', () => {
  test('a step that calls a model takes the parameters of one, another none, unless they are given', async () => {
    const model = expectValue(await createInferenceStep(scope, { externalId: 'response_generator', kind: 'LLM' }));
    expect(names(model.parameters)).toEqual(['system', 'temperature', 'top_p', 'max_tokens', 'model', 'verbosity']);
    const search = expectValue(
      await createInferenceStep(scope, { externalId: 'search', kind: 'RETRIEVER', description: ' finds ' }),
    );
    expect(search).toMatchObject({ organizationId: scope.organizationId, description: 'finds', parameters: [] });
    const ranked = await createInferenceStep(scope, {
      externalId: 'ranker',
      kind: 'OTHER',
      parameters: [
        { name: 'top_k', type: 'INTEGER', minimum: 1, maximum: 50, default: 10 },
        { name: 'temperature', default: 0.7 },
      ],
    });
    expect(ranked).toMatchObject({
      parameters: [
        { name: 'top_k', type: 'INTEGER', minimum: 1, maximum: 50, default: 10, choices: null },
        { ...modelParameters[1], default: 0.7 },
      ],
    });
  });

  test.each([
    ['', '0 characters'],
    ['x'.repeat(201), '201 characters'],
    [' search', 'white space'],
    ['a\nb', 'can’t be written'],
    ['a\u0000b', 'can’t be written'],
    ['\uD800', 'can’t be written'],
    ['__proto__', 'JavaScript'],
  ])('an application can’t be told of %j', async (externalId, why) => {
    const refused = await createInferenceStep(scope, { externalId, kind: 'LLM' });
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field: 'externalId', message: expect.stringContaining(why) });
  });

  test('any other name is a key of JSON that comes back as it was', async () => {
    for (const externalId of ['x', '𝒙'.repeat(200), 'Klassifizierung: Anfragen', 'toString', '42']) {
      const step = expectValue(await createInferenceStep(scope, { externalId, kind: 'OTHER' }));
      expect(JSON.parse(JSON.stringify({ [step.externalId]: 1 }))).toEqual({ [externalId]: 1 });
    }
  });

  test('a name is there once in an organization, however many ask for it at once', async () => {
    const asked = await Promise.all([1, 2, 3].map(() => createInferenceStep(scope, { externalId: 'twice', kind: 'OTHER' })));
    expect(asked.filter((step) => !(step instanceof Error))).toHaveLength(1);
    expect(asked.find((step) => step instanceof Error)).toMatchObject({
      code: 'NAME_TAKEN',
      message: expect.stringContaining('an inference step named "twice"'),
    });
    expect(await createInferenceStep(other, { externalId: 'twice', kind: 'OTHER' })).toMatchObject({ externalId: 'twice' });
  });

  test('a parameter that does not fit is named', async () => {
    const input = { externalId: 'misfit', kind: 'OTHER', parameters: [{ name: 'temperature', default: 3 }] } as const;
    expect(await createInferenceStep(scope, input)).toMatchObject({ code: 'VALIDATION', field: 'parameters[0].default' });
  });
});

describe('a step', () => {
  test('changes in all but its name, and experiments keep what they took into scope', async () => {
    const step = expectValue(await createInferenceStep(scope, { externalId: 'changing', kind: 'LLM', description: 'first' }));
    const experiment = expectValue(
      await createExperiment(scope, { name: 'takes it', type: 'WEBHOOK', steps: [{ stepId: step.id }] }),
    );
    const updated = await updateInferenceStep(scope, { id: step.id, kind: 'OTHER', parameters: [{ name: 'depth' }] });
    expect(updated).toMatchObject({ externalId: 'changing', kind: 'OTHER', description: 'first' });
    expect(names(expectValue(updated).parameters)).toEqual(['depth']);
    expect(await updateInferenceStep(scope, { id: step.id, description: null })).toMatchObject({
      kind: 'OTHER',
      description: null,
      parameters: [{ name: 'depth' }],
    });
    const [inScope] = await stepsInScope(database.db, experiment.id);
    expect(names(inScope?.parameters)).toEqual(names(modelParameters));
  });

  test('stays while an experiment has it in scope, and the refusal names that', async () => {
    const step = expectValue(await createInferenceStep(scope, { externalId: 'used', kind: 'LLM' }));
    const experiment = expectValue(
      await createExperiment(scope, { name: 'user', type: 'WEBHOOK', steps: [{ stepId: step.id }] }),
    );
    const refused = await deleteInferenceStep(scope, step.id);
    expect(refused).toBeInstanceOf(ConflictError);
    expect(refused).toMatchObject({
      message: expect.stringContaining(`"user" (${encodeId('experiment', experiment.id)}) has the step in scope`),
    });
    await database.db.experiment.delete({ where: { id: experiment.id } });
    expect(await deleteInferenceStep(scope, step.id)).toMatchObject({ externalId: 'used' });
    expect(await deleteInferenceStep(scope, step.id)).toBeInstanceOf(NotFoundError);
  });

  test('that is deleted while it is taken into scope is either there or was never there', async () => {
    for (let round = 0; round < 10; round += 1) {
      const step = expectValue(await createInferenceStep(scope, { externalId: `raced ${round}`, kind: 'LLM' }));
      const [deleted, taken] = await Promise.all([
        deleteInferenceStep(scope, step.id),
        createExperiment(scope, { name: 'x', type: 'WEBHOOK', steps: [{ stepId: step.id }] }),
      ]);
      if (taken instanceof Error) expect(taken).toBeInstanceOf(NotFoundError);
      else expect(deleted).toBeInstanceOf(ConflictError);
    }
  });

  test('of another organization is as one that does not exist', async () => {
    const theirs = expectValue(await createInferenceStep(other, { externalId: 'theirs', kind: 'LLM' }));
    expect(await updateInferenceStep(scope, { id: theirs.id, kind: 'OTHER' })).toBeInstanceOf(NotFoundError);
    expect(await deleteInferenceStep(scope, theirs.id)).toBeInstanceOf(NotFoundError);
    expect(await createExperiment(scope, { name: 'x', type: 'WEBHOOK', steps: [{ stepId: theirs.id }] })).toBeInstanceOf(
      NotFoundError,
    );
    expect(await database.db.inferenceStep.findUnique({ where: { id: theirs.id } })).toEqual(theirs);
  });
});

test('the list is filtered by kind and text, in any case, within the organization', async () => {
  const alone = await testScope(database);
  for (const [externalId, kind, description] of [
    ['Classifier', 'LLM', null],
    ['search_100%', 'RETRIEVER', 'for the CLASSIFIER'],
    ['search_1000', 'RETRIEVER', null],
  ] as const)
    expectValue(await createInferenceStep(alone, { externalId, kind, description }));
  const listed = async (filter: Parameters<typeof inferenceStepsWhere>[1]) => {
    const rows = await database.db.inferenceStep.findMany({ where: inferenceStepsWhere(alone, filter), orderBy: { id: 'asc' } });
    return rows.map(({ externalId }) => externalId);
  };
  expect(await listed({ kind: null, search: ' ' })).toHaveLength(3);
  expect(await listed({ search: 'classifier' })).toEqual(['Classifier', 'search_100%']);
  expect(await listed({ search: 'classifier', kind: 'LLM' })).toEqual(['Classifier']);
  expect(await listed({ search: '100%' })).toEqual(['search_100%']);
});
