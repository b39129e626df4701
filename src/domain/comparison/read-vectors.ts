import type { Database, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { EvaluatorSnapshot } from '../evaluation/evaluator.js';
import { failedScore, noScore, type PackedRun, type RunVector, unitState, unpackRun } from './run-vector.js';

/** A run as it stands, and whether its vector is stored. */
export interface RunState {
  id: Id<'run'>;
  versionId: Id<'datasetVersion'>;
  ended: boolean;
  trials: number;
  evaluators: EvaluatorSnapshot[];
  sequence: number;
  results: number;
  /** How many units (items × trials) its vector has. */
  units: number;
  comparedAnswer: string | null;
  /** Whether the hashes of its results are of another part of the outputs than its experiment now compares. */
  stale: boolean;
  stored: boolean;
}

export function readStates(db: Database | Transaction, runIds: readonly Id<'run'>[]): Promise<RunState[]> {
  return db.$queryRaw<RunState[]>`
    SELECT r.id, r.dataset_version_id AS "versionId", r.status NOT IN ('PENDING', 'RUNNING') AS ended, r.trials, r.evaluators,
      r.sequence, r.items_completed + r.items_failed AS results, version.item_count::float8 * r.trials AS units,
      r.compared_answer::text AS "comparedAnswer",
      r.compared_answer IS DISTINCT FROM e.compared_answer AS stale,
      v.run_id IS NOT NULL AS stored
    FROM run r JOIN experiment e ON e.id = r.experiment_id JOIN dataset_version version ON version.id = r.dataset_version_id
      LEFT JOIN run_vector v ON v.run_id = r.id AND v.sequence = r.sequence AND v.results = r.items_completed + r.items_failed
    WHERE r.id = ANY(${[...new Set(runIds)]}::uuid[])`;
}

/** So many units are read at a time: 23 bytes each, as base64, with one evaluator. */
const mostUnits = 2_000_000;

/** The vectors that are stored of some runs; none of a run that has moved on since it was stored. */
export async function readStored(db: Database, states: readonly RunState[]): Promise<RunVector[]> {
  const vectors: RunVector[] = [];
  for (const batch of inBatches(states, ({ units }) => units, mostUnits)) vectors.push(...(await readBatch(db, batch)));
  return vectors;
}

/** Splits a list so that the sizes in each part make up `most` at most; what is larger stands alone. */
export function inBatches<T>(list: readonly T[], sizeOf: (element: T) => number, most: number): T[][] {
  const batches: T[][] = [];
  let left = 0;
  for (const element of list) {
    const size = sizeOf(element);
    const last = batches.at(-1);
    if (last && size <= left) last.push(element);
    else {
      batches.push([element]);
      left = most;
    }
    left -= size;
  }
  return batches;
}

async function readBatch(db: Database, states: readonly RunState[]): Promise<RunVector[]> {
  const packed = await db.$queryRaw<(PackedRun & { id: Id<'run'> })[]>`
    SELECT r.id, v.sequence, v.results, r.compared_answer::text AS "comparedAnswer",
      encode(v.answers, 'base64') AS answers, encode(v.states, 'base64') AS states, encode(v.scores, 'base64') AS scores
    FROM run_vector v
      JOIN run r ON r.id = v.run_id AND v.sequence = r.sequence AND v.results = r.items_completed + r.items_failed
    WHERE v.run_id = ANY(${states.map(({ id }) => id)}::uuid[])`;
  return unpackEach(states, packed);
}

/** The vector of a run made from its results; none where its hashes have become stale, or the run is gone. */
export async function packRun(db: Database, state: RunState): Promise<RunVector[]> {
  const packed = await db.$queryRaw<(PackedRun & { id: Id<'run'> })[]>`
    SELECT r.id, p.sequence, p.results, r.compared_answer::text AS "comparedAnswer",
      encode(p.answers, 'base64') AS answers, encode(p.states, 'base64') AS states, encode(p.scores, 'base64') AS scores
    FROM run r JOIN experiment e ON e.id = r.experiment_id CROSS JOIN pack_run(${state.id}::uuid) p
    WHERE r.id = ${state.id}::uuid AND r.compared_answer IS NOT DISTINCT FROM e.compared_answer`;
  return unpackEach([state], packed);
}

/** Stores the vector of an ended run. One whose hashes have become stale is left alone. */
export async function storeRun(tx: Transaction, runId: Id<'run'>): Promise<void> {
  // Its hashes can't be made anew between this look at them and the commit.
  await tx.$queryRaw`SELECT 1 FROM run WHERE id = ${runId}::uuid FOR SHARE`;
  await tx.$executeRaw`
    INSERT INTO run_vector AS kept (run_id, sequence, results, answers, states, scores)
    SELECT r.id, p.sequence, p.results, p.answers, p.states, p.scores
    FROM run r JOIN experiment e ON e.id = r.experiment_id CROSS JOIN pack_run(${runId}::uuid) p
    WHERE r.id = ${runId}::uuid AND r.compared_answer IS NOT DISTINCT FROM e.compared_answer
    ON CONFLICT (run_id) DO UPDATE SET sequence = excluded.sequence, results = excluded.results,
      answers = excluded.answers, states = excluded.states, scores = excluded.scores`;
}

function unpackEach(states: readonly RunState[], packed: (PackedRun & { id: Id<'run'> })[]): RunVector[] {
  return packed.flatMap(({ id, ...run }) => {
    const state = states.find((candidate) => candidate.id === id);
    if (!state) return [];
    const { versionId, trials, evaluators } = state;
    return [unpackRun({ runId: id, versionId, trials, evaluators }, run)];
  });
}

interface AddedResult {
  runId: Id<'run'>;
  unit: number;
  hash: string;
  errored: boolean;
  sequence: number;
  /** By evaluator id; null: it failed. */
  scores: Record<string, number | null>;
}

/**
 * Vectors with the results that were added since: of each at most so many, all as of one moment. Of every run they are read
 * by their sequences, from an index: a join may be planned as one that reads all results there are.
 */
export async function readAdded(db: Database, vectors: readonly RunVector[], most: number): Promise<RunVector[]> {
  const added = await db.$queryRaw<AddedResult[]>`
    SELECT r.id AS "runId", x.sequence, encode(x.output_hash, 'hex') AS hash, x.error_type IS NOT NULL AS errored,
      (SELECT i.position FROM dataset_version_item i
        WHERE i.version_id = r.dataset_version_id AND i.item_id = x.item_id) * r.trials + x.trial AS unit,
      (SELECT coalesce(jsonb_object_agg(s.evaluator_id, s.value), '{}') FROM score s WHERE s.result_id = x.id) AS scores
    FROM unnest(${vectors.map(({ runId }) => runId)}::uuid[], ${vectors.map(({ sequence }) => sequence)}::int[]) AS known(run_id, sequence)
      JOIN run r ON r.id = known.run_id
      CROSS JOIN LATERAL (SELECT y.* FROM result y
        WHERE y.run_id = known.run_id AND y.sequence > known.sequence ORDER BY y.sequence LIMIT ${most}) AS x
    ORDER BY r.id, x.sequence`;
  return vectors.map((vector) =>
    withAdded(
      vector,
      added.filter(({ runId }) => runId === vector.runId),
    ),
  );
}

/** A vector with results put in, which may take the place of older ones; the given one stays as it is. */
function withAdded(vector: RunVector, added: readonly AddedResult[]): RunVector {
  const answers = vector.answers.slice();
  const states = vector.states.slice();
  const scores = vector.scores.map((values) => values.slice());
  const bytes = Buffer.from(answers.buffer);
  let { results, sequence } = vector;
  for (const result of added) {
    if (states[result.unit] === unitState.missing) results += 1;
    bytes.write(result.hash, result.unit * 8, 'hex');
    states[result.unit] = result.errored ? unitState.errored : unitState.answered;
    vector.evaluators.forEach(({ id }, place) => {
      const values = scores[place];
      const value = result.scores[id];
      if (values) values[result.unit] = value === undefined ? noScore : (value ?? failedScore);
    });
    sequence = Math.max(sequence, result.sequence);
  }
  return { ...vector, answers, states, scores, results, sequence };
}

/** The units whose results are newer than a vector of their run, up to a sequence. */
export function unitsSince(
  db: Database,
  vectors: readonly { before: RunVector; sequence: number }[],
): Promise<{ runId: Id<'run'>; unit: number }[]> {
  return db.$queryRaw<{ runId: Id<'run'>; unit: number }[]>`
    SELECT r.id AS "runId", (SELECT i.position FROM dataset_version_item i
        WHERE i.version_id = r.dataset_version_id AND i.item_id = x.item_id) * r.trials + x.trial AS unit
    FROM unnest(${vectors.map(({ before }) => before.runId)}::uuid[], ${vectors.map(({ before }) => before.sequence)}::int[],
        ${vectors.map(({ sequence }) => sequence)}::int[]) AS known(run_id, sequence, last)
      JOIN run r ON r.id = known.run_id
      CROSS JOIN LATERAL (SELECT y.item_id, y.trial FROM result y
        WHERE y.run_id = known.run_id AND y.sequence > known.sequence AND y.sequence <= known.last
        ORDER BY y.sequence LIMIT known.last - known.sequence) AS x`;
}
