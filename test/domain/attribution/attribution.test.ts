import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Attribution, attributions } from '../../../src/domain/attribution/attribution.js';
import { measureInteraction } from '../../../src/domain/attribution/interactions.js';
import { performanceDifference } from '../../../src/domain/attribution/performance-difference.js';
import { addDatasetVersion } from '../../../src/domain/datasets/versions.js';
import { addEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { markBaseline } from '../../../src/domain/regression/baselines.js';
import { regressionReport } from '../../../src/domain/regression/report.js';
import { regressionStatistics } from '../../../src/domain/regression/statistics.js';
import type { Scope } from '../../../src/domain/scope.js';
import { VariantTree } from '../../../src/domain/variants/tree.js';
import { updateVariant } from '../../../src/domain/variants/variants.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import type { GivenCells, GivenResult } from '../../support/given-runs.js';
import { type GivenTree, givenTree } from '../../support/given-tree.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';

let database: TestDatabase;
let scope: Scope;
let example: GivenTree;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  example = await workedExample();
});
afterAll(() => database.close());

/** Results with these scores, one for each item; null: an error, which scores 0. */
function scored(scores: (number | null)[], known: Omit<GivenResult, 'output' | 'scores'> = {}): GivenCells {
  return scores.map((score) => [score === null ? { ...known, scores: [0] } : { ...known, output: 'an answer', scores: [score] }]);
}

/** The same scores again and again. */
const times = <T>(count: number, list: T[]): T[] => Array.from({ length: count }, () => list).flat();

async function attributionIn(tree: GivenTree, name: string): Promise<Attribution | null> {
  const variants = await scope.db.variant.findMany({ where: { experimentId: tree.experimentId }, orderBy: { sortOrder: 'asc' } });
  const [found] = await attributions(scope, [{ tree: new VariantTree(variants), id: tree.id(name) }]);
  return found ?? null;
}

async function attributed(tree: GivenTree, name: string): Promise<Attribution> {
  const found = await attributionIn(tree, name);
  if (!found) throw new Error('The test counts on an attribution.');
  return found;
}

/** The scores of eight items, which come ten times. */
const worked = {
  root: [0, 0, 0, 0, 1, 1, 1, 1],
  colder: [1, 0, 0, 0, 1, 1, 1, 1],
  both: [1, 1, 1, 0, 1, 1, 1, 0],
  larger: [0, 1, 1, 1, 1, 1, 1, 1],
};

async function workedExample(): Promise<GivenTree> {
  const tree = await givenTree(
    scope,
    { items: 80 },
    { colder: ['root', 'temperature', 0.3], both: ['colder', 'model', 'large'], larger: ['root', 'model', 'large'] },
  );
  const taken = {
    root: { durationMs: 100, cost: '0.001' },
    colder: { durationMs: 90, cost: '0.001' },
    both: { durationMs: 190, cost: '0.0035' },
    larger: { durationMs: 200, cost: '0.0035' },
  };
  for (const name of ['root', 'colder', 'both', 'larger'] as const)
    await tree.run(name, scored(times(10, worked[name]), taken[name]));
  return tree;
}

test('each override on the path contributes what its variant changed, and the contributions add up to the total', async () => {
  const { contributions, total, addsUp, note } = await attributed(example, 'both');
  expect(contributions.map(({ variant, against }) => [variant.name, against.name])).toEqual([
    ['colder', 'variant 1'],
    ['both', 'colder'],
  ]);
  // One of eight better; then two of eight better and one worse.
  expect(contributions.map(({ score, passRate }) => [score?.value, passRate?.value])).toEqual([
    [0.125, 12.5],
    [0.125, 12.5],
  ]);
  expect(total).toMatchObject({ score: { value: 0.25, items: 80 }, passRate: { value: 25, items: 80 } });
  expect({ addsUp, note }).toEqual({ addsUp: true, note: null });
  expect(contributions.map((each) => each.note)).toEqual([null, null]);

  const [colder, both] = await Promise.all(contributions.map(({ pair }) => performanceDifference(scope, pair)));
  expect(colder).toEqual({
    cost: { value: '0', confidenceLow: '0', confidenceHigh: '0', items: 80 },
    durationMs: { value: -10, confidenceLow: -10, confidenceHigh: -10, items: 80 },
  });
  expect(both).toMatchObject({ cost: { value: '0.0025' }, durationMs: { value: 100 } });
  expect(await performanceDifference(scope, total.pair)).toMatchObject({ cost: { value: '0.0025' }, durationMs: { value: 90 } });
});

test('overrides that add up to less together than apart are pointed out, in numbers', async () => {
  const { combinations } = await attributed(example, 'both');
  const [interaction, ...others] = await Promise.all(combinations.map((each) => measureInteraction(scope, each)));
  expect(others).toEqual([]);
  expect(interaction).toMatchObject({
    override: { step: null, parameter: 'model', value: 'large' },
    without: { name: 'colder' },
    alone: { name: 'larger' },
    together: { name: 'both' },
    // One of eight and three of eight; two of eight.
    figures: { expected: 0.5, actual: 0.25, difference: { value: -0.25, items: 80 }, addsUp: false },
  });
  expect(interaction?.note).toMatch(
    /^What "colder" and "larger" change apart would make \+0\.500 in mean score; together, in "both", they make \+0\.250\. The difference of −0\.250 \(95 %: −0\.\d{3} to −0\.\d{3}, over 80 items\) is more than chance explains\.$/,
  );
});

