import { afterAll, beforeAll, expect, it } from 'vitest';
import { RunVectors } from '../../src/domain/comparison/run-vectors.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';
import { updateExperiment } from '../../src/domain/experiments/experiments.js';
import type { Scope } from '../../src/domain/scope.js';
import { updateVariant } from '../../src/domain/variants/variants.js';
import { encodeId } from '../../src/ids.js';
import type { JsonObject } from '../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import type { GivenCells } from '../support/given-runs.js';
import { type GivenTree, givenTree } from '../support/given-tree.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';
import { type Asker, asker, askerAs } from './ask.js';

let database: TestDatabase;
let scope: Scope;
let viewer: Asker;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  viewer = await asker(scope, 'VIEWER');
});
afterAll(() => database.close());

/** Results with these scores, one for each item, again and again; null: an error. */
const scored = (count: number, ...scores: (number | null)[]): GivenCells =>
  Array.from({ length: count }, () => scores)
    .flat()
    .map((score) => [score === null ? { scores: [0] } : { output: 'an answer', scores: [score], durationMs: 10, cost: '0.01' }]);

interface Variant {
  name: string;
  passRate: number | null;
  passRateVsBaseline: number | null;
  outcome: { [field: string]: unknown } | null;
  hypothesisOutcome: string | null;
  attribution: { [field: string]: unknown } | null;
}

/** The experiment's variants with some fields, by name. */
async function variantsOf({ experimentId }: GivenTree, selection: string, as = viewer) {
  const { experiment } = await as.ask<{ experiment: { variants: Variant[] } }>(
    `query ($id: ID!) { experiment(id: $id) { variants { name ${selection} } } }`,
    { id: encodeId('experiment', experimentId) },
  );
  const byName = new Map(experiment.variants.map((variant) => [variant.name, variant]));
  return (name: string) => {
    const variant = byName.get(name === 'root' ? 'variant 1' : name);
    if (!variant) throw new Error(`There is no variant ${name}.`);
    return variant;
  };
}

const outcome = `passRate passRateVsBaseline outcome {
  current passRate passRateVsBaseline total passed failed unjudged completedAt
  run { id } baselineRun { id } passRateDifference { value confidenceLow confidenceHigh items }
  regression { baselineSource baselineRun { id } summary { comparedItems netDelta } statistics { verdict } }
}`;

it('a variant’s outcome is its newest completed run against the root’s', async () => {
  const tree = await givenTree(scope, { items: 10 }, { a: ['root', 'temperature', 0.3], b: ['a', 'model', 'large'] });
  expect((await variantsOf(tree, outcome))('a')).toMatchObject({ passRate: null, passRateVsBaseline: null, outcome: null });
  const root = await tree.run('root', scored(5, 1, 0));
  const a = await tree.run('a', [...scored(1, 1, 1, 1, 1, 1, 1, 1, 1, null), [{ output: 'an answer', scores: [null] }]]);
  await tree.run('a', []);
  const variant = await variantsOf(tree, outcome);
  expect(variant('b').outcome).toBeNull();
  expect(variant('root')).toMatchObject({
    passRate: 50,
    passRateVsBaseline: null,
    outcome: { run: { id: encodeId('run', root.id) }, baselineRun: null, passRateDifference: null, regression: null, total: 10 },
  });
  const rates = { passRate: (100 * 8) / 9, passRateVsBaseline: 100 * (16 / 9 - 1) };
  expect(variant('a').passRateVsBaseline).toBeCloseTo(rates.passRateVsBaseline, 9);
  expect(variant('a')).toMatchObject({
    passRate: rates.passRate,
    outcome: {
      run: { id: encodeId('run', a.id) },
      baselineRun: { id: encodeId('run', root.id) },
      passRate: rates.passRate,
      passRateVsBaseline: variant('a').passRateVsBaseline,
      total: 10,
      passed: 8,
      failed: 1,
      unjudged: 1,
      completedAt: a.completedAt?.toISOString(),
      // Of the nine items that were judged in both, five had passed before.
      passRateDifference: { value: (100 * 3) / 9, items: 9 },
      regression: {
        baselineSource: 'EXPLICIT',
        baselineRun: { id: encodeId('run', root.id) },
        summary: { comparedItems: 9, netDelta: 3 },
      },
    },
  });
});

