import type { Run } from '../../src/database/client.js';
import { answerOptionsOf } from '../../src/domain/comparison/compared-answer.js';
import type { Score } from '../../src/domain/evaluation/evaluator.js';
import { snapshotEvaluators } from '../../src/domain/evaluation/evaluators.js';
import { commitResults, resultText } from '../../src/domain/results/commit-results.js';
import { newResult } from '../../src/domain/results/result.js';
import { beginRun } from '../../src/domain/runs/begin-run.js';
import { retryFailedItems } from '../../src/domain/runs/retry-failed-items.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import type { Scope } from '../../src/domain/scope.js';
import { encodeId, type Id } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { expectValue, numberedItems, seedExperiment } from './seed.js';

export interface CommitOptions {
  /** Whether the results are errors. */
  failed?: boolean;
  /** What comes out of every item; its place in the dataset when it is not given. */
  output?: Json;
}

/** A run without a worker: its results become visible when the test commits them. */
export interface RunByHand {
  id: Id<'run'>;
  publicId: string;
  /** Takes it from PENDING to RUNNING. */
  begin(): Promise<void>;
  /** Commits the results of the next `count` items, in one transaction. */
  commit(count: number, options?: CommitOptions): Promise<void>;
  /** Takes the failed items up again: they are committed next. */
  retry(): Promise<void>;
  /** The sequences above `after` that the table has now. */
  sequences(after?: number): Promise<number[]>;
}

/** An experiment of one variant whose runs no worker works on. */
export interface ExperimentByHand {
  id: Id<'experiment'>;
  publicId: string;
  /** Starts a run, and begins it. */
  start(): Promise<RunByHand>;
  /** Starts a run and leaves it PENDING. */
  startPending(): Promise<RunByHand>;
}

export async function experimentByHand(scope: Scope, items: number): Promise<ExperimentByHand> {
  const { experiment } = await seedExperiment(scope, {
    items: numberedItems(items),
    serviceUrl: 'http://127.0.0.1:9/',
    name: `by-hand-${crypto.randomUUID()}`,
  });
  const startPending = () => startByHand(scope, experiment.id);
  return {
    id: experiment.id,
    publicId: encodeId('experiment', experiment.id),
    startPending,
    start: async () => {
      const run = await startPending();
      await run.begin();
      return run;
    },
  };
}

async function startByHand(scope: Scope, experimentId: Id<'experiment'>): Promise<RunByHand> {
  const [run] = expectValue(await startRuns(scope, { experimentId }));
  if (!run) throw new Error('startRuns gives a run for each variant.');
  return runByHand(scope, run);
}

/** A PENDING run, to be worked on by the test. */
export async function runByHand(scope: Scope, run: Run): Promise<RunByHand> {
  const { db } = scope;
  const evaluators = expectValue(await snapshotEvaluators(scope, run.experimentId));
  let comparedAnswer = answerOptionsOf(run);
  const places = await db.datasetVersionItem.findMany({
    where: { versionId: run.datasetVersionId },
    orderBy: { position: 'asc' },
  });
  const waiting = places.map(({ itemId, position }) => ({ itemId, position }));
  const failures: typeof waiting = [];
  return {
    id: run.id,
    publicId: encodeId('run', run.id),
    begin: async () => void (await beginRun(db, run.id)),
    commit: async (count, { failed = false, output } = {}) => {
      const taken = waiting.splice(0, count);
      if (failed) failures.push(...taken);
      const results = taken.map(({ itemId, position }) => {
        const known = { usage: null, cost: null, durationMs: 1 };
        const outcome = failed
          ? ({ kind: 'fault', type: 'broken', message: 'It is broken.', recovery: { when: 'never' }, ...known } as const)
          : ({ kind: 'answer', output: output ?? position, ...known } as const);
        const scores: Score[] = evaluators.map(({ id }) => ({
          evaluatorId: id,
          value: failed ? 0 : 1,
          passed: !failed,
          explanation: null,
          error: null,
          usage: null,
          cost: null,
        }));
        return resultText(newResult({ id: run.id, evaluators, comparedAnswer }, { itemId, trial: 0 }, outcome, scores));
      });
      await commitResults(db, run.id, results);
    },
    retry: async () => {
      comparedAnswer = answerOptionsOf(expectValue(await retryFailedItems(scope, run.id)));
      await beginRun(db, run.id);
      waiting.push(...failures.splice(0));
    },
    sequences: async (after = 0) => {
      const rows = await db.result.findMany({
        where: { runId: run.id, sequence: { gt: after } },
        orderBy: { sequence: 'asc' },
        select: { sequence: true },
      });
      return rows.map(({ sequence }) => sequence);
    },
  };
}
