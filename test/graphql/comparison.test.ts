import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId } from '../../src/ids.js';
import { canonicalJson, type Json } from '../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { commitCells, type GivenCells, givenExperiment } from '../support/given-runs.js';
import { testScope } from '../support/scope.js';
import { numberedItems } from '../support/seed.js';
import { type Asker, asker } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let viewer: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  viewer = await asker(scope, 'VIEWER');
});
afterAll(() => database.close());

const comparisonDocument = `query ($id: ID!, $runIds: [ID!], $first: Int, $after: String, $filter: ComparisonFilter, $orderBy: ComparisonOrder) {
  experiment(id: $id) { comparison(runIds: $runIds) {
    runs { id }
    summary { rows divergentRows agreeingRows incompleteRows }
    columns { run { id } averageDurationMs averageTokens totalCost averageScore passRate fastest fewestTokens cheapest best }
    rows(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      edges { cursor node {
        place divergent hasMajority item { externalId }
        cells { run { id } state trials durationMs totalTokens cost score passed fastest fewestTokens cheapest outlier result { id } error { type message } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  } }
}`;

interface Cell {
  run: { id: string };
  state: 'MISSING' | 'OUTPUT' | 'ERROR' | 'UNSTABLE';
  trials: number;
  durationMs: number | null;
  totalTokens: number | null;
  cost: string | null;
  score: number | null;
  fastest: boolean;
  fewestTokens: boolean;
  cheapest: boolean;
  outlier: boolean;
  result: { id: string } | null;
  error: { type: string; message: string } | null;
}
interface Row {
  place: number;
  divergent: boolean;
  hasMajority: boolean;
  item: { externalId: string };
  cells: Cell[];
}
interface Comparison {
  runs: { id: string }[];
  summary: { rows: number; divergentRows: number; agreeingRows: number; incompleteRows: number };
  columns: { [field: string]: unknown }[];
  rows: { edges: { cursor: string; node: Row }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };
}

async function compare(id: string, variables: object = {}): Promise<Comparison> {
  const { experiment } = await viewer.ask<{ experiment: { comparison: Comparison } }>(comparisonDocument, { id, ...variables });
  return experiment.comparison;
}