it('with a marked baseline run, that is what the root and all below it are held against', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3] });
  const marked = await tree.run('root', scored(1, 1, 0));
  const editor = await asker(scope, 'EDITOR');
  await editor.ask('mutation ($id: ID!) { markBaseline(runId: $id) { __typename } }', { id: encodeId('run', marked.id) });
  expect((await variantsOf(tree, outcome))('root')).toMatchObject({ passRateVsBaseline: 0, outcome: { baselineRun: null } });
  await tree.run('root', scored(1, 1, 1));
  await tree.run('a', scored(1, 0, 0));
  const variant = await variantsOf(tree, outcome);
  const baselineRun = { id: encodeId('run', marked.id) };
  expect(variant('root')).toMatchObject({ passRateVsBaseline: 100, outcome: { baselineRun } });
  expect(variant('a')).toMatchObject({
    passRateVsBaseline: -100,
    outcome: { baselineRun, passRateDifference: { value: -50, items: 2 } },
  });
});

it('a run over another dataset is nothing to be held against', async () => {
  const tree = await givenTree(scope, { items: 2 }, { a: ['root', 'temperature', 0.3] });
  await tree.run('root', scored(1, 1, 0));
  const { experimentId: elsewhere } = await givenTree(scope, { items: 2 }, {});
  const { datasetVersionId } = await scope.db.experiment.findUniqueOrThrow({ where: { id: elsewhere } });
  await scope.db.experiment.update({ where: { id: tree.experimentId }, data: { datasetVersionId } });
  await tree.run('a', scored(1, 1, 1));
  const variant = await variantsOf(tree, `${outcome} attribution { total { score { value } } }`);
  expect(variant('a')).toMatchObject({
    passRate: 100,
    passRateVsBaseline: null,
    outcome: { baselineRun: null, passRateDifference: null, regression: null },
    attribution: null,
  });
});

it('the verdict confirms a hypothesis, refutes it, or leaves it undecided', async () => {
  const tree = await givenTree(
    scope,
    { items: 20 },
    {
      better: ['root', 'n', 1],
      same: ['root', 'n', 2],
      worse: ['root', 'n', 3],
      unsure: ['root', 'n', 4],
      unrun: ['root', 'n', 5],
    },
  );
  const expectThat = async (names: string[], expectation: 'IMPROVED' | 'NOT_REGRESSED') => {
    for (const name of names)
      await scope.db.variant.update({ where: { id: tree.id(name) }, data: { hypothesis: 'It helps.', expectation } });
  };
  await expectThat(['root', 'better', 'same', 'worse', 'unsure', 'unrun'], 'IMPROVED');
  const outcomes = async () => {
    const variant = await variantsOf(tree, 'hypothesisOutcome');
    return ['root', 'better', 'same', 'worse', 'unsure', 'unrun'].map((name) => variant(name).hypothesisOutcome);
  };
  await tree.run('better', scored(10, 1, 1));
  expect(await outcomes()).toEqual([null, null, null, null, null, null]);
  await tree.run('root', scored(10, 0, 1));
  await tree.run('same', scored(10, 0, 1));
  await tree.run('worse', scored(10, 0, 0));
  await tree.run('unsure', [...scored(2, 0, 0), ...scored(2, 1, 1), ...scored(6, 0, 1)]);
  expect(await outcomes()).toEqual([null, 'CONFIRMED', 'REFUTED', 'REFUTED', 'UNDECIDED', null]);
  await expectThat(['better', 'same', 'worse', 'unsure'], 'NOT_REGRESSED');
  expect(await outcomes()).toEqual([null, 'CONFIRMED', 'CONFIRMED', 'REFUTED', 'UNDECIDED', null]);
  await scope.db.variant.update({ where: { id: tree.id('better') }, data: { hypothesis: null, expectation: null } });
  expect((await outcomes())[1]).toBeNull();
});

const attribution = `attribution {
  addsUp note
  contributions { ...difference override { step parameter value } overrides { parameter } note }
  total { ...difference }
  interactions { override { parameter value } apart { name } together { name } expected actual difference { value items } addsUp note }
} } } }
fragment difference on VariantDifference {
  variant { name } against { name }
  score { value confidenceLow confidenceHigh items } passRate { value items }
  cost { value confidenceLow confidenceHigh items } durationMs { value items }`;

