import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Scope } from '../scope.js';
import { judged, type PairedFigures, pairedFigures, type PairedStatistics } from '../statistics/paired.js';
import { rulesOf } from './common-evaluators.js';
import type { Regression } from './report.js';
import { type LoadedPair, mapPairs, type RunPair } from './run-pairs.js';

/** By pair. An entry is a few numbers, which took up to a second to find. */
const known = new LRUCache<string, PairedFigures>({ max: 10_000 });

/**
 * How sure each of some reports can be of its mean delta, with as many statements as for one. The same whenever it is read again,
 * and in every process.
 */
export function regressionStatistics(scope: Scope, reports: readonly Regression[]): Promise<PairedStatistics[]> {
  return mapPairs(scope, reports, async (loaded, report) => {
    // Whoever else waits for this process has a turn.
    await nextTurn();
    return statisticsOfPair(loaded, report);
  });
}

/** {@link regressionStatistics} of a pair that is at hand. */
export function statisticsOfPair(
  { key, items }: LoadedPair,
  { threshold, ...pair }: Omit<Regression, 'summary'>,
): PairedStatistics {
  const cached = known.get(key);
  if (cached) return judged(cached, threshold);
  const figures = pairedFigures(
    { left: items.baseline, right: items.current, leftPassed: items.baselinePassed, rightPassed: items.currentPassed },
    seedOf(pair),
  );
  known.set(key, figures);
  return judged(figures, threshold);
}

/** What the figures of a pair are drawn by. The same for the runs exchanged, so that they are the same with the other sign. */
export function seedOf({ baselineRun, run, counting }: RunPair): string {
  const rules = counting.map(({ evaluator }) => rulesOf(evaluator));
  return [baselineRun.id, run.id, ...rules].sort().join('/');
}
