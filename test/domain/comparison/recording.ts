import type { Run } from '../../../src/database/client.js';
import { addEvaluator } from '../../../src/domain/evaluation/attachment.js';
import { type EvaluatorSnapshot, evaluatorsOf, type Score } from '../../../src/domain/evaluation/evaluator.js';
import { commitResults, resultText } from '../../../src/domain/results/commit-results.js';
import { newResult } from '../../../src/domain/results/result.js';
import { beginRun } from '../../../src/domain/runs/begin-run.js';
import { retryFailedItems } from '../../../src/domain/runs/retry-failed-items.js';
import { startRuns } from '../../../src/domain/runs/start-runs.js';
import type { Scope } from '../../../src/domain/scope.js';
import { encodeId, type Id } from '../../../src/ids.js';
import type { Json } from '../../../src/json.js';
import { expectValue, numberedItems, seedExperiment } from '../../support/seed.js';

/** What comes of one item in one trial, and what each evaluator says: a value, null where it failed, undefined for nothing. */
export interface Recorded {
  /** An output; the text "error" stands for an error. */
  output: Json;
  values: (number | null | undefined)[];
  durationMs: number;
}

/** A run whose results the test writes. */
export interface Recording {
  id: Id<'run'>;
  publicId: string;
  /** Commits what comes of the next units, in one transaction. */
  commit(results: Recorded[]): Promise<void>;
  /** How many units have no result. */
  left(): number;
  /** Takes the failed items up again: they come next. @returns how many there are; 0 when the run has not ended, or none failed. */
  retry(): Promise<number>;
}

export interface RecordedExperiment {
  id: Id<'experiment'>;
  publicId: string;
  versionId: Id<'datasetVersion'>;
  datasetId: Id<'dataset'>;
  /** Starts a run of every variant, in their order. `shuffled` says in which order the units come; as in the dataset by default. */
  start(trials?: number, shuffled?: <T>(units: T[]) => T[]): Promise<Recording[]>;
}

export async function recordedExperiment(
  scope: Scope,
  { items, variants = 1, evaluators = 1 }: { items: number; variants?: number; evaluators?: number },
): Promise<RecordedExperiment> {
  const { experiment, version } = await seedExperiment(scope, {
    items: numberedItems(items),
    serviceUrl: 'http://127.0.0.1:9/',
    name: `recorded-${crypto.randomUUID()}`,
    variants: Array.from({ length: variants }, (_, place) => ({ place })),
  });
  // One is there already.
  for (let place = 1; place < evaluators; place += 1) {
    const also = { experimentId: experiment.id, name: `judge ${place}`, kind: 'LEVENSHTEIN' } as const;
    expectValue(await addEvaluator(scope, also));
  }
  if (evaluators === 0) await scope.db.evaluator.deleteMany({ where: { experimentId: experiment.id } });
  return {
    id: experiment.id,
    publicId: encodeId('experiment', experiment.id),
    versionId: version.id,
    datasetId: version.datasetId,
    start: async (trials = 1, shuffled = (units) => units) => {
      const runs = expectValue(await startRuns(scope, { experimentId: experiment.id, trials }));
      return Promise.all(runs.map((run) => record(scope, run, shuffled)));
    },
  };
}

async function record(scope: Scope, run: Run, shuffled: <T>(units: T[]) => T[]): Promise<Recording> {
  const { db } = scope;
  const evaluators = evaluatorsOf(run);
  const members = await db.datasetVersionItem.findMany({
    where: { versionId: run.datasetVersionId },
    orderBy: { position: 'asc' },
  });
  const units = members.flatMap(({ itemId }) => Array.from({ length: run.trials }, (_, trial) => ({ itemId, trial })));
  const waiting = shuffled(units);
  const failed: typeof units = [];
  await beginRun(db, run.id);
  return {
    id: run.id,
    publicId: encodeId('run', run.id),
    left: () => waiting.length,
    commit: async (results) => {
      const texts = waiting.splice(0, results.length).map((unit, place) => {
        const { output, values, durationMs } = results[place] ?? { output: null, values: [], durationMs: 0 };
        if (output === 'error') failed.push(unit);
        const known = { usage: { inputTokens: durationMs, outputTokens: 1 }, cost: '0.001', durationMs };
        const outcome =
          output === 'error'
            ? ({ kind: 'fault', type: 'broken', message: 'It is broken.', recovery: { when: 'never' }, ...known } as const)
            : ({ kind: 'answer', output, ...known } as const);
        const scores = evaluators.flatMap((evaluator, judge) => scoreOf(evaluator, values[judge]));
        return resultText(newResult({ id: run.id, evaluators, comparedAnswer: null }, unit, outcome, scores));
      });
      await commitResults(db, run.id, texts);
    },
    retry: async () => {
      if (waiting.length > 0 || failed.length === 0) return 0;
      expectValue(await retryFailedItems(scope, run.id));
      await beginRun(db, run.id);
      waiting.push(...failed.splice(0));
      return waiting.length;
    },
  };
}

function scoreOf({ id, threshold }: EvaluatorSnapshot, value: number | null | undefined): Score[] {
  if (value === undefined) return [];
  const said = { evaluatorId: id, explanation: null, usage: null, cost: null };
  if (value === null) return [{ ...said, value, passed: null, error: { type: 'evaluator_failed', message: 'It failed.' } }];
  return [{ ...said, value, passed: value >= threshold, error: null }];
}
