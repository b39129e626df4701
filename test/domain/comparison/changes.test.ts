import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ComparisonChange, comparisonChanges, openToWatch } from '../../../src/domain/comparison/changes.js';
import { openComparison } from '../../../src/domain/comparison/comparison.js';
import type { Scope } from '../../../src/domain/scope.js';
import { type LiveRuns, openLiveRuns } from '../../../src/events/live-runs.js';
import { DatabaseSignals } from '../../../src/events/signals.js';
import type { Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { type Recorded, type Recording, recordedExperiment } from './recording.js';

let database: TestDatabase;
let scope: Scope;
let signals: DatabaseSignals;
let live: LiveRuns;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  signals = await DatabaseSignals.open(database.url, scope.log);
  live = openLiveRuns(database.db, signals);
});
afterAll(async () => {
  live.close();
  await signals.close();
  await database.close();
});

const answer = (output: number): Recorded => ({ output, values: [1], durationMs: 1 });
const failed: Recorded = { output: 'error', values: [0], durationMs: 1 };

async function watch(experimentId: Id<'experiment'>) {
  return comparisonChanges(scope, live.progress, expectValue(await openToWatch(scope, experimentId, null)));
}

async function next(changes: AsyncIterator<ComparisonChange>): Promise<ComparisonChange> {
  const { value, done } = await changes.next();
  if (done) throw new Error('The comparison has ended.');
  return value;
}

async function rest(changes: AsyncIterable<ComparisonChange>): Promise<ComparisonChange[]> {
  const all: ComparisonChange[] = [];
  for await (const change of changes) all.push(change);
  return all;
}

/** Resolves when the run has ended, and this process was told. */
async function ended({ id }: Recording): Promise<void> {
  for await (const _ of live.progress.ofRun(id));
}

function pair([left, right]: Recording[]): [Recording, Recording] {
  if (!left || !right) throw new Error('Two variants give two runs.');
  return [left, right];
}

const places = ({ rows }: ComparisonChange) => rows.map(({ place }) => place);
const reads = () => database.takeStatements().filter((sql) => /\bFROM result\b/.test(sql));