async function everyRow(id: string, variables: object, first: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ; ) {
    const page: Comparison['rows'] = (await compare(id, { ...variables, first, after })).rows;
    rows.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

interface Pair {
  left: { id: string };
  right: { id: string };
  summary: object;
  statistics: { pValue: number; verdict: string };
  adjustedPValue: number;
}

interface StoredResult {
  id: string;
  item: { id: string; externalId: string };
  output: Json;
  error: { type: string; message: string } | null;
  durationMs: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  estimatedCost: string | null;
  score: number | null;
}

/** All results of a run by the public API alone. */
async function resultsOf(runId: string): Promise<StoredResult[]> {
  const { run } = await viewer.ask<{ run: { results: { edges: { node: StoredResult }[] } } }>(
    `query ($id: ID!) { run(id: $id) { results(first: 200) { edges { node {
      id item { id externalId } output error { type message } durationMs inputTokens outputTokens estimatedCost score } } } } }`,
    { id: runId },
  );
  return run.results.edges.map(({ node }) => node);
}

const cell = fc.option(
  fc.record({
    output: fc.option(fc.constantFrom<Json>('a', ' a ', 'b', { x: 1, y: 2 }, { y: 2, x: 1 }, 7), { nil: undefined, freq: 6 }),
    durationMs: fc.integer({ min: 1, max: 4 }),
    tokens: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    cost: fc.option(fc.constantFrom('0.01', '0.010', '0.02'), { nil: null }),
    scores: fc.tuple(fc.constantFrom(0, 0.3, 0.5, 1)),
  }),
  { nil: undefined, freq: 8 },
);

describe('the matrix', () => {
  test('can be rebuilt from the results of the runs alone', async () => {
    const cellsOf = (items: number) => fc.array(fc.tuple(cell), { minLength: items, maxLength: items });
    await fc.assert(
      fc.asyncProperty(fc.array(cellsOf(6), { minLength: 1, maxLength: 4 }), async (columns) => {
        const experiment = await givenExperiment(scope, { items: numberedItems(6), variants: columns.length });
        for (const [variant, cells] of columns.entries()) await experiment.run(variant, cells as GivenCells);
        const runs = await database.db.run.findMany({
          where: { experimentId: experiment.id },
          orderBy: { variant: { sortOrder: 'asc' } },
        });
        const runIds = runs.map(({ id }) => encodeId('run', id));
        const comparison = await compare(encodeId('experiment', experiment.id), { runIds: runIds.toReversed() });
        expect(comparison.runs.map(({ id }) => id)).toEqual(runIds);

        const results = await Promise.all(runIds.map(resultsOf));
        const rebuilt = numberedItems(6).map(({ externalId }, place) => naiveRow(place, externalId, runIds, results));
        expect(comparison.rows.edges.map(({ node }) => node)).toMatchObject(rebuilt);
        expect(comparison.summary).toEqual({
          rows: 6,
          divergentRows: rebuilt.filter(({ divergent }) => divergent).length,
          incompleteRows: rebuilt.filter(({ divergent, cells }) => !divergent && cells.some(({ state }) => state === 'MISSING'))
            .length,
          agreeingRows: rebuilt.filter(({ divergent, cells }) => !divergent && cells.every(({ state }) => state !== 'MISSING'))
            .length,
        });
      }),
      { numRuns: 8 },
    );
  });

  test('gives every row once, in order, whatever the page size, the filter and the order', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(40), variants: 3 });
    const rowsGiven = fc.sample(fc.array(fc.tuple(cell), { minLength: 40, maxLength: 40 }), { numRuns: 3, seed: 7 });
    for (const [variant, cells] of rowsGiven.entries()) await experiment.run(variant, cells as GivenCells);
    const runs = await database.db.run.findMany({ where: { experimentId: experiment.id } });
    const id = encodeId('experiment', experiment.id);
    const runIds = runs.map((run) => encodeId('run', run.id));
    const all = await everyRow(id, { runIds }, 200);
    expect(all.map(({ place }) => place)).toEqual(Array.from({ length: 40 }, (_, place) => place));

    const spread = ({ cells }: Row) => {
      const scores = cells.map(({ score }) => score).filter((score) => score !== null);
      return scores.length < 2 ? -1 : Math.max(...scores) - Math.min(...scores);
    };
    const evaluatorId = encodeId('evaluator', experiment.evaluatorIds[0] ?? '');
    const filters: [filter: object, holds: (row: Row) => boolean][] = [
      [{}, () => true],
      [{ divergent: true }, ({ divergent }) => divergent],
      [{ divergent: false }, ({ divergent }) => !divergent],
      [{ errored: true }, ({ cells }) => cells.some(({ state }) => state === 'ERROR')],
      [{ below: { evaluatorId, value: 0.5 } }, ({ cells }) => cells.some(({ score }) => score !== null && score < 0.5)],
      [{ search: 'ITEM-1' }, ({ item }) => item.externalId.includes('item-1')],
      [
        { divergent: true, below: { evaluatorId } },
        ({ divergent, cells }) => divergent && cells.some(({ score }) => score !== null && score < 1),
      ],
    ];
    for (const [filter, holds] of filters) {
      for (const first of [7, 200]) {
        const inOrder = await everyRow(id, { runIds, filter }, first);
        expect(inOrder).toEqual(all.filter(holds));
        const bySpread = await everyRow(id, { runIds, filter, orderBy: 'SCORE_SPREAD' }, first);
        expect(bySpread).toEqual(all.filter(holds).sort((a, b) => spread(b) - spread(a) || a.place - b.place));
      }
    }
  });

  test('is of each variant’s latest completed run where none are named, and takes active ones that are', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(2), variants: 2 });
    const answers = (...outputs: Json[]): GivenCells => outputs.map((output) => [{ output }]);
    await experiment.run(0, answers('old', 'old'));
    const latest = await experiment.run(0, answers('a', 'b'));
    const active = await experiment.run(0, answers('c'));
    const other = await experiment.run(1, answers('a', 'c'));
    const id = encodeId('experiment', experiment.id);
    const byDefault = await compare(id);
    expect(byDefault.runs.map((run) => run.id)).toEqual([latest, other].map((run) => encodeId('run', run.id)));
    expect(byDefault.summary).toEqual({ rows: 2, divergentRows: 1, agreeingRows: 1, incompleteRows: 0 });

    const runIds = [active, other].map((run) => encodeId('run', run.id));
    expect((await compare(id, { runIds })).summary).toEqual({ rows: 2, divergentRows: 1, agreeingRows: 0, incompleteRows: 1 });
    await commitCells(scope, active, [[], [{ output: 'c' }]]);
    expect((await compare(id, { runIds })).summary).toEqual({ rows: 2, divergentRows: 1, agreeingRows: 1, incompleteRows: 0 });
  });

  test('finds nothing by a text that nothing can contain, and nothing behind a row that is not there', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(3), variants: 1 });
    await experiment.run(0, [[{ output: 1 }], [{ output: 2 }], [{ output: 3 }]]);
    const id = encodeId('experiment', experiment.id);
    expect((await compare(id, { filter: { search: '\u0000' } })).rows.edges).toEqual([]);
    for (const orderBy of ['DATASET', 'SCORE_SPREAD'])
      expect((await compare(id, { orderBy, after: '99' })).rows).toMatchObject({ edges: [], pageInfo: { hasNextPage: false } });
  });

  test('refuses a run of another experiment or organization, and says which', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
    const neighbour = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
    const stranger = await givenExperiment(await testScope(database), { items: numberedItems(1), variants: 1 });
    for (const foreign of [neighbour, stranger]) {
      const run = await foreign.run(0, [[{ output: 1 }]]);
      const { errors } = await viewer.execute(comparisonDocument, {
        id: encodeId('experiment', experiment.id),
        runIds: [encodeId('run', run.id)],
      });
      expect(errors?.[0]?.message).toContain(encodeId('run', run.id));
    }
  });

  test('tells which fields of divergent outputs differ, and what the majority has', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(1), variants: 3 });
    for (const [variant, total] of [10, 10, 12].entries())
      await experiment.run(variant, [[{ output: { total, currency: 'EUR' } }]]);
    const data = await viewer.ask(
      `query ($id: ID!) { experiment(id: $id) { comparison { rows { edges { node {
        fields { pointer hasMajority majority values { present value outlier } } } } } } } }`,
      { id: encodeId('experiment', experiment.id) },
    );
    expect(data).toMatchObject({
      experiment: {
        comparison: {
          rows: {
            edges: [
              {
                node: {
                  fields: [
                    {
                      pointer: '/total',
                      hasMajority: true,
                      majority: 10,
                      values: [
                        { present: true, value: 10, outlier: false },
                        { present: true, value: 10, outlier: false },
                        { present: true, value: 12, outlier: true },
                      ],
                    },
                  ],
                },
              },
            ],
          },
        },
      },
    });
  });

  test('holds every two runs against each other, and adjusts for how many pairs there are', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(30), variants: 3 });
    const scored = (score: (place: number) => number) =>
      Array.from({ length: 30 }, (_, place) => [{ output: place, scores: [score(place)] }]);
    await experiment.run(
      0,
      scored(() => 0.25),
    );
    await experiment.run(
      1,
      scored((place) => (place < 20 ? 0.75 : 0.25)),
    );
    await experiment.run(
      2,
      scored((place) => (place % 2 === 0 ? 0.5 : 0)),
    );
    const document = `query ($id: ID!, $threshold: Float) { experiment(id: $id) { comparison { runs { id } pairs(threshold: $threshold) {
      left { id } right { id } summary { comparedItems improved regressed unchanged } statistics { pValue verdict } adjustedPValue
    } } } }`;
    const id = encodeId('experiment', experiment.id);
    const { experiment: seen } = await viewer.ask<{ experiment: { comparison: { runs: { id: string }[]; pairs: Pair[] } } }>(
      document,
      { id },
    );
    const [first, second, third] = seen.comparison.runs.map((run) => run.id);
    const { pairs } = seen.comparison;
    expect(pairs.map(({ left, right }) => [left.id, right.id])).toEqual([
      [first, second],
      [first, third],
      [second, third],
    ]);
    expect(pairs.map(({ summary }) => summary)).toEqual([
      { comparedItems: 30, improved: 20, regressed: 0, unchanged: 10 },
      { comparedItems: 30, improved: 15, regressed: 15, unchanged: 0 },
      { comparedItems: 30, improved: 5, regressed: 25, unchanged: 0 },
    ]);
    expect(pairs.map(({ statistics }) => statistics.verdict)).toEqual(['IMPROVED', 'INCONCLUSIVE', 'REGRESSED']);
    const ranked = [...pairs].sort((a, b) => a.statistics.pValue - b.statistics.pValue);
    ranked.forEach((pair, rank) => {
      const least = Math.max(...ranked.slice(0, rank + 1).map(({ statistics }, place) => (3 - place) * statistics.pValue));
      expect(pair.adjustedPValue).toBeCloseTo(Math.min(1, least), 12);
    });
    const { errors } = await viewer.execute(document, { id, threshold: 2 });
    expect(errors?.[0]?.message).toContain('threshold is 2');
  });

  test('takes as many statements for a page of 40 rows as for a page of one', async () => {
    const experiment = await givenExperiment(scope, { items: numberedItems(40), variants: 4 });
    for (let variant = 0; variant < 4; variant += 1)
      await experiment.run(
        variant,
        Array.from({ length: 40 }, (_, place) => [{ output: place % (variant + 1), scores: [1] }]),
      );
    const id = encodeId('experiment', experiment.id);
    await compare(id, { first: 1 });
    const statementsOf = async (first: number) => {
      database.takeStatements();
      await compare(id, { first });
      return database.takeStatements().map((sql) => sql.replace(/\s+/g, ' ').replace(/\$\d+(,\s*\$\d+)*/g, '$'));
    };
    const one = await statementsOf(1);
    expect(await statementsOf(40)).toHaveLength(one.length);
    expect(one.length).toBeLessThanOrEqual(9);
  });
});

