import { answerOptionsOf } from '../../src/domain/comparison/compared-answer.js';
import { addEvaluator } from '../../src/domain/evaluation/attachment.js';
import type { Score } from '../../src/domain/evaluation/evaluator.js';
import { commitResults, resultText } from '../../src/domain/results/commit-results.js';
import { newResult } from '../../src/domain/results/result.js';
import { beginRun } from '../../src/domain/runs/begin-run.js';
import { startRuns } from '../../src/domain/runs/start-runs.js';
import { evaluatorsOf } from '../../src/domain/evaluation/evaluator.js';
import type { Run } from '../../src/database/client.js';
import type { Scope } from '../../src/domain/scope.js';
import type { Id } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { expectValue, seedExperiment, type SeedItem } from './seed.js';

/** What one trial of an item gave. */
export interface GivenResult {
  /** The output; an error where there is none. */
  output?: Json;
  durationMs?: number;
  tokens?: number | null;
  cost?: string | null;
  /** What each evaluator says, in their order: a value, null (it failed), or undefined (nothing to judge by). */
  scores?: (number | null | undefined)[];
}

/** By item in dataset order, by trial; undefined: no result. */
export type GivenCells = (GivenResult | undefined)[][];

export interface GivenExperiment {
  id: Id<'experiment'>;
  variantIds: Id<'variant'>[];
  evaluatorIds: Id<'evaluator'>[];
  /** Makes a run of a variant whose results are as given; it completes when all of them are there. */
  run(variant: number, cells: GivenCells): Promise<Run>;
}

/** An experiment whose runs have the results that the test gives them, without a worker. */
export async function givenExperiment(
  scope: Scope,
  { items, variants, evaluators = 1 }: { items: SeedItem[]; variants: number; evaluators?: number },
): Promise<GivenExperiment> {
  const seeded = await seedExperiment(scope, {
    items,
    serviceUrl: 'http://127.0.0.1:9/',
    name: `given-${crypto.randomUUID()}`,
    variants: Array.from({ length: variants }, (_, place) => ({ place })),
  });
  const experimentId = seeded.experiment.id;
  for (let place = 1; place < evaluators; place += 1)
    expectValue(await addEvaluator(scope, { experimentId, name: `judge ${place}`, kind: 'LEVENSHTEIN' }));
  const attached = await scope.db.evaluator.findMany({ where: { experimentId }, orderBy: { id: 'asc' } });
  return {
    id: experimentId,
    variantIds: seeded.variants.map(({ id }) => id),
    evaluatorIds: attached.map(({ id }) => id),
    run: async (variant, cells) => {
      const variantId = seeded.variants[variant]?.id ?? null;
      const [run] = expectValue(
        await startRuns(scope, { experimentId, variantId, trials: Math.max(1, ...cells.map((trials) => trials.length)) }),
      );
      if (!run) throw new Error('A variant gives a run.');
      await beginRun(scope.db, run.id);
      await commitCells(scope, run, cells);
      return scope.db.run.findUniqueOrThrow({ where: { id: run.id } });
    },
  };
}

/** Commits results to a run, in one transaction. */
export async function commitCells(scope: Scope, run: Run, cells: GivenCells): Promise<void> {
  const places = await scope.db.datasetVersionItem.findMany({
    where: { versionId: run.datasetVersionId },
    orderBy: { position: 'asc' },
  });
  const evaluators = evaluatorsOf(run);
  const results = places.flatMap(({ itemId, position }) =>
    (cells[position] ?? []).flatMap((given, trial) => {
      if (!given) return [];
      const scores = evaluators.flatMap(({ id, threshold }, place): Score[] => {
        const value = given.scores?.[place];
        const judged = { evaluatorId: id, usage: null, cost: null, explanation: null };
        if (value === undefined) return [];
        if (value === null)
          return [{ ...judged, value, passed: null, error: { type: 'broken', message: 'The judge is broken.' } }];
        return [{ ...judged, value, passed: value >= threshold, error: null }];
      });
      const known = {
        usage: typeof given.tokens === 'number' ? { inputTokens: given.tokens, outputTokens: 0 } : null,
        cost: given.cost ?? null,
        durationMs: given.durationMs ?? 1,
      };
      const outcome =
        given.output === undefined
          ? ({ kind: 'fault', type: 'broken', message: 'It is broken.', recovery: { when: 'never' }, ...known } as const)
          : ({ kind: 'answer', output: given.output, ...known } as const);
      return [
        resultText(
          newResult({ id: run.id, evaluators, comparedAnswer: answerOptionsOf(run) }, { itemId, trial }, outcome, scores),
        ),
      ];
    }),
  );
  await commitResults(scope.db, run.id, results);
}
