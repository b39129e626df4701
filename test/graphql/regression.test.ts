import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RunVectors } from '../../src/domain/comparison/run-vectors.js';
import type { Scope } from '../../src/domain/scope.js';
import { isFailure } from '../../src/failures.js';
import { encodeId } from '../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type GivenCells, givenExperiment, type GivenExperiment } from '../support/given-runs.js';
import { testScope } from '../support/scope.js';
import { numberedItems } from '../support/seed.js';
import { type Asker, asker } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let editor: Asker;
let experiment: GivenExperiment;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  editor = await asker(scope, 'EDITOR');
});
afterAll(() => database.close());
beforeEach(async () => {
  experiment = await givenExperiment(scope, { items: numberedItems(4), variants: 2 });
});

/** Results with these scores, one for each item; null: an error. */
const scored = (...scores: (number | null)[]): GivenCells =>
  scores.map((score) => [score === null ? { scores: [0] } : { output: 'an answer', scores: [score], durationMs: 10, tokens: 5 }]);

/** Runs a variant to its end. @returns the run's public id. */
const ran = async (variant: number, ...scores: (number | null)[]) =>
  encodeId('run', (await experiment.run(variant, scored(...scores))).id);

const mark = (runId: string) =>
  editor.ask<{ markBaseline: object }>(
    'mutation ($runId: ID!) { markBaseline(runId: $runId) { __typename ... on Run { id status baseline } ... on Error { code message } } }',
    { runId },
  );

const regressionOf = async (id: string, args = '', selection = 'baselineSource baselineRun { id } summary { comparedItems }') =>
  editor.ask<{ run: { regression: { [field: string]: unknown } | null } }>(
    `query ($id: ID!) { run(id: $id) { regression${args} { ${selection} } } }`,
    { id },
  );

/** The code of the one error of a document. */
async function refusedWith(document: string, variables: object) {
  const { errors = [] } = await editor.execute(document, variables);
  expect(errors).toHaveLength(1);
  const [refused] = errors.map(({ originalError }) => originalError);
  return isFailure(refused) ? refused.code : refused;
}

describe('a baseline', () => {
  it('is marked, moved and cleared', async () => {
    const [first, second] = [await ran(0, 1, 1, 1, 1), await ran(0, 0, 1, 1, 1)];
    expect(await mark(first)).toEqual({ markBaseline: { __typename: 'Run', id: first, status: 'COMPLETED', baseline: true } });
    await mark(second);
    const variantId = encodeId('variant', experiment.variantIds[0] ?? '');
    const document = 'query ($id: ID!) { node(id: $id) { ... on Variant { baselineRun { id } } } }';
    expect(await editor.ask(document, { id: variantId })).toEqual({ node: { baselineRun: { id: second } } });
    const cleared = await editor.ask('mutation ($id: ID!) { clearBaseline(runId: $id) { ... on Run { id baseline } } }', {
      id: second,
    });
    expect(cleared).toEqual({ clearBaseline: { id: second, baseline: false } });
    expect(await editor.ask(document, { id: variantId })).toEqual({ node: { baselineRun: null } });
  });

  it('is no run that has not completed, and its failed items stay as they are', async () => {
    const active = encodeId('run', (await experiment.run(0, [])).id);
    expect(await mark(active)).toMatchObject({ markBaseline: { __typename: 'ConflictError', code: 'RUN_NOT_COMPLETED' } });
    const failing = await ran(0, 1, 1, 1, null);
    await mark(failing);
    const retried = await editor.ask('mutation ($id: ID!) { retryFailedItems(runId: $id) { ... on Error { code } } }', {
      id: failing,
    });
    expect(retried).toEqual({ retryFailedItems: { code: 'RUN_IS_BASELINE' } });
  });
});

const wholeReport = `query ($id: ID!) {
  run(id: $id) {
    regression {
      run { id }
      baselineRun { id }
      baselineSource
      threshold
      summary { comparedItems improved regressed unchanged baselineMean currentMean meanDelta netDelta newlyFailing newlyWorking }
      regressed { ...Item }
      improved { ...Item }
      items(change: NEWLY_WORKING) { edges { node { item { externalId } change } } }
      statistics {
        confidenceLow confidenceHigh pValue verdict itemsNeeded
        mcnemar { improved regressed pValue }
        baselinePassRate { passed judged rate }
        currentPassRate { passed judged rate }
      }
      evaluators { evaluator { name } summary { netDelta } statistics { verdict } regressed { delta } }
      ignoredEvaluators { name side }
      excluded { counts { reason items } items { edges { node { reason side item { externalId } formerItem { id } } } } }
      performance { baseline { ...Figures } current { ...Figures } delta { ...Figures } }
    }
  }
}
fragment Item on RegressionItem {
  item { externalId } baselineScore currentScore delta classification
  baselineResult { score } currentResult { score }
}
fragment Figures on PerformanceFigures { averageDurationMs averageTokens totalCost }`;

