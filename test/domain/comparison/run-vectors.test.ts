import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemState, itemVector, type RunVector } from '../../../src/domain/comparison/run-vector.js';
import { inBatches, readStates, readStored } from '../../../src/domain/comparison/read-vectors.js';
import { RunVectors } from '../../../src/domain/comparison/run-vectors.js';
import { deleteExperiment } from '../../../src/domain/experiments/experiments.js';
import type { Scope } from '../../../src/domain/scope.js';
import type { Id } from '../../../src/ids.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { type Recorded, recordedExperiment } from './recording.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const answered = (output: number): Recorded => ({ output, values: [1], durationMs: 1 });
const failed: Recorded = { output: 'error', values: [0], durationMs: 1 };

/** A run's units as its results have them, in the plainest way. */
async function unitsInTables(runId: Id<'run'>) {
  const run = await database.db.run.findUniqueOrThrow({ where: { id: runId } });
  const members = await database.db.datasetVersionItem.findMany({
    where: { versionId: run.datasetVersionId },
    orderBy: { position: 'asc' },
  });
  const results = await database.db.result.findMany({ where: { runId }, include: { scores: true } });
  const evaluatorIds = (run.evaluators as { id: string }[]).map(({ id }) => id);
  const units = members.flatMap(({ itemId }) =>
    Array.from({ length: run.trials }, (_, trial) => {
      const result = results.find((candidate) => candidate.itemId === itemId && candidate.trial === trial);
      return {
        answer: Buffer.from(result?.outputHash ?? new Uint8Array(8)).toString('hex'),
        state: result ? (result.errorType === null ? 1 : 2) : 0,
        scores: evaluatorIds.map((evaluatorId) => {
          const score = result?.scores.find((candidate) => candidate.evaluatorId === evaluatorId);
          return score ? (score.value ?? -2) : -1;
        }),
      };
    }),
  );
  return { sequence: run.sequence, results: results.length, trials: run.trials, items: members.length, units };
}

/** The same as a vector has them. */
function unitsOf({ sequence, results, trials, items, answers, states, scores }: RunVector) {
  const bytes = Buffer.from(answers.buffer);
  const units = Array.from(states, (state, unit) => ({
    answer: bytes.toString('hex', unit * 8, unit * 8 + 8),
    state,
    scores: scores.map((values) => values[unit] ?? Number.NaN),
  }));
  return { sequence, results, trials, items, units };
}

