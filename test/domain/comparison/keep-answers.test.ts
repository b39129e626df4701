import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, openDatabase, type Run } from '../../../src/database/client.js';
import { answerOptionsOf, type ComparedAnswerInput } from '../../../src/domain/comparison/compared-answer.js';
import { hasOtherAnswers, keepAnswers, runsWithOtherAnswers } from '../../../src/domain/comparison/keep-answers.js';
import { answerHash } from '../../../src/domain/evaluation/answer-hash.js';
import { deleteExperiment, updateExperiment } from '../../../src/domain/experiments/experiments.js';
import { cancelRun } from '../../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import { startRuns } from '../../../src/domain/runs/start-runs.js';
import type { Scope } from '../../../src/domain/scope.js';
import type { Id } from '../../../src/ids.js';
import type { Json } from '../../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type ExperimentByHand, experimentByHand } from '../../support/run-by-hand.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { startTestWorker } from '../../support/worker.js';

let database: TestDatabase;
let db: Database;
let scope: Scope;
beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  scope = await testScope(database);
});
afterEach(() => database.close());

/** Something to wait for. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

const lastAnswer: ComparedAnswerInput = { extract: 'A: (.*)' };

async function compare(experiment: ExperimentByHand, comparedAnswer: ComparedAnswerInput | null): Promise<void> {
  expectValue(await updateExperiment(scope, { id: experiment.id, comparedAnswer }));
}

/** Stored hashes, in hexadecimal, in the order in which the results became visible. */
async function hashesOf(runId: Id<'run'>): Promise<string[]> {
  const results = await db.result.findMany({ where: { runId }, orderBy: { sequence: 'asc' } });
  return results.map(({ outputHash }) => Buffer.from(outputHash).toString('hex'));
}

/** What the stored hashes of a run have to be, by its experiment's present setting. */
async function expectedHashes(runId: Id<'run'>): Promise<string[]> {
  const run = await db.run.findUniqueOrThrow({
    where: { id: runId },
    include: { experiment: true, results: { orderBy: { sequence: 'asc' } } },
  });
  const compared = answerOptionsOf(run.experiment);
  return run.results.map(({ errorType, output }) =>
    answerHash(errorType === null ? { kind: 'answer', output: output as Json } : { kind: 'fault' }, compared),
  );
}

/** An experiment with an ended run of these outputs, one for each item. */
async function endedRun(outputs: Json[]) {
  const experiment = await experimentByHand(scope, outputs.length);
  const run = await experiment.start();
  for (const output of outputs) await run.commit(1, { output });
  return { experiment, run };
}