describe('a report', () => {
  it('has every field of a report', async () => {
    const before = await ran(0, 1, 0.5, null, 0.1);
    const now = await ran(0, 0.2, 0.5, 1, 0.1);
    interface Report {
      run: object;
      baselineRun: object;
      statistics: object;
    }
    const { run } = await editor.ask<{ run: { regression: Report } }>(wholeReport, { id: now });
    const { run: reported, baselineRun, statistics, ...rest } = run.regression;
    expect([reported, baselineRun]).toEqual([{ id: now }, { id: before }]);
    expect(statistics).toEqual({
      // No interval of so few items.
      confidenceLow: null,
      confidenceHigh: null,
      pValue: 1,
      verdict: 'INCONCLUSIVE',
      itemsNeeded: expect.any(Number),
      mcnemar: { improved: 1, regressed: 1, pValue: 1 },
      baselinePassRate: { passed: 1, judged: 4, rate: 25 },
      currentPassRate: { passed: 1, judged: 4, rate: 25 },
    });
    expect(rest).toMatchInlineSnapshot(`
      {
        "baselineSource": "PRIOR_RUN",
        "evaluators": [
          {
            "evaluator": {
              "name": "right",
            },
            "regressed": [
              {
                "delta": -0.8,
              },
            ],
            "statistics": {
              "verdict": "INCONCLUSIVE",
            },
            "summary": {
              "netDelta": 0.2,
            },
          },
        ],
        "excluded": {
          "counts": [],
          "items": {
            "edges": [],
          },
        },
        "ignoredEvaluators": [],
        "improved": [
          {
            "baselineResult": {
              "score": 0,
            },
            "baselineScore": 0,
            "classification": "IMPROVED",
            "currentResult": {
              "score": 1,
            },
            "currentScore": 1,
            "delta": 1,
            "item": {
              "externalId": "item-2",
            },
          },
        ],
        "items": {
          "edges": [
            {
              "node": {
                "change": "NEWLY_WORKING",
                "item": {
                  "externalId": "item-2",
                },
              },
            },
          ],
        },
        "performance": {
          "baseline": {
            "averageDurationMs": 10,
            "averageTokens": 5,
            "totalCost": null,
          },
          "current": {
            "averageDurationMs": 10,
            "averageTokens": 5,
            "totalCost": null,
          },
          "delta": {
            "averageDurationMs": 0,
            "averageTokens": 0,
            "totalCost": null,
          },
        },
        "regressed": [
          {
            "baselineResult": {
              "score": 1,
            },
            "baselineScore": 1,
            "classification": "REGRESSED",
            "currentResult": {
              "score": 0.2,
            },
            "currentScore": 0.2,
            "delta": -0.8,
            "item": {
              "externalId": "item-0",
            },
          },
        ],
        "summary": {
          "baselineMean": 0.4,
          "comparedItems": 4,
          "currentMean": 0.45,
          "improved": 1,
          "meanDelta": 0.05,
          "netDelta": 0.2,
          "newlyFailing": 0,
          "newlyWorking": 1,
          "regressed": 1,
          "unchanged": 2,
        },
        "threshold": 0.05,
      }
    `);
  });

  it('is against the named run, the marked one, the prior one, or none, and says which', async () => {
    const [first, second, third] = [await ran(0, 1, 1, 1, 1), await ran(0, 0, 1, 1, 1), await ran(0, 0, 0, 1, 1)];
    expect(await regressionOf(first)).toEqual({ run: { regression: null } });
    expect(await regressionOf(third)).toMatchObject({
      run: { regression: { baselineSource: 'PRIOR_RUN', baselineRun: { id: second } } },
    });
    await mark(first);
    expect(await regressionOf(third)).toMatchObject({
      run: { regression: { baselineSource: 'MARKED_BASELINE', baselineRun: { id: first } } },
    });
    expect(await regressionOf(first)).toEqual({ run: { regression: null } });
    const other = await ran(1, 1, 1, 1, 1);
    expect(await regressionOf(third, `(baselineRunId: "${other}")`)).toMatchObject({
      run: { regression: { baselineSource: 'EXPLICIT', baselineRun: { id: other }, summary: { comparedItems: 4 } } },
    });
  });

  it('classifies by the threshold that it is given', async () => {
    await ran(0, 0.5, 0.5, 0.5, 0.5);
    const now = await ran(0, 0.5, 0.55, 0.7, 0.1);
    const counts = async (args: string) =>
      (await regressionOf(now, args, 'threshold summary { improved regressed unchanged }')).run.regression;
    expect(await counts('')).toEqual({ threshold: 0.05, summary: { improved: 1, regressed: 1, unchanged: 2 } });
    expect(await counts('(threshold: 0)')).toEqual({ threshold: 0, summary: { improved: 2, regressed: 1, unchanged: 1 } });
    expect(await counts('(threshold: 0.4)')).toEqual({ threshold: 0.4, summary: { improved: 0, regressed: 0, unchanged: 4 } });
  });

  it('is null while the run is active, and a coded error for what can’t be compared', async () => {
    const [first, now] = [await ran(0, 1, 1, 1, 1), await ran(0, 0, 1, 1, 1)];
    const active = encodeId('run', (await experiment.run(0, [])).id);
    expect(await regressionOf(active)).toEqual({ run: { regression: null } });
    const stranger = await testScope(database);
    const theirs = await givenExperiment(stranger, { items: numberedItems(1), variants: 1 });
    const strange = encodeId('run', (await theirs.run(0, scored(1))).id);
    const refused = (id: string, args: string) =>
      refusedWith(`query ($id: ID!) { run(id: $id) { regression(${args}) { threshold } } }`, { id });
    expect(await refused(active, `baselineRunId: "${first}"`)).toBe('RUN_NOT_COMPLETED');
    expect(await refused(now, `baselineRunId: "${active}"`)).toBe('RUN_NOT_COMPLETED');
    expect(await refused(now, `baselineRunId: "${strange}"`)).toBe('NOT_FOUND');
    expect(await refused(now, `baselineRunId: "${now}"`)).toBe('VALIDATION');
    expect(await refused(now, 'baselineRunId: "exp_nonsense"')).toBe('INVALID_ID');
    expect(await refused(now, 'threshold: 1.5')).toBe('VALIDATION');
  });

  it('gives all of its items in pages, each once', async () => {
    await ran(0, 1, 0.5, 0.5, 1);
    const now = await ran(0, 0.2, 0.5, 1, 0.5);
    const names: string[] = [];
    const sizes: number[] = [];
    interface Page {
      edges: { node: { item: { externalId: string } } }[];
      pageInfo: { endCursor: string | null; hasNextPage: boolean };
    }
    for (let after: string | null = null, more = true; more; ) {
      const args = after === null ? '(first: 3)' : `(first: 3, after: "${after}")`;
      const selection = `items${args} { edges { node { item { externalId } } } pageInfo { endCursor hasNextPage } }`;
      const { run } = await regressionOf(now, '', selection);
      const { edges, pageInfo } = (run.regression as { items: Page }).items;
      names.push(...edges.map(({ node }) => node.item.externalId));
      sizes.push(edges.length);
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(names).toEqual(['item-0', 'item-2', 'item-3', 'item-1']);
    expect(sizes).toEqual([3, 1]);
  });
});

it('a variant has the pass rate of its newest completed run, and how much more that is than its baseline’s', async () => {
  const document = `query ($id: ID!) { experiment(id: $id) { variants { passRate passRateVsBaseline } } }`;
  const rates = () => editor.ask(document, { id: encodeId('experiment', experiment.id) });
  const baseline = await ran(0, 1, 1, 0, 0);
  await ran(0, 1, 1, 1, 0);
  await experiment.run(0, []);
  expect(await rates()).toEqual({
    experiment: {
      variants: [
        { passRate: 75, passRateVsBaseline: null },
        { passRate: null, passRateVsBaseline: null },
      ],
    },
  });
  await mark(baseline);
  expect(await rates()).toMatchObject({ experiment: { variants: [{ passRate: 75, passRateVsBaseline: 50 }, {}] } });
});

it('a table of runs has each run’s report in as many statements as it has levels', async () => {
  for (let place = 0; place < 12; place += 1) await ran(place % 2, 1, (place % 3) / 2, 0, 1);
  const document = `query ($id: ID!, $first: Int) {
    experiment(id: $id) { runs(first: $first) { edges { node {
      baseline variant { passRate baselineRun { id } }
      regression { baselineSource baselineRun { id } summary { improved regressed unchanged meanDelta } }
    } } } }
  }`;
  const counted = async (first: number) => {
    const fresh = await asker({ ...scope, vectors: new RunVectors(database.db) }, 'VIEWER');
    database.takeStatements();
    const data = await fresh.ask(document, { id: encodeId('experiment', experiment.id), first });
    return { data, statements: database.takeStatements().length };
  };
  // The first look packs the runs, and reads the order of their items.
  await counted(12);
  const [one, all] = [await counted(1), await counted(12)];
  expect(all.statements).toBe(one.statements);
  expect(JSON.stringify(all.data).match(/PRIOR_RUN/g)).toHaveLength(10);
});