const value = fc.oneof(fc.constantFrom(0, 1, 0.123456789, 1 / 3, null, undefined), fc.double({ min: 0, max: 1, noNaN: true }));
const recorded = fc.record<Recorded>({
  output: fc.oneof(fc.constantFrom('error' as const), fc.nat(3), fc.record({ total: fc.nat(2) })),
  values: fc.array(value, { minLength: 2, maxLength: 2 }),
  durationMs: fc.nat(1000),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('commit' as const), results: fc.array(recorded, { maxLength: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('finish' as const), result: recorded }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('retry' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
);

test('whatever is committed, withdrawn and tried again, a vector holds what the tables hold: kept up, packed anew, and stored', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        items: fc.integer({ min: 1, max: 6 }),
        trials: fc.integer({ min: 1, max: 3 }),
        evaluators: fc.nat(2),
        seed: fc.nat(),
      }),
      fc.array(step, { minLength: 3, maxLength: 14 }),
      async ({ items, trials, evaluators, seed }, steps) => {
        const experiment = await recordedExperiment(scope, { items, evaluators });
        const shuffled = <T>(units: T[]): T[] =>
          units.toSorted((a, b) => rank(units.indexOf(a), seed) - rank(units.indexOf(b), seed));
        const [run] = await experiment.start(trials, shuffled);
        if (!run) throw new Error('One variant gives one run.');
        const vectors = new RunVectors(database.db);
        for (const next of [...steps, { kind: 'look' } as const]) {
          if (next.kind === 'commit') await run.commit(next.results.slice(0, run.left()));
          if (next.kind === 'finish') await run.commit(Array.from({ length: run.left() }, () => next.result));
          if (next.kind === 'retry') await run.retry();
          if (next.kind !== 'look') continue;
          const expected = await unitsInTables(run.id);
          for (const reader of [vectors, new RunVectors(database.db)]) {
            const [vector] = await reader.load([run.id]);
            if (!vector) throw new Error('A run has a vector.');
            expect(unitsOf(vector)).toEqual(expected);
          }
        }
        await deleteExperiment(scope, experiment.id);
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);

/** An order that depends on nothing but the seed. */
function rank(place: number, seed: number): number {
  return Math.sin((place + 1) * (1 + (seed % 1000)));
}

describe('of what is read', () => {
  test('a run that did not move on is read from memory: one statement says that it did not', async () => {
    const [run] = await (await recordedExperiment(scope, { items: 3 })).start();
    if (!run) throw new Error('One variant gives one run.');
    await run.commit([answered(1), failed]);
    const vectors = new RunVectors(database.db);
    const first = await vectors.load([run.id]);
    database.takeStatements();
    expect((await vectors.load([run.id]))[0]).toBe(first[0]);
    expect(database.takeStatements()).toHaveLength(1);
  });

  test('new results alone are read of a run that moved on, whatever number of runs is looked at', async () => {
    const runs = await (await recordedExperiment(scope, { items: 3, variants: 4 })).start();
    const vectors = new RunVectors(database.db);
    for (const run of runs) await run.commit([answered(1)]);
    const before = await vectors.load(runs.map(({ id }) => id));
    for (const run of runs) await run.commit([answered(2)]);
    database.takeStatements();
    const after = await vectors.load(runs.map(({ id }) => id));
    const statements = database.takeStatements();
    expect(statements).toHaveLength(2);
    expect(statements.join()).not.toContain('pack_run');
    expect(after.map(({ results }) => results)).toEqual([2, 2, 2, 2]);
    // Who holds an earlier moment keeps it.
    expect(before.map(({ results, states }) => [results, ...states])).toEqual(runs.map(() => [1, 1, 0, 0]));
  });

  test('what many want at once is read once', async () => {
    const [run] = await (await recordedExperiment(scope, { items: 3 })).start();
    if (!run) throw new Error('One variant gives one run.');
    await run.commit([answered(1), answered(2), failed]);
    const vectors = new RunVectors(database.db);
    database.takeStatements();
    const loaded = await Promise.all(Array.from({ length: 10 }, () => vectors.load([run.id])));
    expect(new Set(loaded.flat()).size).toBe(1);
    expect(database.takeStatements().filter((sql) => sql.includes('pack_run'))).toHaveLength(1);
  });

  test('an ended run is stored by the first who looks, and by nobody again', async () => {
    const [run] = await (await recordedExperiment(scope, { items: 2 })).start();
    if (!run) throw new Error('One variant gives one run.');
    await run.commit([answered(1)]);
    await new RunVectors(database.db).load([run.id]);
    expect(await database.db.runVector.count({ where: { runId: run.id } })).toBe(0);
    await run.commit([failed]);
    await new RunVectors(database.db).load([run.id]);
    database.takeStatements();
    const [vector] = await new RunVectors(database.db).load([run.id]);
    expect(database.takeStatements().join()).not.toContain('pack_run');
    expect(vector?.results).toBe(2);
  });

  test('a run is kept by one of several who are told to; an active one by none', async () => {
    const [run] = await (await recordedExperiment(scope, { items: 2 })).start();
    if (!run) throw new Error('One variant gives one run.');
    await run.commit([answered(1)]);
    await scope.vectors.keep(run.id);
    expect(await database.db.runVector.count({ where: { runId: run.id } })).toBe(0);
    await run.commit([answered(2)]);
    database.takeStatements();
    await Promise.all(Array.from({ length: 5 }, () => new RunVectors(database.db).keep(run.id)));
    expect(await database.db.runVector.findMany({ where: { runId: run.id } })).toMatchObject([{ sequence: 2, results: 2 }]);
    expect(database.takeStatements().filter((sql) => sql.includes('pack_run'))).toHaveLength(1);
  });

  test('other processes look up the hashes that were made anew', async () => {
    const experiment = await recordedExperiment(scope, { items: 2 });
    const [run] = await experiment.start();
    if (!run) throw new Error('One variant gives one run.');
    const total = (output: number, note: string): Recorded => ({ output: { total: output, note }, values: [1], durationMs: 1 });
    await run.commit([total(1, 'one'), total(1, 'another')]);
    const [here, elsewhere] = [new RunVectors(database.db), new RunVectors(database.db)];
    const differ = ({ answers }: RunVector) => answers[0] !== answers[2] || answers[1] !== answers[3];
    expect([await here.load([run.id]), await elsewhere.load([run.id])].flat().map(differ)).toEqual([true, true]);
    await database.db.experiment.update({ where: { id: experiment.id }, data: { comparedAnswer: { pointer: '/total' } } });
    expect([await here.load([run.id]), await elsewhere.load([run.id])].flat().map(differ)).toEqual([false, false]);
    await database.db.experiment.update({ where: { id: experiment.id }, data: { comparedAnswer: { pointer: '/note' } } });
    expect([await elsewhere.load([run.id]), await here.load([run.id])].flat().map(differ)).toEqual([true, true]);
  });

  test('a stored vector is not given out once the run has moved on', async () => {
    const [run] = await (await recordedExperiment(scope, { items: 2 })).start();
    if (!run) throw new Error('One variant gives one run.');
    await run.commit([answered(1), failed]);
    await scope.vectors.keep(run.id);
    const states = await readStates(database.db, [run.id]);
    expect(states).toMatchObject([{ stored: true, units: 2 }]);
    expect(await readStored(database.db, states)).toHaveLength(1);
    await run.retry();
    expect(await readStored(database.db, states)).toEqual([]);
    await run.commit([answered(2)]);
    expect(await readStored(database.db, states)).toEqual([]);
    const [vector] = await new RunVectors(database.db).load([run.id]);
    expect(Array.from(vector?.states ?? [])).toEqual([1, 1]);
  });

  test('the larger a run is, the more new results are added to what is known of it', async () => {
    const [run] = await (await recordedExperiment(scope, { items: 2200, evaluators: 0 })).start(10);
    if (!run) throw new Error('One variant gives one run.');
    const vectors = new RunVectors(database.db);
    await vectors.load([run.id]);
    await run.commit(Array.from({ length: 2200 }, () => answered(1)));
    database.takeStatements();
    expect((await vectors.load([run.id]))[0]?.results).toBe(2200);
    expect(database.takeStatements().join()).not.toContain('pack_run');
  });

  test('much is read in parts, none larger than it may be unless it is one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (sizes) => {
        const batches = inBatches(sizes, (size) => size, 12);
        expect(batches.flat()).toEqual(sizes);
        for (const batch of batches) expect(batch.length === 1 || batch.reduce((sum, size) => sum + size, 0) <= 12).toBe(true);
      }),
    );
    expect(inBatches([4, 4, 4, 4], (size) => size, 12)).toEqual([[4, 4, 4], [4]]);
  });

  test('a run that is gone is an error', async () => {
    await expect(scope.vectors.load([crypto.randomUUID()])).rejects.toThrow(/There is no run/);
  });
});