/** Holds a result's row, so that a rehash that has come so far waits; `db` is another process, whose statements are seen. */
async function heldRehash(runId: Id<'run'>) {
  const [row] = await db.result.findMany({ where: { runId }, orderBy: { sequence: 'desc' }, take: 1 });
  const [held, released, pageRead] = [gate(), gate(), gate()];
  const holding = db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT 1 FROM result WHERE id = ${row?.id ?? ''}::uuid FOR UPDATE`;
      held.open();
      await released.opened;
    },
    { timeout: 60_000 },
  );
  await held.opened;
  const onStatement = (sql: string) => void (sql.includes('pg_column_size(output)') && pageRead.open());
  const elsewhere = openDatabase({ url: database.url, connections: 2, onStatement });
  const keeping = keepAnswers(elsewhere, runId);
  await pageRead.opened;
  return {
    /** Lets the rehash go on, and waits for its end. */
    finish: async () => {
      released.open();
      await holding;
      await keeping;
      await elsewhere.$disconnect();
    },
  };
}

test('two phrasings of one answer agree once the experiment says what to compare', async () => {
  const experiment = await experimentByHand(scope, 2);
  const [long, short] = [await experiment.start(), await experiment.start()];
  await long.commit(2, { output: 'First 990, then 10 more.\nA: 1,000' });
  await short.commit(1, { output: 'A: 1000.0' });
  await short.commit(1, { failed: true });
  expect(new Set([...(await hashesOf(long.id)), ...(await hashesOf(short.id))]).size).toBe(3);

  await compare(experiment, lastAnswer);
  for (const run of [long, short]) await keepAnswers(db, run.id);
  const [same, alsoSame] = await hashesOf(long.id);
  const [agreeing, error] = await hashesOf(short.id);
  expect([alsoSame, agreeing]).toEqual([same, same]);
  expect(error).toBe(answerHash({ kind: 'fault' }));

  await compare(experiment, null);
  for (const run of [long, short]) {
    await keepAnswers(db, run.id);
    expect(await hashesOf(run.id)).toEqual(await expectedHashes(run.id));
  }
  expect(new Set([...(await hashesOf(long.id)), ...(await hashesOf(short.id))]).size).toBe(3);
});

test('a run that starts later is hashed by the setting from its first result on', async () => {
  const experiment = await experimentByHand(scope, 1);
  await compare(experiment, lastAnswer);
  const run = await experiment.start();
  await run.commit(1, { output: 'so\nA: 7' });
  expect(await hashesOf(run.id)).toEqual([answerHash({ kind: 'answer', output: '7' })]);
  expect(await hasOtherAnswers(db, run.id)).toBe(false);
});

describe('hashing anew', () => {
  test('goes through thousands of results, a page at a time', async () => {
    const experiment = await experimentByHand(scope, 2500);
    const run = await experiment.start();
    await run.commit(2500);
    await compare(experiment, { extract: '\\d$', normalize: [] });

    database.takeStatements();
    await keepAnswers(db, run.id);
    const updates = database.takeStatements().filter((sql) => sql.includes('UPDATE result SET output_hash'));
    expect(updates).toHaveLength(3);
    expect(await hashesOf(run.id)).toEqual(await expectedHashes(run.id));
    expect(new Set(await hashesOf(run.id)).size).toBe(10);
  });

  test('reads few results at once where they are large', async () => {
    const { experiment, run } = await endedRun(
      Array.from({ length: 3 }, (_, place) => `${randomBytes(2_300_000).toString('base64')}\nA: ${place}`),
    );
    await compare(experiment, lastAnswer);
    database.takeStatements();
    await keepAnswers(db, run.id);
    const updates = database.takeStatements().filter((sql) => sql.includes('UPDATE result SET output_hash'));
    expect(updates).toHaveLength(2);
    expect(await hashesOf(run.id)).toEqual(['0', '1', '2'].map((output) => answerHash({ kind: 'answer', output })));
  });

  test('takes an output that is null for an output', async () => {
    const { experiment, run } = await endedRun([{ total: null }, {}]);
    await db.$executeRaw`UPDATE result SET output = NULL WHERE run_id = ${run.id}::uuid AND sequence = 1`;
    await compare(experiment, { pointer: '', normalize: ['case'] });
    await keepAnswers(db, run.id);
    expect(await hashesOf(run.id)).toEqual([null, {}].map((output) => answerHash({ kind: 'answer', output })));
  });

  test('removes the packed results, and only where there was something to do', async () => {
    const { experiment, run } = await endedRun(['A: 1']);
    const empty = new Uint8Array();
    const vector = { runId: run.id, sequence: 1, results: 1, answers: empty, states: empty, scores: empty };
    await db.runVector.create({ data: vector });
    const before = await db.run.findUniqueOrThrow({ where: { id: run.id } });
    await keepAnswers(db, run.id);
    expect(await db.runVector.count({ where: { runId: run.id } })).toBe(1);
    expect(await db.run.findUniqueOrThrow({ where: { id: run.id } })).toEqual(before);

    await compare(experiment, lastAnswer);
    await keepAnswers(db, run.id);
    expect(await db.runVector.count({ where: { runId: run.id } })).toBe(0);
  });

  test('does nothing for a run that is gone', async () => {
    await keepAnswers(db, crypto.randomUUID());
  });

  test('is done once when processes and requests ask for it together', async () => {
    const { experiment, run } = await endedRun(['x A: 1', 'y A: 1']);
    await compare(experiment, lastAnswer);
    const { revision } = await db.run.findUniqueOrThrow({ where: { id: run.id } });
    const elsewhere = openDatabase({ url: database.url, connections: 4 });
    await Promise.all([db, elsewhere, db, elsewhere, db].map((process) => keepAnswers(process, run.id)));
    await elsewhere.$disconnect();
    expect(await hashesOf(run.id)).toEqual(await expectedHashes(run.id));
    expect((await db.run.findUniqueOrThrow({ where: { id: run.id } })).revision).toBe(revision + 1);
  });

  test('ends with the setting that was made meanwhile', async () => {
    const { experiment, run } = await endedRun(['A: 1\nB: 2', 'A: 1\nB: 3']);
    await compare(experiment, lastAnswer);
    const rehash = await heldRehash(run.id);
    await compare(experiment, { extract: 'B: (.*)' });
    await rehash.finish();
    expect(await hasOtherAnswers(db, run.id)).toBe(false);
    expect(await hashesOf(run.id)).toEqual(['2', '3'].map((output) => answerHash({ kind: 'answer', output })));
  });

  test('leaves all as it was when the setting was taken back meanwhile', async () => {
    const { experiment, run } = await endedRun(['A: 1', 'A: 2']);
    const before = await hashesOf(run.id);
    await compare(experiment, lastAnswer);
    const rehash = await heldRehash(run.id);
    await compare(experiment, null);
    await rehash.finish();
    expect(await hasOtherAnswers(db, run.id)).toBe(false);
    expect(await hashesOf(run.id)).toEqual(before);
  });

  test('and deleting the experiment meanwhile do not get stuck on each other', async () => {
    const { experiment, run } = await endedRun(['A: 1', 'A: 2']);
    await compare(experiment, lastAnswer);
    const rehash = await heldRehash(run.id);
    const [deleted] = await Promise.all([deleteExperiment(scope, experiment.id), rehash.finish()]);
    expect(deleted).toMatchObject({ id: experiment.id });
  });
});

describe('the setting and active runs', () => {
  test('a run that is active keeps the setting as it is, and the refusal says how to end the run', async () => {
    const experiment = await experimentByHand(scope, 1);
    await compare(experiment, lastAnswer);
    const run = await experiment.start();
    const change = { id: experiment.id, name: 'renamed', comparedAnswer: null };
    expect(await updateExperiment(scope, change)).toMatchObject({
      code: 'RUN_ACTIVE',
      message: expect.stringContaining(`cancelRun(id: "${run.publicId}")`),
    });
    expect(await db.experiment.findUnique({ where: { id: experiment.id } })).toMatchObject({
      name: 'numbers',
      comparedAnswer: { extract: 'A: (.*)' },
    });
    // The same setting in other words changes nothing.
    expect(
      await updateExperiment(scope, { id: experiment.id, comparedAnswer: { ...lastAnswer, normalize: ['number', 'trim'] } }),
    ).toMatchObject({ id: experiment.id });

    expectValue(await cancelRun(scope, run.id));
    expect(await updateExperiment(scope, change)).toMatchObject({ name: 'renamed', comparedAnswer: null });
  });

  test('failed items that are tried again are hashed as the others', async () => {
    const experiment = await experimentByHand(scope, 2);
    const run = await experiment.start();
    await run.commit(1, { output: 'first\nA: 1' });
    await run.commit(1, { failed: true });
    await compare(experiment, lastAnswer);
    await run.retry();
    await run.commit(1, { output: 'again\nA: 1' });
    const one = answerHash({ kind: 'answer', output: '1' });
    expect(await hashesOf(run.id)).toEqual([one, one]);
  });

  test.each<[string, (experiment: ExperimentByHand, ended: Id<'run'>) => Promise<unknown>]>([
    ['starts', (experiment) => startRuns(scope, { experimentId: experiment.id })],
    ['is taken up again', (_experiment, ended) => retryFailedItems(scope, ended)],
  ])('no run that %s while the setting changes is hashed by another than its experiment’s', async (_how, activate) => {
    for (let round = 0; round < 10; round += 1) {
      const experiment = await experimentByHand(scope, 2);
      const run = await experiment.start();
      await run.commit(1);
      await run.commit(1, { failed: true });
      await Promise.all([
        activate(experiment, run.id),
        updateExperiment(scope, { id: experiment.id, comparedAnswer: lastAnswer }),
      ]);
      const active = await db.run.findMany({ where: { experimentId: experiment.id, status: 'PENDING' } });
      expect(active).toHaveLength(1);
      for (const { id } of active) expect(await hasOtherAnswers(db, id)).toBe(false);
    }
  });
});

test('a worker hashes anew what nobody has read since', async () => {
  const { experiment, run } = await endedRun(['x A: 1', 'y A: 1']);
  const { run: untouched } = await endedRun(['A: 1']);
  await compare(experiment, lastAnswer);
  expect(await runsWithOtherAnswers(db, 100)).toEqual([run.id]);

  const kept = gate();
  const onStatement = (sql: string) => void (sql.includes('DELETE FROM run_vector') && kept.open());
  const own = openDatabase({ url: database.url, connections: 8, onStatement });
  const worker = await startTestWorker(database, {}, { ...scope, db: own });
  await kept.opened;
  await worker.close();
  await own.$disconnect();

  expect(await runsWithOtherAnswers(db, 100)).toEqual([]);
  for (const { id } of [run, untouched]) expect(await hashesOf(id)).toEqual(await expectedHashes(id));
});

test('runs to be hashed anew are found whichever of both settings there is, the first so many', async () => {
  const made: Run['id'][] = [];
  for (const [first, then] of [
    [null, lastAnswer],
    [lastAnswer, { pointer: '/a' }],
    [lastAnswer, null],
  ]) {
    const experiment = await experimentByHand(scope, 1);
    await compare(experiment, first ?? null);
    const run = await experiment.start();
    await run.commit(1);
    await compare(experiment, then ?? null);
    made.push(run.id);
  }
  expect(await runsWithOtherAnswers(db, 100)).toEqual(made);
  expect(await runsWithOtherAnswers(db, 2)).toEqual(made.slice(0, 2));
});