it('tells what each override on the path contributed, to a key and to the guest of a share link alike', async () => {
  const tree = await givenTree(
    scope,
    { items: 16 },
    { a: ['root', 'temperature', 0.3], unrun: ['a', 'top_p', 0.5], b: ['unrun', 'model', 'large'] },
  );
  const document = `query ($id: ID!) { experiment(id: $id) { variants { name ${attribution} }`;
  await tree.run('root', scored(4, 0, 0, 1, 1));
  await tree.run('a', scored(4, 1, 0, 1, 1));
  await tree.run('b', scored(4, 1, 1, 1, 0));
  const id = encodeId('experiment', tree.experimentId);
  const data = await viewer.ask<{ experiment: { variants: Variant[] } }>(document, { id });
  expect(data.experiment.variants.map(({ attribution: found }) => found === null)).toEqual([true, false, true, false]);
  expect(data.experiment.variants[3]?.attribution).toMatchObject({
    addsUp: true,
    note: null,
    contributions: [
      {
        variant: { name: 'a' },
        against: { name: 'variant 1' },
        override: { step: null, parameter: 'temperature', value: 0.3 },
        overrides: [{ parameter: 'temperature' }],
        score: { value: 0.25, items: 16 },
        passRate: { value: 25, items: 16 },
        cost: { value: '0', confidenceLow: '0', confidenceHigh: '0', items: 16 },
        durationMs: { value: 0, items: 16 },
        note: null,
      },
      {
        variant: { name: 'b' },
        against: { name: 'a' },
        override: { parameter: 'model' },
        overrides: [{ parameter: 'top_p' }, { parameter: 'model' }],
        score: { value: 0, items: 16 },
        note: expect.stringContaining('"unrun" has no COMPLETED run of the present configuration'),
      },
    ],
    total: { variant: { name: 'b' }, against: { name: 'variant 1' }, score: { value: 0.25 } },
    interactions: [],
  });

  const { organizationId } = scope;
  const guest = askerAs(scope, {
    kind: 'guest',
    organizationId,
    shareLinkId: crypto.randomUUID(),
    experimentId: tree.experimentId,
  });
  expect(await guest.ask(document, { id })).toEqual(data);
});

it('a variant that was changed since its run is told of as it was, and that it is', async () => {
  const tree = await givenTree(scope, { items: 20 }, { a: ['root', 'temperature', 0.3] });
  const change = async (value: number) =>
    expectValue(await updateVariant(scope, { id: tree.id('a'), override: { step: null, parameter: 'temperature', value } }));
  await scope.db.variant.update({
    where: { id: tree.id('a') },
    data: { hypothesis: 'Colder is better.', expectation: 'IMPROVED' },
  });
  const read = () => variantsOf(tree, `hypothesisOutcome ${outcome} attribution { total { score { value } } }`);
  await tree.run('root', scored(10, 0, 0));
  const first = await tree.run('a', scored(10, 0, 1));
  const told = (await read())('a');
  expect(told).toMatchObject({
    passRate: 50,
    outcome: { run: { id: encodeId('run', first.id) }, current: true },
    hypothesisOutcome: 'CONFIRMED',
    attribution: { total: { score: { value: 0.5 } } },
  });

  await change(0.9);
  expect((await read())('a')).toMatchObject({
    passRate: 50,
    outcome: { run: { id: encodeId('run', first.id) }, current: false, passRate: 50 },
    hypothesisOutcome: null,
    attribution: null,
  });
  const second = await tree.run('a', scored(10, 0, 0));
  expect((await read())('a')).toMatchObject({
    passRate: 0,
    outcome: { run: { id: encodeId('run', second.id) }, current: true },
    hypothesisOutcome: 'REFUTED',
    attribution: { total: { score: { value: 0 } } },
  });
  // Back again: it is what it was, and so is all that is told of it.
  await change(0.3);
  expect((await read())('a')).toEqual(told);
});

it('a root that was changed since its run is no measure of what is below it as it is now', async () => {
  const tree = await givenTree(scope, { items: 20 }, { a: ['root', 'model', 'large'] });
  const { configuration } = await scope.db.variant.findUniqueOrThrow({ where: { id: tree.id('root') } });
  const change = async (model: string) =>
    expectValue(await updateVariant(scope, { id: tree.id('root'), configuration: { ...(configuration as JsonObject), model } }));
  await scope.db.variant.update({ where: { id: tree.id('a') }, data: { hypothesis: 'It helps.', expectation: 'IMPROVED' } });
  const read = () => variantsOf(tree, `hypothesisOutcome ${outcome} attribution { total { score { value } } }`);
  await change('small');
  const small = await tree.run('root', scored(10, 0, 0));
  const editor = await asker(scope, 'EDITOR');
  await editor.ask('mutation ($id: ID!) { markBaseline(runId: $id) { __typename } }', { id: encodeId('run', small.id) });
  // What the child sets hides the change: its own run is of what it is.
  await change('medium');
  await tree.run('a', scored(10, 1, 0));
  const former = { baselineRun: { id: encodeId('run', small.id) }, current: false };
  expect((await read())('a')).toMatchObject({ outcome: former, hypothesisOutcome: null, attribution: null });
  expect((await read())('root')).toMatchObject({ outcome: { run: former.baselineRun, baselineRun: null, current: false } });

  const medium = await tree.run('root', scored(10, 1, 0));
  expect((await read())('a')).toMatchObject({
    outcome: { baselineRun: { id: encodeId('run', medium.id) }, current: true },
    hypothesisOutcome: 'REFUTED',
    attribution: { total: { score: { value: 0 } } },
  });
  // The root itself is held against its marked run, whatever it was then.
  expect((await read())('root')).toMatchObject({
    outcome: { run: { id: encodeId('run', medium.id) }, baselineRun: { id: encodeId('run', small.id) }, current: true },
  });
});

