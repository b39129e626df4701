import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { updateExperiment } from '../../src/domain/experiments/experiments.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type GivenCells, givenExperiment } from '../support/given-runs.js';
import { testScope } from '../support/scope.js';
import { expectValue, numberedItems } from '../support/seed.js';
import { type Asker, asker } from './ask.js';

const items = 40;

let database: TestDatabase;
let scope: Scope;
let viewer: Asker;
let experimentId: string;
let evaluatorId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  viewer = await asker(scope, 'VIEWER');
  const experiment = await givenExperiment(scope, { items: numberedItems(items), variants: 3 });
  for (const variant of [0, 1, 2]) await experiment.run(variant, answersOf(variant));
  experimentId = encodeId('experiment', experiment.id);
  evaluatorId = encodeId('evaluator', experiment.evaluatorIds[0] ?? '');
});
afterAll(() => database.close());

/** Some agree, some diverge, some are errors, and their scores lie as far apart as not. */
function answersOf(variant: number): GivenCells {
  return Array.from({ length: items }, (_, place) => {
    const output = place % 3 === 0 ? 'same' : `${variant * place}`;
    return [{ ...(place % 7 === variant ? {} : { output }), scores: [((place * (variant + 1)) % 5) / 4] }];
  });
}

interface Row {
  place: number;
  divergent: boolean;
  item: { id: string };
}
interface Page {
  edges: { cursor: string; node: Row }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean };
}

const rowFields = 'place divergent item { id } cells { state score outlier }';
const rowsDocument = `query ($id: ID!, $first: Int, $after: String, $offset: Int, $filter: ComparisonFilter, $orderBy: ComparisonOrder) {
  experiment(id: $id) { comparison {
    rows(first: $first, after: $after, offset: $offset, filter: $filter, orderBy: $orderBy) {
      edges { cursor node { ${rowFields} } } pageInfo { hasNextPage hasPreviousPage }
    }
  } }
}`;
const rowDocument = `query ($id: ID!, $itemId: ID!) { experiment(id: $id) { comparison { row(itemId: $itemId) { ${rowFields} } } } }`;
const positionDocument = `query ($id: ID!, $itemId: ID!, $filter: ComparisonFilter, $orderBy: ComparisonOrder) {
  experiment(id: $id) { comparison { rowPosition(itemId: $itemId, filter: $filter, orderBy: $orderBy) } }
}`;

async function comparison(document: string, variables: object) {
  type Answer = { experiment: { comparison: { rows: Page; row: Row | null; rowPosition: number | null } } };
  return (await viewer.ask<Answer>(document, { id: experimentId, ...variables })).experiment.comparison;
}

const rows = async (variables: object) => (await comparison(rowsDocument, variables)).rows;
const rowOf = async (itemId: string) => (await comparison(rowDocument, { itemId })).row;
const positionOf = async (itemId: string, list: object = {}) =>
  (await comparison(positionDocument, { itemId, ...list })).rowPosition;

/** Lists of rows: the filters and orders that there are, and some together. */
const lists = () =>
  [{}, { divergent: true }, { errored: false }, { below: { evaluatorId, value: 0.5 } }, { search: 'ITEM-1' }, { search: 'none' }]
    .concat({ divergent: true, errored: false } as object)
    .flatMap((filter) => ['DATASET', 'SCORE_SPREAD'].map((orderBy) => ({ filter, orderBy })));

test('a page from any offset, also behind a cursor, is that slice of the whole list', async () => {
  const whole = new Map<object, Page['edges']>();
  for (const list of lists()) whole.set(list, (await rows({ ...list, first: 200 })).edges);
  expect([...whole.values()].map(({ length }) => length)).toContain(0);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...whole.entries()),
      fc.nat(50),
      fc.nat(50),
      fc.option(fc.nat(), { nil: null }),
      async ([list, all], first, offset, seen) => {
        const from = seen === null || all.length === 0 ? 0 : (seen % all.length) + 1;
        const after = from === 0 ? null : (all[from - 1]?.cursor ?? null);
        const page = await rows({ ...list, first, offset, after });
        expect(page.edges).toEqual(all.slice(from + offset, from + offset + first));
        expect(page.pageInfo).toEqual({
          hasNextPage: all.length > from + offset + first,
          hasPreviousPage: from > 0 || offset > 0,
        });
      },
    ),
    { numRuns: 25 },
  );
});

test('an item’s row stands where its position says, and is the same by itself', async () => {
  const inOrder = (await rows({ first: 200 })).edges.map(({ node }) => node).filter(({ place }) => place % 9 === 4);
  for (const list of lists()) {
    const all = (await rows({ ...list, first: 200 })).edges.map(({ node }) => node.place);
    for (const { place, item } of inOrder)
      expect(await positionOf(item.id, list)).toBe(all.includes(place) ? all.indexOf(place) : null);
  }
  for (const row of inOrder) expect(await rowOf(row.item.id)).toEqual(row);
});