describe('a comparison that is watched', () => {
  test('is told as it is, then what changes, and ends with its runs', async () => {
    const experiment = await recordedExperiment(scope, { items: 3, variants: 2 });
    const [left, right] = pair(await experiment.start());
    await left.commit([answer(1)]);
    const changes = await watch(experiment.id);
    expect(await next(changes)).toMatchObject({ summary: { rows: 3, incompleteRows: 3 }, rows: [], moreRows: 0 });
    await right.commit([answer(2)]);
    const told = await next(changes);
    expect(told.summary).toEqual({ rows: 3, divergentRows: 1, agreeingRows: 0, incompleteRows: 2 });
    expect(told.comparison.runs.map(({ sequence }) => sequence)).toEqual([1, 1]);
    expect(told.rows).toMatchObject([{ place: 0, divergent: true, cells: [{ outlier: true }, { outlier: true }] }]);
    await left.commit([answer(1), answer(1)]);
    await ended(left);
    await right.commit([answer(1), failed]);
    const last = (await rest(changes)).at(-1);
    expect(last?.summary).toEqual({ rows: 3, divergentRows: 2, agreeingRows: 1, incompleteRows: 0 });
    expect(last?.comparison.runs.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  test('is of at most 50 runs, and of at most 20 million results', async () => {
    const wide = await recordedExperiment(scope, { items: 1, variants: 51 });
    await wide.start();
    expect(await openToWatch(scope, wide.id, null)).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('with runIds'),
    });
    await database.db.run.updateMany({ where: { experimentId: wide.id }, data: { status: 'COMPLETED' } });
    expect(await openComparison(scope, wide.id, null)).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('with runIds'),
    });

    const long = await recordedExperiment(scope, { items: 1, variants: 2 });
    const [run] = await long.start();
    await database.db.run.update({ where: { id: run?.id ?? '' }, data: { itemsTotal: 20_000_000 } });
    const ids = (await database.db.run.findMany({ where: { experimentId: long.id } })).map(({ id }) => id);
    for (const chosen of [null, ids])
      expect(await openToWatch(scope, long.id, chosen)).toMatchObject({
        code: 'VALIDATION',
        message: expect.stringContaining('20000001 results'),
      });
    expect(await openToWatch(scope, long.id, [run?.id ?? ''])).toMatchObject({ runs: [{ id: run?.id }] });
  });

  test('of no runs is its own experiment’s', async () => {
    const experiments = [await recordedExperiment(scope, { items: 1 }), await recordedExperiment(scope, { items: 1 })];
    const opened = await Promise.all(experiments.map(({ id }) => watch(id)));
    const told = await Promise.all(opened.map(rest));
    expect(told.flat().map(({ comparison }) => comparison.experimentId)).toEqual(experiments.map(({ id }) => id));
  });

  test('of runs that have ended, or of none, is told once', async () => {
    const experiment = await recordedExperiment(scope, { items: 2 });
    expect(await rest(await watch(experiment.id))).toMatchObject([{ summary: { rows: 0 }, comparison: { runs: [] } }]);
    const [run] = await experiment.start();
    await run?.commit([answer(1), answer(2)]);
    expect(await rest(await watch(experiment.id))).toMatchObject([{ summary: { rows: 2, agreeingRows: 2 }, rows: [] }]);
  });

  test('gives a slow reader all that changed since, in dataset order, and counts what is too much', async () => {
    const experiment = await recordedExperiment(scope, { items: 250, variants: 2 });
    const backwards = <T>(units: T[]): T[] => units.toReversed();
    const [left, right] = pair(await experiment.start(1, backwards));
    const slow = await watch(experiment.id);
    await next(slow);
    // Somebody else keeps up, so that there were many events meanwhile.
    const quick = await watch(experiment.id);
    await next(quick);
    for (let place = 0; place < 5; place += 1) {
      await left.commit(Array.from({ length: 2 }, () => answer(1)));
      expect(places(await next(quick))).toEqual([248 - 2 * place, 249 - 2 * place]);
    }
    expect(places(await next(slow))).toEqual([240, 241, 242, 243, 244, 245, 246, 247, 248, 249]);
    await left.commit(Array.from({ length: 240 }, () => answer(1)));
    await ended(left);
    const all = await next(quick);
    expect(places(all)).toEqual(Array.from({ length: 200 }, (_, place) => place));
    expect(all.moreRows).toBe(40);
    await right.commit(Array.from({ length: 250 }, () => answer(1)));
    await ended(right);
    await rest(quick);
    const events = await rest(slow);
    expect(events).toHaveLength(1);
    expect(events).toMatchObject([{ summary: { agreeingRows: 250 }, moreRows: 50 }]);
  });

  test('tells of results that were withdrawn, and of those that came in their place, to the end of the last run', async () => {
    const experiment = await recordedExperiment(scope, { items: 3, variants: 2 });
    const [left, right] = pair(await experiment.start());
    await left.commit([answer(1), failed, failed]);
    const changes = await watch(experiment.id);
    expect(await next(changes)).toMatchObject({ summary: { incompleteRows: 3 } });
    const kinds = new Map<number, string[]>();
    const until = async (expected: Record<number, string[]>): Promise<void> => {
      for (const all = JSON.stringify(expected); JSON.stringify(Object.fromEntries(kinds)) !== all; ) {
        for (const { place, cells } of (await next(changes)).rows)
          kinds.set(
            place,
            cells.map(({ answer: { kind } }) => kind),
          );
      }
    };
    await left.retry();
    await until({ 1: ['missing', 'missing'], 2: ['missing', 'missing'] });
    await right.commit([answer(1), answer(1), answer(1)]);
    await ended(right);
    await left.commit([failed]);
    await until({ 0: ['output', 'output'], 1: ['error', 'output'], 2: ['missing', 'output'] });
    await left.commit([answer(1)]);
    await until({ 0: ['output', 'output'], 1: ['error', 'output'], 2: ['output', 'output'] });
    // That the run has ended may be told together with its last row or after it.
    expect((await rest(changes)).flatMap(({ rows }) => rows)).toEqual([]);
  });
});

describe('those who watch the same', () => {
  test('are told by one look, and by none when they have left', async () => {
    const experiment = await recordedExperiment(scope, { items: 20 });
    const [run] = await experiment.start();
    const watchers = await Promise.all(Array.from({ length: 20 }, () => watch(experiment.id)));
    await Promise.all(watchers.map(next));
    database.takeStatements();
    await run?.commit([answer(1), answer(2)]);
    for (const told of await Promise.all(watchers.map(next))) expect(places(told)).toEqual([0, 1]);
    // What was added, where it stands, and the rows.
    expect(reads()).toHaveLength(3);

    for (const watcher of watchers) await watcher.return?.();
    const progress = live.progress.ofRun(run?.id ?? '');
    await progress.next();
    await run?.commit([answer(1)]);
    await progress.next();
    expect(reads()).toEqual([]);
    await progress.return?.();
  });

  test('may leave while others stay', async () => {
    const experiment = await recordedExperiment(scope, { items: 3 });
    const [run] = await experiment.start();
    const [staying, leaving] = [await watch(experiment.id), await watch(experiment.id)];
    await Promise.all([next(staying), next(leaving)]);
    const waiting = leaving.next();
    await leaving.return?.();
    expect((await waiting).done).toBe(true);
    await run?.commit([answer(1)]);
    expect(places(await next(staying))).toEqual([0]);
    await staying.return?.();
  });
});
