import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeId, type Id } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type ExperimentByHand, experimentByHand } from '../support/run-by-hand.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';

let database: TestDatabase;
let viewer: Asker;
let stranger: Asker;
let experiment: ExperimentByHand;
beforeAll(async () => {
  database = await createTestDatabase();
  const scope = await testScope(database);
  viewer = await asker(scope, 'VIEWER');
  stranger = await asker(await testScope(database));
  experiment = await experimentByHand(scope, 1);
});
afterAll(() => database.close());

/** The public id of a run's only result; an error where there is no output. */
async function resultOf(output?: Json): Promise<string> {
  const run = await experiment.start();
  await run.commit(1, output === undefined ? { failed: true } : { output });
  const { id } = await database.db.result.findFirstOrThrow({ where: { runId: run.id } });
  return encodeId('result', id as Id<'result'>);
}

const document = `query ($leftId: ID!, $rightId: ID!) {
  resultDiff(leftId: $leftId, rightId: $rightId) {
    left { id output } right { id error { type } } kind same patch
    tree { path leftPath change left right words { change text } }
    lines { leftStart leftLines rightStart rightLines parts { change text } }
    words { change text }
  }
}`;

test('two objects: a patch, and the same as a tree', async () => {
  const [leftId, rightId] = [await resultOf({ total: 9, tax: null }), await resultOf({ total: '9.00', tax: null })];
  expect(await viewer.ask(document, { leftId, rightId })).toEqual({
    resultDiff: {
      left: { id: leftId, output: { total: 9, tax: null } },
      right: { id: rightId, error: null },
      kind: 'JSON',
      same: false,
      patch: [{ op: 'replace', path: '/total', value: '9.00' }],
      tree: [
        { path: '/tax', leftPath: '/tax', change: 'UNCHANGED', left: null, right: null, words: [] },
        { path: '/total', leftPath: '/total', change: 'CHANGED', left: 9, right: '9.00', words: [] },
      ],
      lines: [],
      words: [],
    },
  });
});

test('a text and an error: lines and words', async () => {
  const [leftId, rightId] = [await resultOf('broken: It is whole.'), await resultOf()];
  expect(await viewer.ask(document, { leftId, rightId })).toMatchObject({
    resultDiff: {
      right: { error: { type: 'broken' } },
      kind: 'ERROR',
      same: false,
      patch: null,
      tree: [],
      lines: [
        {
          leftStart: 1,
          leftLines: 1,
          rightStart: 1,
          rightLines: 1,
          parts: [
            { change: 'REMOVED', text: 'broken: It is whole.\n' },
            { change: 'ADDED', text: 'broken: It is broken.\n' },
          ],
        },
      ],
      words: [
        { change: 'UNCHANGED', text: 'broken: It is ' },
        { change: 'REMOVED', text: 'whole' },
        { change: 'ADDED', text: 'broken' },
        { change: 'UNCHANGED', text: '.' },
      ],
    },
  });
});

test('a result and itself are the same', async () => {
  const id = await resultOf('yes');
  expect(await viewer.ask(document, { leftId: id, rightId: id })).toMatchObject({
    resultDiff: { left: { id }, right: { id }, same: true, lines: [], words: [{ change: 'UNCHANGED', text: 'yes' }] },
  });
});

test('what is not there, or another organization’s, is null on either side', async () => {
  const id = await resultOf('yes');
  const elsewhere = encodeId('result', crypto.randomUUID());
  for (const other of [elsewhere, experiment.publicId, 'nonsense']) {
    expect(await viewer.ask(document, { leftId: id, rightId: other })).toEqual({ resultDiff: null });
    expect(await viewer.ask(document, { leftId: other, rightId: id })).toEqual({ resultDiff: null });
  }
  expect(await stranger.ask(document, { leftId: id, rightId: id })).toEqual({ resultDiff: null });
});