test('the interval of a contribution is that of the report on the same two runs', async () => {
  const [, both] = (await attributed(example, 'both')).contributions;
  const report = expectValue(
    await regressionReport(scope, both?.pair.run.id ?? '', { baselineRunId: both?.pair.baselineRun.id ?? null }),
  );
  const [statistics] = report ? await regressionStatistics(scope, [report]) : [];
  expect(both?.score).toMatchObject({
    value: report?.summary.meanDelta,
    confidenceLow: statistics?.confidenceLow,
    confidenceHigh: statistics?.confidenceHigh,
  });
});

test('there is no attribution of a root, nor before both ends of the path have a completed run', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  const of = (name: string) => attributionIn(tree, name);
  expect([await of('root'), await of('b')]).toEqual([null, null]);
  await tree.run('b', scored([1, 1]));
  expect(await of('b')).toBeNull();
  await tree.run('root', scored([1, 1]));
  expect([await of('root'), await of('a')]).toEqual([null, null]);
  expect(await of('b')).toMatchObject({ total: { score: { value: 0 } } });
});

test('what a variant without a completed run changes is told together with the next one’s', async () => {
  const tree = await givenTree(
    scope,
    { items: 6 },
    { a: ['root', 'temperature', 0.3], b: ['a', 'top_p', 0.5], c: ['b', 'model', 'large'], d: ['c', 'system', 'Be brief.'] },
  );
  await tree.run('root', scored(times(3, [0, 1])));
  await tree.run('a', []);
  await tree.run('c', scored(times(3, [1, 1])));
  await tree.run('d', scored(times(3, [1, 0])));
  const { contributions, addsUp } = await attributed(tree, 'd');
  expect(contributions.map(({ introduced, score }) => [introduced.map(({ name }) => name), score?.value])).toEqual([
    [['a', 'b', 'c'], 0.5],
    [['d'], -0.5],
  ]);
  expect(contributions.map(({ note }) => note)).toEqual([
    '"a", "b" have no COMPLETED run of the present configuration over the root’s dataset, so what they change is told together with "c".',
    null,
  ]);
  expect(addsUp).toBe(true);
});

test('a variant that was changed since its run counts as not measured, and its present override is told with the next one’s', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  await tree.run('root', scored([0, 0]));
  await tree.run('a', scored([1, 0]));
  expectValue(await updateVariant(scope, { id: tree.id('a'), override: { step: null, parameter: 'temperature', value: 0.9 } }));
  expect(await attributionIn(tree, 'a')).toBeNull();
  await tree.run('b', scored([1, 1]));
  const { contributions } = await attributed(tree, 'b');
  expect(contributions).toMatchObject([{ against: { name: 'variant 1' }, introduced: [{ name: 'a' }, { name: 'b' }] }]);
  await tree.run('a', scored([0, 1]));
  expect((await attributed(tree, 'b')).contributions).toHaveLength(2);
});

test('a variant that was changed, run, and changed back is told of by the run of what it is', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  const change = async (value: number) =>
    expectValue(await updateVariant(scope, { id: tree.id('a'), override: { step: null, parameter: 'temperature', value } }));
  await tree.run('root', scored([0, 0]));
  await tree.run('a', scored([1, 0]));
  await change(0.9);
  await tree.run('a', scored([1, 1]));
  await change(0.3);
  await tree.run('b', scored([1, 1]));
  const { contributions, total } = await attributed(tree, 'b');
  expect(contributions.map(({ score, note }) => [score?.value, note])).toEqual([
    [0.5, null],
    [0.5, null],
  ]);
  expect(total.score?.value).toBe(1);
});

/** Lets the runs that follow go over another dataset, of as many items. */
async function overAnotherDataset({ experimentId }: GivenTree, items: number): Promise<void> {
  const other = await givenTree(scope, { items }, {});
  const { datasetVersionId } = await scope.db.experiment.findUniqueOrThrow({ where: { id: other.experimentId } });
  await scope.db.experiment.update({ where: { id: experimentId }, data: { datasetVersionId } });
}

test('a run over another dataset on the way is no measure: what its variant changes is told with the next one’s', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  const { datasetVersionId } = await scope.db.experiment.findUniqueOrThrow({ where: { id: tree.experimentId } });
  await tree.run('root', scored([0, 0]));
  await overAnotherDataset(tree, 2);
  await tree.run('a', scored([1, 0]));
  await scope.db.experiment.update({ where: { id: tree.experimentId }, data: { datasetVersionId } });
  await tree.run('b', scored([1, 1]));
  expect(await attributionIn(tree, 'a')).toBeNull();
  const { contributions, addsUp } = await attributed(tree, 'b');
  expect(contributions).toMatchObject([
    {
      against: { name: 'variant 1' },
      introduced: [{ name: 'a' }, { name: 'b' }],
      score: { value: 1, items: 2 },
      note: '"a" has no COMPLETED run of the present configuration over the root’s dataset, so what it changes is told together with "b".',
    },
  ]);
  expect(addsUp).toBe(true);
});

