import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginRun } from '../../src/domain/runs/begin-run.js';
import { commitResults, resultText } from '../../src/domain/results/commit-results.js';
import { newResult } from '../../src/domain/results/result.js';
import type { Scope } from '../../src/domain/scope.js';
import { awaitAnswer, openTest } from '../../src/domain/tests/test.js';
import { encodeId, type Id, resultIdOf } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type GivenApp, givenApp } from '../support/given-app.js';
import { testScope } from '../support/scope.js';
import { numberedItems } from '../support/seed.js';
import { type Asker, asker, askerAs } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let app: GivenApp;
let runId: Id<'run'>;
/** What the app was given of each item. */
let testIds: string[];
let editor: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  app = await givenApp(scope, { items: numberedItems(3), url: 'http://127.0.0.1:9/' });
  runId = (await app.run()).id;
  const units = (await beginRun(scope.db, runId)) ?? [];
  testIds = [];
  for (const unit of units) {
    const id = resultIdOf(runId, unit.itemId, unit.trial);
    await openTest(scope.db, { ...unit, id, runId });
    await awaitAnswer(scope.db, id, 60_000);
    testIds.push(encodeId('result', id));
  }
  editor = await asker(scope, 'EDITOR');
});
afterAll(() => database.close());

const submit = `mutation ($input: SubmitTestResultInput!) { submitTestResult(input: $input) {
  __typename ... on Test { id status answeredAt result { id } trace { externalId durationMs } } ... on Error { code message } } }`;
const trace = `mutation ($input: SubmitTestTraceInput!) { submitTestTrace(input: $input) {
  __typename ... on Test { id trace { externalId output inputTokens } } ... on Error { code message } } }`;

test('a test is read as it stands, from when the app was asked', async () => {
  const document = `query ($id: ID!) { test(id: $id) {
    id status trial askedAt deadlineAt answeredAt run { id } item { externalId } result { id } trace { externalId } } }`;
  expect(await editor.ask(document, { id: testIds[0] })).toEqual({
    test: {
      id: testIds[0],
      status: 'AWAITING',
      trial: 0,
      askedAt: expect.any(String),
      deadlineAt: expect.any(String),
      answeredAt: null,
      run: { id: encodeId('run', runId) },
      item: { externalId: 'item-0' },
      result: null,
      trace: [],
    },
  });
  for (const id of ['nothing', encodeId('run', runId), encodeId('result', '01930000-0000-8000-8000-000000000000')])
    expect(await editor.ask(document, { id })).toEqual({ test: null });
  expect(await (await asker(await testScope(database))).ask(document, { id: testIds[0] })).toEqual({ test: null });
});

test('an answer that comes later is taken once, whatever of it is left out or null', async () => {
  const [testId] = testIds;
  const steps = [{ externalId: 'classifier', durationMs: 3.2 }];
  const input = { testId, output: { label: 'a' }, usage: { inputTokens: 5 }, cost: '0.002', steps };
  const answered = {
    submitTestResult: {
      __typename: 'Test',
      id: testId,
      status: 'ANSWERED',
      answeredAt: expect.any(String),
      result: null,
      trace: [{ externalId: 'classifier', durationMs: 3 }],
    },
  };
  expect(await editor.ask(submit, { input })).toEqual(answered);
  expect(await editor.ask(submit, { input: { ...input, error: null } })).toEqual(answered);
  expect(
    await editor.ask(submit, { input: { ...input, cost: '0.00200', usage: { inputTokens: 5, outputTokens: null } } }),
  ).toEqual(answered);
  expect(await editor.ask(submit, { input: { ...input, cost: '0.003' } })).toMatchObject({
    submitTestResult: { __typename: 'ConflictError', code: 'ANSWERED_OTHERWISE' },
  });
});

test('an answer may be null, and an error has a message', async () => {
  const [, testId] = testIds;
  expect(await editor.ask(submit, { input: { testId } })).toMatchObject({
    submitTestResult: { __typename: 'ValidationError', message: expect.stringContaining('output is missing') },
  });
  expect(await editor.ask(submit, { input: { testId, error: { message: '' } } })).toMatchObject({
    submitTestResult: { __typename: 'ValidationError' },
  });
  const deep = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
  const tooDeep = { __typename: 'ValidationError', message: expect.stringContaining('inside each other') };
  expect(await editor.ask(submit, { input: { testId, output: deep } })).toEqual({
    submitTestResult: { ...tooDeep, code: 'VALIDATION' },
  });
  const steps = [{ externalId: 'a', input: deep }];
  expect(await editor.ask(trace, { input: { testId, steps } })).toEqual({ submitTestTrace: { ...tooDeep, code: 'VALIDATION' } });
  expect(await editor.ask(submit, { input: { testId, output: null } })).toMatchObject({
    submitTestResult: { __typename: 'Test', status: 'ANSWERED' },
  });
});

test('a result has the trace of its test, for whoever the experiment is shared with as well', async () => {
  const [, , testId = ''] = testIds;
  const step = { externalId: 'retriever', output: ['a', 'b'], inputTokens: 2 };
  expect(await editor.ask(trace, { input: { testId, steps: [step] } })).toEqual({
    submitTestTrace: { __typename: 'Test', id: testId, trace: [step] },
  });
  const [place] = await scope.db.datasetVersionItem.findMany({ where: { position: 2 } });
  const answer = { kind: 'answer', output: 1, usage: null, cost: null, durationMs: 1 } as const;
  const result = newResult(
    { id: runId, evaluators: [], comparedAnswer: null },
    { itemId: place?.itemId ?? '', trial: 0 },
    answer,
    [],
  );
  await commitResults(scope.db, runId, [resultText(result)]);

  const document = 'query ($id: ID!) { run(id: $id) { results { edges { node { id trace { externalId output } } } } } }';
  const traces = {
    run: { results: { edges: [{ node: { id: testId, trace: [{ externalId: 'retriever', output: ['a', 'b'] }] } }] } },
  };
  const id = encodeId('run', runId);
  expect(await editor.ask(document, { id })).toEqual(traces);
  const { organizationId } = scope;
  const guest = askerAs(scope, { kind: 'guest', organizationId, shareLinkId: '', experimentId: app.experimentId });
  expect(await guest.ask(document, { id })).toEqual(traces);
  // Also once the result is there.
  expect(await editor.ask(trace, { input: { testId, steps: [step, { externalId: 'logger' }] } })).toMatchObject({
    submitTestTrace: { trace: [{ externalId: 'retriever' }, { externalId: 'logger' }] },
  });
});
