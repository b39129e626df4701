import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { experimentByHand } from '../support/run-by-hand.js';
import { refusal } from '../support/refusals.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let editor: Asker;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  editor = await asker(scope, 'EDITOR');
});
afterAll(() => database.close());

const selection =
  '{ __typename ... on Experiment { id comparedAnswer { pointer extract normalize } } ... on Error { code message } ... on ValidationError { field } }';
type Answer = { __typename: string; id: string; comparedAnswer: object | null; code: string; message: string };

async function create(comparedAnswer?: object | null, who = editor): Promise<Answer> {
  const document = `mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) ${selection} }`;
  const input = { name: 'sums', type: 'LLM', ...(comparedAnswer !== undefined && { comparedAnswer }) };
  return (await who.ask<{ createExperiment: Answer }>(document, { input })).createExperiment;
}

async function update(input: object, who = editor): Promise<Answer> {
  const document = `mutation ($input: UpdateExperimentInput!) { updateExperiment(input: $input) ${selection} }`;
  return (await who.ask<{ updateExperiment: Answer }>(document, { input })).updateExperiment;
}

test('an experiment says what it compares, from the start or later, until that is taken away', async () => {
  expect(await create()).toMatchObject({ comparedAnswer: null });
  expect(await create(null)).toMatchObject({ comparedAnswer: null });
  const { id, comparedAnswer } = await create({ pointer: '/text', extract: 'A: (.*)', normalize: ['CASE', 'NUMBER'] });
  expect(comparedAnswer).toEqual({ pointer: '/text', extract: 'A: (.*)', normalize: ['NUMBER', 'CASE'] });

  expect(await update({ id, name: 'renamed' })).toMatchObject({ comparedAnswer });
  expect(await update({ id, comparedAnswer: { extract: 'B: (.*)' } })).toMatchObject({
    comparedAnswer: { pointer: '', extract: 'B: (.*)', normalize: ['TRIM', 'NUMBER'] },
  });
  expect(await update({ id, comparedAnswer: null })).toMatchObject({ comparedAnswer: null });
});

test.each([
  [{ pointer: 'text' }, 'comparedAnswer.pointer'],
  [{ extract: 'A: (.*' }, 'comparedAnswer.extract'],
  [{ extract: '' }, 'comparedAnswer.extract'],
])('%j does not fit, and the error says where', async (comparedAnswer, field) => {
  const { id } = await create();
  const expected = { __typename: 'ValidationError', code: 'VALIDATION', field };
  expect(await refusal(database.db, () => create(comparedAnswer))).toMatchObject(expected);
  expect(await refusal(database.db, () => update({ id, name: 'renamed', comparedAnswer }))).toMatchObject(expected);
  expect(await database.db.experiment.count({ where: { name: 'renamed', comparedAnswer: { not: {} } } })).toBe(0);
});

test('it stays as it is while a run is active', async () => {
  const experiment = await experimentByHand(scope, 1);
  const run = await experiment.start();
  const change = { id: experiment.publicId, comparedAnswer: { pointer: '/total' } };
  expect(await refusal(database.db, () => update(change))).toEqual({
    __typename: 'ConflictError',
    code: 'RUN_ACTIVE',
    message:
      'Run run_… is still RUNNING. End it with cancelRun(id: "run_…"), or wait for its end, to change which part of the outputs is compared.',
  });
  await run.commit(1);
  expect(await update(change)).toMatchObject({ comparedAnswer: { pointer: '/total' } });
});

test('another organization can’t change it', async () => {
  const { id } = await create({ pointer: '/mine' });
  const stranger = await asker(await testScope(database));
  expect(await update({ id, comparedAnswer: null }, stranger)).toMatchObject({ __typename: 'NotFoundError' });
  expect(await update({ id })).toMatchObject({ comparedAnswer: { pointer: '/mine' } });
});

test('a viewer can’t change it', async () => {
  const { id } = await create();
  const viewer = await asker(scope, 'VIEWER');
  expect(await update({ id, comparedAnswer: { pointer: '/total' } }, viewer)).toMatchObject({ code: 'FORBIDDEN' });
});