test('of several variants that have an override alone the one whose run is the oldest counts, over the same items', async () => {
  const tree = await givenTree(
    scope,
    { items: 2 },
    {
      a: ['root', 'temperature', 0.3],
      b: ['a', 'model', 'large'],
      never: ['root', 'model', 'large'],
      late: ['root', 'model', 'large'],
      early: ['root', 'model', 'large'],
    },
  );
  const alone = async () => (await attributed(tree, 'b')).combinations.map((combination) => combination.alone.name);
  const { datasetVersionId } = await scope.db.experiment.findUniqueOrThrow({ where: { id: tree.experimentId } });
  for (const name of ['root', 'a', 'b']) await tree.run(name, scored([0, 1]));
  const { datasetId } = await scope.db.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId ?? '' } });
  const grown = expectValue(await addDatasetVersion(scope, { datasetId, items: [{ externalId: 'another', input: 1 }] }));
  await scope.db.experiment.update({ where: { id: tree.experimentId }, data: { datasetVersionId: grown.id } });
  await tree.run('late', scored([1, 1, 1]));
  expect(await alone()).toEqual([]);
  await scope.db.experiment.update({ where: { id: tree.experimentId }, data: { datasetVersionId } });
  await tree.run('early', scored([1, 1]));
  await tree.run('late', scored([1, 1]));
  expect(await alone()).toEqual(['early']);
});

test('contributions over different items don’t add up, and say so', async () => {
  const tree = await givenTree(scope, { items: 3 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  await tree.run('root', scored([0, 0, 0]));
  const unscored: GivenCells = [[{ output: 'an answer', scores: [null] }], ...scored([0, 1])];
  await tree.run('a', unscored);
  await tree.run('b', scored([1, 1, 1]));
  const { contributions, total, addsUp, note } = await attributed(tree, 'b');
  expect(contributions.map(({ score }) => score?.items)).toEqual([2, 2]);
  expect(total.score?.items).toBe(3);
  expect(addsUp).toBe(false);
  expect(note).toContain('they are over 2, 2 items, the total is over 3.');
});

test('the root is told of by its marked baseline run, even when a newer one has completed', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3] });
  const marked = await tree.run('root', scored([1, 0]));
  await tree.run('root', scored([0, 0]));
  await tree.run('a', scored([1, 1]));
  expect((await attributed(tree, 'a')).total.score?.value).toBe(1);
  expectValue(await markBaseline(scope, marked.id));
  expect((await attributed(tree, 'a')).total.score?.value).toBe(0.5);
});

test('scores are told by the evaluators that judged both runs, interactions by those that judged all four', async () => {
  const tree = await givenTree(
    scope,
    { items: 6 },
    { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'], c: ['root', 'model', 'large'] },
  );
  await tree.run('root', scored(times(6, [0])));
  await tree.run('c', scored(times(6, [0.5])));
  expectValue(await addEvaluator(scope, { experimentId: tree.experimentId, name: 'another', kind: 'LEVENSHTEIN' }));
  const twice = (one: number, other: number): GivenCells => times(6, [[{ output: 'an answer', scores: [one, other] }]]);
  await tree.run('a', twice(0.5, 0));
  await tree.run('b', twice(1, 1));
  const { contributions, total, combinations } = await attributed(tree, 'b');
  expect(contributions.map(({ score }) => score?.value)).toEqual([0.5, 0.75]);
  expect(total.score?.value).toBe(1);
  const [combination] = combinations;
  expect(combination && (await measureInteraction(scope, combination)).figures).toMatchObject({
    expected: 1,
    actual: 1,
    difference: { value: 0 },
    addsUp: true,
  });
});

test('a cost is the mean over an item’s trials, an error without usage costs nothing, and an unknown price leaves none', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  await tree.run('root', scored([1, 1], { cost: '0.1', durationMs: 10 }));
  await tree.run('a', [
    [
      { output: 1, scores: [1], cost: '0.4', durationMs: 20 },
      { output: 1, scores: [1], cost: '0.000000000003', durationMs: 31 },
    ],
    [
      { scores: [0], cost: null, durationMs: 500 },
      { scores: [0], cost: '0.1', durationMs: 500 },
    ],
  ]);
  await tree.run('b', scored([1, 1], { cost: null, durationMs: 40 }));
  const [first, second] = (await attributed(tree, 'b')).contributions;
  if (!first || !second) throw new Error('There are two overrides on the path.');
  // (0.2000000000015 rounded - 0.1 + 0.05 - 0.1) / 2; of the second item no trial has an output.
  expect(await performanceDifference(scope, first.pair)).toMatchObject({
    cost: { value: '0.025000000001', items: 2 },
    durationMs: { value: 15.5, items: 1 },
  });
  expect(await performanceDifference(scope, second.pair)).toMatchObject({ cost: null, durationMs: { value: 14.5, items: 1 } });
});
