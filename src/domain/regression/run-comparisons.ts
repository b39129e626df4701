import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Run } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import type { Scope } from '../scope.js';
import { holm } from '../statistics/holm.js';
import type { PairedStatistics } from '../statistics/paired.js';
import { summarize } from './classification.js';
import { checkThreshold, type Regression } from './report.js';
import { mapPairs, pairOfRuns } from './run-pairs.js';
import { statisticsOfPair } from './statistics.js';

/** Every two of so many runs are 66 pairs, each of which may take a part of a second. */
const mostRuns = 12;

/** Two runs of a comparison, the right against the left. */
export interface RunComparison {
  regression: Regression;
  statistics: PairedStatistics;
  /** The p-value, adjusted for all the pairs looked at together (Holm). */
  adjustedPValue: number | null;
}

/** Every two of some runs, in their order: which is better, and how sure that is with so many looked at. */
export async function compareRuns(
  scope: Scope,
  runs: readonly Run[],
  threshold: number,
): Promise<RunComparison[] | ValidationError> {
  if (runs.length > mostRuns) {
    return new ValidationError(
      `${runs.length} runs make too many pairs; every two of at most ${mostRuns} are compared. Choose fewer with runIds.`,
      { field: 'runIds' },
    );
  }
  const wrong = checkThreshold(threshold);
  if (wrong) return wrong;
  const pairs = runs.flatMap((left, place) => runs.slice(place + 1).map((right) => ({ ...pairOfRuns(left, right), threshold })));
  const compared = await mapPairs(scope, pairs, async (loaded, pair) => {
    // Whoever else waits for this process has a turn.
    await nextTurn();
    return { regression: { ...pair, summary: summarize(loaded.items, threshold) }, statistics: statisticsOfPair(loaded, pair) };
  });
  const adjusted = holm(compared.map(({ statistics }) => statistics.pValue));
  return compared.map((pair, place) => ({ ...pair, adjustedPValue: adjusted[place] ?? null }));
}
