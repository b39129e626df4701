import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDatasetVersion } from '../../src/domain/datasets/versions.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId } from '../../src/ids.js';
import { datasetOf } from '../domain/datasets/support.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { type Asker, asker } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let viewer: Asker;
/** The ids of two versions that differ in three items. */
let ids: { versionId: string; formerId: string };

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  viewer = await asker(scope, 'VIEWER');
  const { id: datasetId } = await datasetOf(scope);
  const add = async (names: string[], input: string) => {
    const items = names.map((externalId) => ({ externalId, input: externalId === 'same' ? 'always' : input }));
    const version = expectValue(await addDatasetVersion(scope, { datasetId, items, replace: true }));
    return encodeId('datasetVersion', version.id);
  };
  const formerId = await add(['same', 'question', 'gone'], 'former');
  ids = { formerId, versionId: await add(['same', 'new', 'question'], 'current') };
});
afterAll(() => database.close());

const document = `query ($versionId: ID!, $formerId: ID!, $first: Int, $after: String) {
  node(id: $versionId) { ... on DatasetVersion { changesSince(versionId: $formerId) {
    former { number }
    added changed removed
    changes(first: $first, after: $after) {
      edges { cursor node { kind item { externalId input } formerItem { externalId input } } }
      pageInfo { hasNextPage endCursor }
    }
  } } }
}`;

interface Answer {
  node: {
    changesSince: {
      changes: { edges: { cursor: string; node: object }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
    } | null;
  };
}

test('what changed is told in numbers and item by item', async () => {
  const { node } = await viewer.ask<Answer>(document, ids);
  expect(node.changesSince).toMatchInlineSnapshot(`
    {
      "added": 1,
      "changed": 1,
      "changes": {
        "edges": [
          {
            "cursor": "1",
            "node": {
              "formerItem": null,
              "item": {
                "externalId": "new",
                "input": "current",
              },
              "kind": "ADDED",
            },
          },
          {
            "cursor": "2",
            "node": {
              "formerItem": {
                "externalId": "question",
                "input": "former",
              },
              "item": {
                "externalId": "question",
                "input": "current",
              },
              "kind": "CHANGED",
            },
          },
          {
            "cursor": "5",
            "node": {
              "formerItem": {
                "externalId": "gone",
                "input": "former",
              },
              "item": null,
              "kind": "REMOVED",
            },
          },
        ],
        "pageInfo": {
          "endCursor": "5",
          "hasNextPage": false,
        },
      },
      "former": {
        "number": 1,
      },
      "removed": 1,
    }
  `);
});

test('the changes come page by page, in as many statements as all at once', async () => {
  const pageOf = async (first: number, after: string | null) => {
    database.takeStatements();
    const { node } = await viewer.ask<Answer>(document, { ...ids, first, after });
    if (!node.changesSince) throw new Error('Nothing came of the changes.');
    return { ...node.changesSince.changes, statements: database.takeStatements().length };
  };
  const whole = await pageOf(200, null);
  const first = await pageOf(2, null);
  const second = await pageOf(2, first.pageInfo.endCursor);
  expect([...first.edges, ...second.edges]).toEqual(whole.edges);
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  expect([first.statements, second.statements]).toEqual([whole.statements, whole.statements]);
});

test('items are only counted where a number is asked for, and all the numbers at once', async () => {
  const countsOf = async (selection: string) => {
    database.takeStatements();
    const query = `query ($versionId: ID!, $formerId: ID!) {
      node(id: $versionId) { ... on DatasetVersion { changesSince(versionId: $formerId) { ${selection} } } } }`;
    await viewer.ask(query, ids);
    return database.takeStatements().filter((statement) => statement.includes('count(*)')).length;
  };
  expect(await countsOf('former { number } changes { edges { cursor } }')).toBe(0);
  expect(await countsOf('added changed removed again: added')).toBe(1);
});

test('a version can’t be compared many times in one query, nor its changes be read as often', async () => {
  const manyTimes = (field: string) => Array.from({ length: 13 }, (_, n) => `f${n}: ${field}`).join(' ');
  for (const selection of [
    manyTimes('changesSince(versionId: $formerId) { added }'),
    `changesSince(versionId: $formerId) { ${manyTimes('changes(first: 1) { edges { cursor } }')} }`,
  ]) {
    const query = `query ($versionId: ID!, $formerId: ID!) { node(id: $versionId) { ... on DatasetVersion { ${selection} } } }`;
    const { errors } = await viewer.execute(query, ids);
    expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
  }
});

test('a version of another organization is none, whichever of the two it is', async () => {
  const stranger = await asker(await testScope(database));
  expect(await stranger.ask(document, ids)).toEqual({ node: null });
  const { id: datasetId } = await datasetOf(scope);
  const foreign = expectValue(await addDatasetVersion(scope, { datasetId, items: [{ externalId: 'a', input: 1 }] }));
  const asked = { ...ids, formerId: encodeId('datasetVersion', foreign.id) };
  expect(await viewer.ask(document, asked)).toEqual({ node: { changesSince: null } });
  expect(await viewer.ask(document, { ...ids, formerId: 'nonsense' })).toEqual({ node: { changesSince: null } });
});
