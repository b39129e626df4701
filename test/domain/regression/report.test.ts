import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import { addEvaluator, updateEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { excludedCounts, excludedItems, regressionItems } from '../../../src/domain/regression/items.js';
import { regressionPerformance } from '../../../src/domain/regression/performance.js';
import {
  evaluatorRegressions,
  type Regression,
  regressionReport,
  regressionReports,
} from '../../../src/domain/regression/report.js';
import { regressionStatistics } from '../../../src/domain/regression/statistics.js';
import { RunVectors } from '../../../src/domain/comparison/run-vectors.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import { beginRun } from '../../../src/domain/runs/begin-run.js';
import type { Scope } from '../../../src/domain/scope.js';
import { NotFoundError, ValidationError } from '../../../src/failures.js';
import type { Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { commitCells, type GivenCells, givenExperiment, type GivenExperiment } from '../../support/given-runs.js';
import { testScope } from '../../support/scope.js';
import { expectValue, numberedItems, type SeedItem } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

/** Results with these scores, one for each item; null: an error, which scores 0. */
const scored = (...scores: (number | null)[]): GivenCells =>
  scores.map((score) => [score === null ? { scores: [0] } : { output: 'an answer', scores: [score] }]);

/** An experiment over so many items, and two runs of its variant. */
async function twoRuns(before: GivenCells, now: GivenCells, evaluators = 1) {
  const experiment = await givenExperiment(scope, { items: numberedItems(before.length), variants: 1, evaluators });
  const baselineRun = await experiment.run(0, before);
  const run = await experiment.run(0, now);
  return { experiment, baselineRun, run };
}

async function reportOn(run: { id: Id<'run'> }, options: Parameters<typeof regressionReport>[2] = {}) {
  const report = expectValue(await regressionReport(scope, run.id, options));
  if (!report) throw new Error('The test counts on a report.');
  return report;
}

/** The externalIds of the items of a class, with their deltas, in the report's order. */
async function itemsOf(report: Regression, classification: 'REGRESSED' | 'IMPROVED' | 'UNCHANGED' | null = null) {
  const items = await regressionItems(scope, report, { classification, change: null }, 1000, null);
  const names = await externalIds(items.map(({ itemId }) => itemId));
  return items.map(({ delta }, place) => [names[place], delta]);
}

async function externalIds(ids: (string | null)[]) {
  const rows = await scope.db.datasetItem.findMany({ where: { id: { in: ids.filter((id) => id !== null) } } });
  return ids.map((id) => rows.find((row) => row.id === id)?.externalId ?? null);
}

/** Moves an experiment on to a new version of its dataset, with these items and no others. */
async function moveTo(experiment: GivenExperiment, items: SeedItem[]) {
  const { datasetVersion } = await scope.db.experiment.findUniqueOrThrow({
    where: { id: experiment.id },
    include: { datasetVersion: true },
  });
  const version = expectValue(
    await addDatasetVersion(scope, { datasetId: datasetVersion?.datasetId ?? '', items, replace: true }),
  );
  expectValue(await updateExperiment(scope, { id: experiment.id, datasetVersionId: version.id }));
}

test('a run is reported against the one before it, item by item, the largest change first', async () => {
  const { baselineRun, run } = await twoRuns(scored(0.9, 0.5, 0.7, 0.2, 1), scored(0.4, 0.55, 0.8, 0.9, null));
  const report = await reportOn(run);
  expect(report).toMatchObject({
    run: { id: run.id },
    baselineRun: { id: baselineRun.id },
    baselineSource: 'PRIOR_RUN',
    threshold: 0.05,
    ignoredEvaluators: [],
  });
  expect(report.summary).toEqual({
    comparedItems: 5,
    improved: 2,
    regressed: 2,
    unchanged: 1,
    baselineMean: 0.66,
    currentMean: 0.53,
    meanDelta: -0.13,
    netDelta: -0.65,
    newlyFailing: 1,
    newlyWorking: 0,
  });
  expect(await itemsOf(report, 'REGRESSED')).toEqual([
    ['item-4', -1],
    ['item-0', -0.5],
  ]);
  expect(await itemsOf(report, 'IMPROVED')).toEqual([
    ['item-3', 0.7],
    ['item-2', 0.1],
  ]);
  expect(await itemsOf(report, 'UNCHANGED')).toEqual([['item-1', 0.05]]);
  expect(await excludedItems(scope, report, null, 10, null)).toEqual([]);
});

test('there is no report without a baseline, and a failure for a run that is unknown, unfinished, or the stranger’s', async () => {
  const { experiment, baselineRun, run } = await twoRuns(scored(1), scored(0));
  expect(await regressionReport(scope, baselineRun.id)).toBeNull();
  expect(await regressionReport(scope, crypto.randomUUID())).toBeInstanceOf(NotFoundError);
  const unfinished = await experiment.run(0, []);
  expect(await regressionReport(scope, unfinished.id)).toMatchObject({ code: 'RUN_NOT_COMPLETED' });
  const stranger = await testScope(database);
  expect(await regressionReport(stranger, run.id)).toBeInstanceOf(NotFoundError);
  const elsewhere = await givenExperiment(scope, { items: numberedItems(1), variants: 1 });
  expect(await regressionReport({ ...scope, onlyExperiment: elsewhere.id }, run.id)).toBeInstanceOf(NotFoundError);
});

test.each([-0.01, 1.01, Number.NaN, Number.POSITIVE_INFINITY])('a threshold of %d is refused', async (threshold) => {
  const { run } = await twoRuns(scored(1), scored(0));
  const refused = await regressionReport(scope, run.id, { threshold });
  expect(refused).toBeInstanceOf(ValidationError);
  expect(refused).toMatchObject({ field: 'threshold' });
});

test('two variants are compared by naming a run of the other', async () => {
  const experiment = await givenExperiment(scope, { items: numberedItems(3), variants: 2 });
  const [one, two] = [await experiment.run(0, scored(1, 0, 1)), await experiment.run(1, scored(1, 1, 1))];
  const report = await reportOn(one, { baselineRunId: two.id, threshold: 0 });
  expect(report).toMatchObject({ baselineSource: 'EXPLICIT', summary: { comparedItems: 3, regressed: 1, improved: 0 } });
  expect((await reportOn(two, { baselineRunId: one.id })).summary).toMatchObject({ regressed: 0, improved: 1, netDelta: 1 });
});

test('with trials, an item’s score is their mean, and it fails when most of its trials do', async () => {
  const answer = (score: number) => ({ output: 'an answer', scores: [score] });
  const error = { scores: [0] };
  const { run } = await twoRuns(
    [
      [answer(1), answer(0.5), answer(0)],
      [answer(1), answer(1), answer(1)],
      [error, error, answer(1)],
    ],
    [
      [answer(1), answer(1), answer(0.25)],
      [error, error, answer(1)],
      [error, answer(1), answer(1)],
    ],
  );
  const report = await reportOn(run);
  expect(report.summary).toMatchObject({ comparedItems: 3, newlyFailing: 1, newlyWorking: 1 });
  expect(await itemsOf(report)).toEqual([
    ['item-1', -0.666666667],
    ['item-2', 0.333333334],
    ['item-0', 0.25],
  ]);
});

describe('what is left out', () => {
  test('is told with its reason, where the dataset has changed between the runs', async () => {
    const [same, changed, removed, unscored] = numberedItems(4);
    if (!same || !changed || !removed || !unscored) throw new Error('There are four items.');
    const experiment = await givenExperiment(scope, { items: [same, changed, removed, unscored], variants: 1 });
    await experiment.run(0, scored(1, 1, 1, 1));
    const added = { externalId: 'new', input: { number: 99 } };
    await moveTo(experiment, [added, same, { ...changed, input: { number: -1 } }, unscored]);
    const unjudged = [{ output: 'an answer', scores: [null] }];
    const report = await reportOn(await experiment.run(0, [...scored(1, 0, 1), unjudged]));

    expect(report.summary).toMatchObject({ comparedItems: 1, regressed: 1, baselineMean: 1, currentMean: 0 });
    expect(await excludedCounts(scope, report)).toEqual({ ADDED: 1, REMOVED: 1, CHANGED_INPUT: 1, NOT_FINISHED: 0, UNSCORED: 1 });
    const left = await excludedItems(scope, report, null, 10, null);
    const names = await externalIds(left.map(({ itemId }) => itemId));
    expect(left.map(({ reason, side }, place) => [names[place], reason, side])).toEqual([
      ['new', 'ADDED', 'BASELINE'],
      ['item-1', 'CHANGED_INPUT', 'BOTH'],
      ['item-3', 'UNSCORED', 'CURRENT'],
      ['item-2', 'REMOVED', 'CURRENT'],
    ]);
    const [change] = left.filter(({ reason }) => reason === 'CHANGED_INPUT');
    expect(await externalIds([change?.formerItemId ?? null])).toEqual(['item-1']);
    expect(change?.formerItemId).not.toBe(change?.itemId);
    expect((await excludedItems(scope, report, 'REMOVED', 10, null)).map(({ itemId }) => itemId)).toEqual([left[3]?.itemId]);
    expect(await excludedItems(scope, report, null, 2, left[1]?.place ?? null)).toEqual(left.slice(2));
  });

  test('is every item where the evaluators have nothing in common', async () => {
    const { experiment } = await twoRuns(scored(1, 0), scored(1, 0));
    expectValue(await updateEvaluator(scope, { id: experiment.evaluatorIds[0] ?? '', threshold: 0.9 }));
    const report = await reportOn(await experiment.run(0, scored(0, 1)));
    expect(report.summary).toMatchObject({ comparedItems: 0, baselineMean: null, netDelta: null });
    expect(report.ignoredEvaluators.map(({ evaluator, side }) => [evaluator.name, evaluator.threshold, side])).toEqual([
      ['right', 0.9, 'CURRENT'],
      ['right', 1, 'BASELINE'],
    ]);
    expect(await excludedCounts(scope, report)).toMatchObject({ UNSCORED: 2 });
    expect(await regressionStatistics(scope, [report])).toMatchObject([{ items: 0, verdict: 'INCONCLUSIVE' }]);
  });
});

test('only evaluators that both runs had count; the others are named', async () => {
  const experiment = await givenExperiment(scope, { items: numberedItems(2), variants: 1 });
  const both = (right: number, other: number) => ({ output: 'an answer', scores: [right, other] });
  await experiment.run(0, scored(1, 0));
  expectValue(await addEvaluator(scope, { experimentId: experiment.id, name: 'close', kind: 'LEVENSHTEIN' }));
  const run = await experiment.run(0, [[both(1, 0)], [both(0, 1)]]);
  const report = await reportOn(run);
  expect(report.summary).toMatchObject({ comparedItems: 2, unchanged: 2, meanDelta: 0 });
  expect(report.ignoredEvaluators).toMatchObject([{ evaluator: { name: 'close' }, side: 'CURRENT' }]);

  // The next run has the same two, and is compared by both.
  const next = await reportOn(await experiment.run(0, [[both(1, 1)], [both(1, 0)]]));
  expect(next.ignoredEvaluators).toEqual([]);
  expect(next.summary).toMatchObject({ comparedItems: 2, improved: 1, unchanged: 1, netDelta: 0.5 });
  const parts = await evaluatorRegressions(scope, next);
  expect(parts.map(({ evaluator, summary }) => [evaluator.name, summary.improved, summary.regressed, summary.netDelta])).toEqual([
    ['right', 1, 0, 1],
    ['close', 1, 1, 0],
  ]);
  expect(await itemsOf(parts[1] as Regression)).toEqual([
    ['item-0', 1],
    ['item-1', -1],
  ]);
});

test('duration, tokens and cost are of the compared items alone, and unknown where any is', async () => {
  const cell = (durationMs: number, tokens: number, cost: string | null, score: number | null = 1) => [
    { output: 'an answer', scores: [score], durationMs, tokens, cost },
  ];
  const { experiment, run } = await twoRuns(
    [cell(100, 10, '0.1'), cell(300, 30, '0.2'), cell(9000, 9000, '9', null)],
    [cell(50, 20, '0.1'), cell(150, 40, '0.000000000003'), cell(9000, 9000, '9')],
  );
  const report = await reportOn(run);
  expect(report.summary.comparedItems).toBe(2);
  expect(await regressionPerformance(scope, report)).toEqual({
    baseline: { averageDurationMs: 200, averageTokens: 20, totalCost: '0.3' },
    current: { averageDurationMs: 100, averageTokens: 30, totalCost: '0.100000000003' },
    delta: { averageDurationMs: -100, averageTokens: 10, totalCost: '-0.199999999997' },
  });
  const unpriced = await experiment.run(0, [cell(50, 20, null), cell(150, 40, '1'), cell(1, 1, '1')]);
  expect(await regressionPerformance(scope, await reportOn(unpriced))).toMatchObject({
    baseline: { totalCost: '9.100000000003' },
    current: { averageDurationMs: 67, totalCost: null },
    delta: { totalCost: null },
  });
});

test('statistics are the same whenever they are read, also by another process', async () => {
  const { run } = await twoRuns(
    scored(...Array.from({ length: 40 }, (_, item) => (item % 5) / 5)),
    scored(...Array.from({ length: 40 }, (_, item) => (item % 7) / 7)),
  );
  const report = await reportOn(run);
  const statistics = await regressionStatistics(scope, [report]);
  expect(statistics).toMatchObject([{ items: 40, meanDelta: report.summary.meanDelta }]);
  const elsewhere = { ...scope, vectors: new RunVectors(database.db) };
  const again = expectValue(await regressionReport(elsewhere, run.id));
  expect(again && (await regressionStatistics(elsewhere, [again]))).toEqual(statistics);
});

test('a report follows a run whose failed items were tried again', async () => {
  const { run } = await twoRuns(scored(1, 1), scored(1, null));
  expect((await reportOn(run)).summary).toMatchObject({ newlyFailing: 1, netDelta: -1 });
  expectValue(await retryFailedItems(scope, run.id));
  await beginRun(scope.db, run.id);
  await commitCells(scope, run, [[], [{ output: 'an answer', scores: [1] }]]);
  expect((await reportOn(run)).summary).toMatchObject({ newlyFailing: 0, netDelta: 0 });
});

test('the reports on thirty runs take as many statements as the report on one', async () => {
  const experiment = await givenExperiment(scope, { items: numberedItems(3), variants: 1 });
  const runs = [];
  for (let place = 0; place < 31; place += 1) runs.push(await experiment.run(0, scored(1, place % 2, 0.5)));
  const requests = runs.slice(1).map((run) => ({ run, baselineRunId: null, threshold: null }));
  await regressionReports(scope, requests);
  // Known to the database, and not to this process.
  const fresh = { ...scope, vectors: new RunVectors(database.db) };
  database.takeStatements();
  const [only] = await regressionReports(fresh, requests.slice(0, 1));
  const one = database.takeStatements().length;
  const all = await regressionReports(fresh, requests);
  expect(database.takeStatements()).toHaveLength(one);
  expect(only).toEqual(all[0]);
  expect(all.map((report) => expectValue(report)?.summary.netDelta)).toEqual(
    requests.map((_, place) => (place % 2 === 0 ? 1 : -1)),
  );
});