/** A row by the plainest means, from what the API tells of the runs' results. */
function naiveRow(place: number, externalId: string, runIds: string[], results: StoredResult[][]) {
  const cells = runIds.map((runId, column) => ({
    runId,
    result: results[column]?.find(({ item }) => item.externalId === externalId) ?? null,
  }));
  const answerOf = ({ output, error }: StoredResult) =>
    error ? 'error' : canonicalJson(typeof output === 'string' ? output.trim() : output);
  const answers = cells.flatMap(({ result }) => (result ? [answerOf(result)] : []));
  const majority = answers.find((answer) => answers.filter((other) => other === answer).length * 2 > answers.length);
  const divergent = new Set(answers).size > 1;
  const least = (figure: (result: StoredResult) => number | null) => {
    const values = cells.flatMap(({ result }) => (result && !result.error ? (figure(result) ?? []) : []));
    return (result: StoredResult | null) =>
      result !== null && !result.error && figure(result) !== null && figure(result) === Math.min(...values);
  };
  const tokens = ({ inputTokens, outputTokens }: StoredResult) =>
    inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
  const cost = ({ estimatedCost }: StoredResult) => (estimatedCost === null ? null : Number(estimatedCost));
  const [fastest, fewest, cheapest] = [least(({ durationMs }) => durationMs), least(tokens), least(cost)];
  return {
    place,
    divergent,
    hasMajority: majority !== undefined,
    item: { externalId },
    cells: cells.map(({ runId, result }) => ({
      run: { id: runId },
      state: result === null ? 'MISSING' : result.error ? 'ERROR' : 'OUTPUT',
      durationMs: result?.durationMs ?? null,
      totalTokens: result && tokens(result),
      score: result?.score ?? null,
      fastest: fastest(result),
      fewestTokens: fewest(result),
      cheapest: cheapest(result),
      outlier: divergent && result !== null && answerOf(result) !== majority,
      result: result && { id: result.id },
      error: result?.error ?? null,
    })),
  };
}
