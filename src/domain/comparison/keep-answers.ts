import { setImmediate as breathe } from 'node:timers/promises';
import type { Database, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Json } from '../../json.js';
import type { AnswerOptions } from '../evaluation/answer.js';
import { answerHash } from '../evaluation/answer-hash.js';
import { answerOptionsOf } from './compared-answer.js';

/** How many results are read, and written, at a time; fewer where their outputs, as they are stored, have more bytes. */
const page = { results: 1000, bytes: 4_000_000 };
/** How long answers are looked for before the process may do something else, in milliseconds. */
const sliceMs = 20;
/** For the largest runs, of ten million results. In milliseconds. */
const transactionOptions = { timeout: 60 * 60_000, maxWait: 60_000 };

const underWay = new WeakMap<Database, Map<Id<'run'>, Promise<void>>>();

/**
 * Makes the stored hashes of a run's results those of the answers that its experiment compares now. It does nothing where
 * they are, or the run is gone; otherwise it takes some seconds for 100,000 results, and memory for a page of them. All
 * hashes change at one moment, together with the run's own copy of the setting, and its packed vector goes. Any number of
 * processes may call it at once: one works, the others wait for it.
 *
 * Only ended runs can need it: a setting doesn't change while a run is active, and a run becomes active only with the
 * setting of its experiment.
 */
export async function keepAnswers(db: Database, runId: Id<'run'>): Promise<void> {
  while (await hasOtherAnswers(db, runId)) await keepOnce(db, runId);
}

/** Whether the stored hashes of a run's results are of other answers than its experiment compares. */
export async function hasOtherAnswers(db: Transaction, runId: Id<'run'>): Promise<boolean> {
  const [run] = await db.$queryRaw<{ other: boolean }[]>`
    SELECT run.compared_answer IS DISTINCT FROM experiment.compared_answer AS other
    FROM run JOIN experiment ON experiment.id = run.experiment_id WHERE run.id = ${runId}::uuid`;
  return run?.other ?? false;
}

/** Runs whose stored hashes are of other answers than their experiments compare: the first so many. */
export async function runsWithOtherAnswers(db: Transaction, limit: number): Promise<Id<'run'>[]> {
  // Most experiments compare whole outputs. Each part starts from the few rows that have a setting.
  const runs = await db.$queryRaw<{ id: Id<'run'> }[]>`
    SELECT run.id FROM experiment JOIN run ON run.experiment_id = experiment.id
    WHERE experiment.compared_answer IS NOT NULL AND run.compared_answer IS DISTINCT FROM experiment.compared_answer
    UNION ALL
    SELECT run.id FROM run JOIN experiment ON experiment.id = run.experiment_id
    WHERE run.compared_answer IS NOT NULL AND experiment.compared_answer IS NULL
    ORDER BY id LIMIT ${limit}`;
  return runs.map(({ id }) => id);
}

/** Within a process, who finds a run at work waits for that, and takes no connection. */
function keepOnce(db: Database, runId: Id<'run'>): Promise<void> {
  const ofDatabase = underWay.get(db) ?? new Map<Id<'run'>, Promise<void>>();
  underWay.set(db, ofDatabase);
  const known = ofDatabase.get(runId);
  if (known) return known;
  const keeping = keep(db, runId).finally(() => ofDatabase.delete(runId));
  ofDatabase.set(runId, keeping);
  return keeping;
}

async function keep(db: Database, runId: Id<'run'>): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`answers of ${runId}`}, 0))`;
    // Deleting the run has to wait; whatever else is done with it need not.
    await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${runId}::uuid FOR KEY SHARE`;
    let settings = await settingsOf(tx, runId);
    let hashed = settings?.stored;
    while (settings && settings.wanted !== hashed) {
      await rehash(tx, runId, answerOptionsOf({ comparedAnswer: parsed(settings.wanted) }));
      hashed = settings.wanted;
      // Changing the setting takes the lock of every run. From here on it waits; what was changed before is seen.
      await tx.$executeRaw`SELECT 1 FROM run WHERE id = ${runId}::uuid FOR NO KEY UPDATE`;
      settings = await settingsOf(tx, runId);
    }
    if (!settings || settings.stored === hashed) return;
    await tx.$executeRaw`UPDATE run SET compared_answer = ${hashed ?? null}::jsonb WHERE id = ${runId}::uuid`;
    await tx.$executeRaw`DELETE FROM run_vector WHERE run_id = ${runId}::uuid`;
  }, transactionOptions);
}

/** The setting that the stored hashes are by, and the one that they have to be by, as PostgreSQL writes them. */
interface Settings {
  stored: string | null;
  wanted: string | null;
}

async function settingsOf(tx: Transaction, runId: Id<'run'>): Promise<Settings | null> {
  const [settings] = await tx.$queryRaw<Settings[]>`
    SELECT run.compared_answer::text AS stored, experiment.compared_answer::text AS wanted
    FROM run JOIN experiment ON experiment.id = run.experiment_id WHERE run.id = ${runId}::uuid`;
  return settings ?? null;
}

function parsed(text: string | null): Json {
  return text === null ? null : (JSON.parse(text) as Json);
}

interface StoredAnswer {
  id: Id<'result'>;
  sequence: number;
  output: string | null;
}

async function rehash(tx: Transaction, runId: Id<'run'>, compared: AnswerOptions | null): Promise<void> {
  for (let after = 0; ; ) {
    const results = await pageAfter(tx, runId, after);
    const last = results.at(-1);
    if (!last) return;
    const hashes = await hashesOf(results, compared);
    // Errors have one hash, so none of their rows is touched: retrying them need not wait.
    await tx.$executeRaw`
      UPDATE result SET output_hash = decode(given.hash, 'hex')
      FROM unnest(${results.map(({ id }) => id)}::uuid[], ${hashes}::text[]) AS given(id, hash)
      WHERE result.id = given.id AND result.output_hash <> decode(given.hash, 'hex')`;
    after = last.sequence;
  }
}

/** The next outputs of a run; as many as make up a page, and at least one. */
function pageAfter(tx: Transaction, runId: Id<'run'>, after: number): Promise<StoredAnswer[]> {
  return tx.$queryRaw<StoredAnswer[]>`
    SELECT id, sequence, output::text FROM (
      SELECT id, sequence, output, sum(bytes) OVER (ORDER BY sequence) - bytes AS before
      FROM (
        SELECT id, sequence, output, coalesce(pg_column_size(output), 0) AS bytes FROM result
        WHERE run_id = ${runId}::uuid AND sequence > ${after} AND error_type IS NULL ORDER BY sequence LIMIT ${page.results}
      ) AS next) AS measured
    WHERE before < ${page.bytes} ORDER BY sequence`;
}

async function hashesOf(results: readonly StoredAnswer[], compared: AnswerOptions | null): Promise<string[]> {
  const hashes: string[] = [];
  let since = performance.now();
  for (const { output } of results) {
    hashes.push(answerHash({ kind: 'answer', output: parsed(output) }, compared));
    if (performance.now() - since < sliceMs) continue;
    await breathe();
    since = performance.now();
  }
  return hashes;
}
