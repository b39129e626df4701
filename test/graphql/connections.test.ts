import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testScope } from '../support/scope.js';
import { type Asker, asker } from './ask.js';
import { seedExperiment, type Seed } from './seed.js';

let database: TestDatabase;
let viewer: Asker;
let seed: Seed;

beforeAll(async () => {
  database = await createTestDatabase();
  const scope = await testScope(database);
  for (const name of ['first', 'second', 'third', 'fourth']) await seedExperiment(scope, { name, variants: 1, items: 1 });
  seed = await seedExperiment(scope, { name: 'fifth', variants: 2, items: 5 });
  viewer = await asker(scope, 'VIEWER');
});
afterAll(() => database.close());

interface Page {
  edges: { cursor: string; node: { [field: string]: unknown } }[];
  pageInfo: { startCursor: string | null; endCursor: string | null; hasNextPage: boolean; hasPreviousPage: boolean };
}

const lists: [list: string, open: string, close: string, field: string, count: number][] = [
  ['experiments', '', '', 'name', 5],
  ['datasets', '', '', 'name', 5],
  ['outputSchemas', '', '', 'name', 5],
  ['runs', 'at: node(id: $id) { ... on Experiment {', '} }', 'id', 4],
  ['results', 'at: node(id: $id) { ... on Run {', '} }', 'sequence', 5],
  ['items', 'at: node(id: $id) { ... on DatasetVersion {', '} }', 'externalId', 5],
  ['versions', 'at: node(id: $id) { ... on Dataset {', '} }', 'number', 1],
];

describe.each(lists)('%s', (list, open, close, field, count) => {
  const ids: { [list: string]: keyof Seed['ids'] } = {
    runs: 'Experiment',
    results: 'Run',
    items: 'DatasetVersion',
    versions: 'Dataset',
  };

  async function page(args: { first?: number; after?: string | null }): Promise<Page> {
    const of = ids[list];
    const declared = of ? '($id: ID!, $first: Int, $after: String)' : '($first: Int, $after: String)';
    const selection = `${list}(first: $first, after: $after) { edges { cursor node { ${field} } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }`;
    const data = await viewer.ask<{ at: { [list: string]: Page } } & { [list: string]: Page }>(
      `query ${declared} { ${open} ${selection} ${close} }`,
      {
        ...args,
        ...(of && { id: seed.ids[of] }),
      },
    );
    const found = of ? data.at[list] : data[list];
    if (!found) throw new Error(`There is no ${list}.`);
    return found;
  }

  it('gives the same entries page by page as at once, each once', async () => {
    const whole = await page({});
    expect(whole.edges).toHaveLength(count);
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    for (const first of [1, 2, 3]) {
      const edges: Page['edges'] = [];
      let after: string | null = null;
      for (let more = true; more; ) {
        const { edges: next, pageInfo }: Page = await page({ first, after });
        expect(next.length).toBeLessThanOrEqual(first);
        expect(pageInfo.startCursor).toBe(next[0]?.cursor);
        edges.push(...next);
        ({ endCursor: after, hasNextPage: more } = pageInfo);
      }
      expect(edges).toEqual(whole.edges);
    }
  });

  it('is empty for first: 0, and after its last entry', async () => {
    const { pageInfo } = await page({});
    expect(await page({ after: pageInfo.endCursor })).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
    expect(await page({ first: 0 })).toMatchObject({ edges: [], pageInfo: { hasNextPage: true } });
  });

  it('refuses a cursor of another list, and a negative size', async () => {
    await expect(page({ after: 'elsewhere' })).rejects.toThrow('is not a cursor of this list');
    await expect(page({ after: '99999999999' })).rejects.toThrow('is not a cursor of this list');
    await expect(page({ first: -1 })).rejects.toThrow('must not be negative');
  });
});

it('never gives more than 200 entries', async () => {
  const scope = await testScope(database);
  await database.db.dataset.createMany({
    data: Array.from({ length: 230 }, (_, number) => ({ organizationId: scope.organizationId, name: `${number}` })),
  });
  const document = 'query ($first: Int) { datasets(first: $first) { edges { cursor } pageInfo { hasNextPage } } }';
  const other = await asker(scope);
  const sizeOf = async (first?: number) => (await other.ask<{ datasets: Page }>(document, { first })).datasets.edges.length;
  expect(await sizeOf(2_000_000_000)).toBe(200);
  expect(await sizeOf()).toBe(50);
});

describe('a query', () => {
  it('of a dashboard is not too complex', async () => {
    const document = `{ experiments(first: 100) { edges { node {
      name status datasetVersion { number dataset { name } } evaluators { name kind }
      variants { name configuration latestRun { status itemsTotal itemsCompleted itemsFailed
        metrics { averageDurationMs averageTokens totalTokens totalCost averageScore passed failed passRate } } }
    } } pageInfo { endCursor hasNextPage } } }`;
    expect((await viewer.execute(document)).errors).toBeUndefined();
  });

  it('of 200 entries in 200 in 200 is', async () => {
    const document = `{ experiments(first: 200) { edges { node { runs(first: 200) { edges { node { results(first: 200) { edges { node { sequence } } } } } } } } } }`;
    database.takeStatements();
    const { data, errors } = await viewer.execute(document);
    expect(data).toBeNull();
    expect(errors?.[0]?.message).toMatch(/asks for too much at once .*Ask for smaller pages/);
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
    expect(database.takeStatements()).toEqual([]);
  });

  it('that goes round in circles is', async () => {
    const circle = (depth: number): string => (depth === 0 ? 'name' : `experiment { variants { ${circle(depth - 1)} } }`);
    const { errors } = await viewer.execute(`query ($id: ID!) { node(id: $id) { ... on Variant { ${circle(12)} } } }`, {
      id: seed.ids.Variant,
    });
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_COMPLEX');
  });
});