it('rates of different items are not set against each other: only the difference over the items of both is told', async () => {
  const tree = await givenTree(scope, { items: 4 }, { a: ['root', 'temperature', 0.3] });
  await tree.run('root', scored(2, 1, 0));
  const { experimentId } = tree;
  const tasks = { externalIds: ['item-0', 'item-1'] };
  expectValue(await updateExperiment(scope, { id: experimentId, tasks }));
  await tree.run('a', scored(1, 1, 0));
  expect((await variantsOf(tree, outcome))('a')).toMatchObject({
    passRate: 50,
    passRateVsBaseline: null,
    outcome: { current: true, passRateVsBaseline: null, passRateDifference: { value: 0, items: 2 } },
  });
  expectValue(await updateExperiment(scope, { id: experimentId, tasks: { all: true } }));
  await tree.run('a', scored(1, 1, 1, 1, 0));
  expect((await variantsOf(tree, outcome))('a')).toMatchObject({ passRateVsBaseline: 50, outcome: { passRateVsBaseline: 50 } });
});

it('rates that other evaluators judged are not set against each other', async () => {
  const tree = await givenTree(scope, { items: 4 }, { a: ['root', 'temperature', 0.3] });
  await tree.run('root', scored(2, 1, 0));
  const { experimentId } = tree;
  const polite = { experimentId, name: 'polite', kind: 'CONTAINS', configuration: { text: 'please' } } as const;
  expectValue(await addEvaluator(scope, polite));
  // By the evaluator that both have, it is better; the other lets nothing pass.
  await tree.run(
    'a',
    scored(4, 1).map((cells) => cells.map((cell) => ({ ...cell, scores: [1, 0] }))),
  );
  expect((await variantsOf(tree, outcome))('a')).toMatchObject({
    passRate: 0,
    passRateVsBaseline: null,
    outcome: { current: true, passRateVsBaseline: null, passRateDifference: { value: 50, items: 4 } },
  });
});

it('a page of variants has every outcome in as many statements as it has levels', async () => {
  const names = Array.from({ length: 8 }, (_, place) => `variant ${place + 2}`);
  const tree = await givenTree(
    scope,
    { items: 8 },
    Object.fromEntries(
      names.map((name, place) => [name, [place % 2 ? 'root' : (names[place - 2] ?? 'root'), 'n', place] as const]),
    ),
  );
  const fields = `${outcome} hypothesisOutcome`;
  for (const name of ['root', ...names]) await tree.run(name, scored(2, 1, 0, 1, 0));
  for (const name of names)
    await scope.db.variant.update({ where: { id: tree.id(name) }, data: { hypothesis: 'It helps.', expectation: 'IMPROVED' } });
  const counted = async (document: string, variables: object) => {
    const fresh = await asker({ ...scope, vectors: new RunVectors(database.db) }, 'VIEWER');
    database.takeStatements();
    const data = await fresh.ask(document, variables);
    return { data, statements: database.takeStatements().length };
  };
  const page = () =>
    counted(`query ($id: ID!) { experiment(id: $id) { variants { ${fields} } } }`, {
      id: encodeId('experiment', tree.experimentId),
    });
  // The first look packs the runs, and reads the order of their items.
  await page();
  const all = await page();
  const one = await counted(`query ($id: ID!) { node(id: $id) { ... on Variant { ${fields} } } }`, {
    id: encodeId('variant', tree.id(names[0] ?? '')),
  });
  expect(JSON.stringify(all.data).match(/REFUTED/g)).toHaveLength(8);
  // The experiment itself, and nothing for each variant.
  expect(all.statements).toBe(one.statements + 1);

  const attributionOf = (name = '') =>
    counted('query ($id: ID!) { node(id: $id) { ... on Variant { attribution { contributions { score { value } } } } } }', {
      id: encodeId('variant', tree.id(name)),
    });
  const [short, long] = [await attributionOf(names[0]), await attributionOf(names[6])];
  expect([short, long].map(({ data }) => JSON.stringify(data).match(/score/g)?.length)).toEqual([1, 4]);
  expect(long.statements).toBe(short.statements);
  const ofAll = await counted(
    'query ($id: ID!) { experiment(id: $id) { variants { attribution { contributions { score { value } } } } } }',
    { id: encodeId('experiment', tree.experimentId) },
  );
  // Four branches of one, and a path of four.
  expect(JSON.stringify(ofAll.data).match(/score/g)).toHaveLength(4 + 1 + 2 + 3 + 4);
  expect(ofAll.statements).toBe(short.statements + 1);
});