test('an item that no run is over has no row and no position, whoever’s it is', async () => {
  const foreign = [];
  for (const owner of [scope, await testScope(database)]) {
    const { id } = await givenExperiment(owner, { items: numberedItems(1), variants: 1 });
    const item = await database.db.datasetItem.findFirstOrThrow({
      where: { versions: { some: { version: { experiments: { some: { id } } } } } },
    });
    foreign.push(encodeId('datasetItem', item.id));
  }
  for (const itemId of [...foreign, encodeId('datasetItem', crypto.randomUUID()), experimentId, 'nothing']) {
    expect(await rowOf(itemId)).toBeNull();
    expect(await positionOf(itemId)).toBeNull();
  }
});

test('a filter by what is no evaluator is refused, whatever the item', async () => {
  const filter = { below: { evaluatorId: 'nope' } };
  for (const itemId of ['nothing', encodeId('datasetItem', crypto.randomUUID())]) {
    const { errors } = await viewer.execute(positionDocument, { id: experimentId, itemId, filter });
    expect(errors).toMatchObject([{ originalError: { code: 'INVALID_ID' } }]);
  }
});

test('a text is looked for once, for a page, a count and a position together', async () => {
  const [edge] = (await rows({ first: 1, filter: { search: 'item-1' } })).edges;
  const document = `query ($id: ID!, $itemId: ID!, $filter: ComparisonFilter!, $other: ComparisonFilter!) {
    experiment(id: $id) { comparison {
      rows(filter: $filter, first: 1) { edges { cursor node { ${rowFields} } } }
      rowPosition(itemId: $itemId, filter: $filter, orderBy: SCORE_SPREAD)
      rowCount(filter: $filter)
      other: rowCount(filter: $other)
    } }
  }`;
  const variables = { filter: { search: 'item-1' }, other: { search: 'item-2' }, itemId: edge?.node.item.id };
  database.takeStatements();
  const answer = await comparison(document, variables);
  expect(database.takeStatements().filter((statement) => statement.includes('ILIKE'))).toHaveLength(2);
  expect(answer).toMatchObject({ rows: { edges: [edge] }, rowPosition: expect.any(Number), rowCount: 11, other: 11 });
});

test.each([
  'rows(first: 1, filter: $filter) { edges { cursor } }',
  'rowCount(filter: $filter)',
  'rowPosition(itemId: $id, filter: $filter)',
])('%s looks for a text only so often in one query', async (field) => {
  const fields = Array.from({ length: 20 }, (_, n) => `f${n}: ${field}`).join(' ');
  const document = `query ($id: ID!, $filter: ComparisonFilter!) { experiment(id: $id) { comparison { ${fields} } } }`;
  const ask = (filter: object) => viewer.execute(document, { id: experimentId, filter });
  expect((await ask({ search: 'x' })).errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX' } }]);
  expect((await ask({ divergent: true })).errors).toBeUndefined();
});

test('a negative offset is refused', async () => {
  const { errors } = await viewer.execute(rowsDocument, { id: experimentId, offset: -1 });
  expect(errors).toMatchObject([{ message: '"offset" must not be negative.', extensions: { code: 'BAD_USER_INPUT' } }]);
});

test('one row takes no more statements than a page does, but for the one that finds it', async () => {
  const statementsOf = async (asked: () => Promise<unknown>) => {
    database.takeStatements();
    await asked();
    return database.takeStatements().length;
  };
  const [edge] = (await rows({ first: 1, offset: 30 })).edges;
  const page = await statementsOf(() => rows({ first: 1, offset: 30 }));
  expect(await statementsOf(() => rowOf(edge?.node.item.id ?? ''))).toBe(page + 1);
});

test('a row is as the answers are told apart now', async () => {
  const { id, run } = await givenExperiment(scope, { items: numberedItems(1), variants: 2 });
  for (const variant of [0, 1]) await run(variant, [[{ output: { answer: 1, reason: variant } }]]);
  const { itemId } = await database.db.result.findFirstOrThrow({ where: { run: { experimentId: id } } });
  const variables = { id: encodeId('experiment', id), itemId: encodeId('datasetItem', itemId) };
  expect((await comparison(rowDocument, variables)).row).toMatchObject({ divergent: true });
  expectValue(await updateExperiment(scope, { id, comparedAnswer: { extract: '/answer' } }));
  expect((await comparison(rowDocument, variables)).row).toMatchObject({ divergent: false });
});