describe('by item', () => {
  const threshold = { id: 'a', name: 'a', kind: 'LEVENSHTEIN', configuration: {}, plan: null } as const;

  /** A vector of one item with so many trials: answers (0: missing, -1: error), and by evaluator the values. */
  function vectorOf(answers: number[], scores: number[][], thresholds: number[]): RunVector {
    return {
      runId: 'run',
      versionId: 'version',
      trials: answers.length,
      items: 1,
      sequence: 1,
      results: 1,
      comparedAnswer: null,
      answers: Uint32Array.from(answers.flatMap((answer) => (answer === 0 ? [0, 0] : [answer === -1 ? 9 : 1, Math.abs(answer)]))),
      states: Uint8Array.from(answers.map((answer) => (answer === 0 ? 0 : answer === -1 ? 2 : 1))),
      evaluators: thresholds.map((each) => ({ ...threshold, threshold: each })),
      scores: scores.map((values) => Float64Array.from(values)),
    };
  }

  test('the answer is that of more than half of the trials that are there, the score the mean of their means', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((trials) =>
          fc.record({
            answers: fc.array(fc.constantFrom(0, -1, 2, 3), { minLength: trials, maxLength: trials }),
            judges: fc.array(
              fc.record({
                threshold: fc.constantFrom(0.5, 1),
                values: fc.array(fc.constantFrom(-2, -1, 0, 0.3, 0.5, 1), { minLength: trials, maxLength: trials }),
              }),
              { maxLength: 3 },
            ),
          }),
        ),
        ({ answers, judges }) => {
          const present = answers.filter((answer) => answer !== 0);
          const majority = present.find((answer) => 2 * present.filter((other) => other === answer).length > present.length);
          const judged = answers.flatMap((_, trial) => {
            const given = judges.map(({ values, threshold: least }) => ({ value: values[trial] ?? -1, least }));
            const values = given.filter(({ value: each }) => each !== -1);
            if (values.length === 0 || values.some(({ value: each }) => each === -2)) return [];
            const mean = values.reduce((sum, { value: each }) => sum + each, 0) / values.length;
            return [{ mean, passed: values.every(({ value: each, least }) => each >= least) }];
          });
          const items = itemVector(
            vectorOf(
              answers,
              judges.map(({ values }) => values),
              judges.map(({ threshold: least }) => least),
            ),
          );
          const state = majority === undefined ? itemState.unstable : majority === -1 ? itemState.errored : itemState.answered;
          expect(items.states[0]).toBe(present.length === 0 ? itemState.missing : state);
          expect([...items.answers]).toEqual(majority === undefined ? [0, 0] : [majority === -1 ? 9 : 1, Math.abs(majority)]);
          if (judged.length === 0) {
            expect(items.scores[0]).toBeNaN();
            expect(items.passed[0]).toBe(-1);
            return;
          }
          expect(items.scores[0]).toBeCloseTo(judged.reduce((sum, { mean }) => sum + mean, 0) / judged.length, 8);
          expect(items.passed[0]).toBe(2 * judged.filter(({ passed }) => passed).length > judged.length ? 1 : 0);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('evaluators that do not count are left out', () => {
    const vector = vectorOf([2], [[1], [0], [-2]], [1, 1, 1]);
    expect([...itemVector(vector).scores]).toEqual([Number.NaN]);
    expect([...itemVector(vector, [0, 1]).scores]).toEqual([0.5]);
    expect([...itemVector(vector, [0]).passed]).toEqual([1]);
  });
});
