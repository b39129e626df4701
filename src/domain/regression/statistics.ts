import { LRUCache } from 'lru-cache';
import type { Scope } from '../scope.js';
import { judged, type PairedFigures, pairedFigures, type PairedStatistics } from '../statistics/paired.js';
import { rulesOf } from './common-evaluators.js';
import type { Regression } from './report.js';
import { type LoadedPair, loadPair } from './run-pairs.js';

/** By pair. An entry is a few numbers, which took up to a second to find. */
const known = new LRUCache<string, PairedFigures>({ max: 10_000 });

/** How sure a report can be of its mean delta. The same whenever it is read again, and in every process. */
export async function regressionStatistics(scope: Scope, report: Regression): Promise<PairedStatistics> {
  return statisticsOfPair(await loadPair(scope, report), report);
}

/** {@link regressionStatistics} of a pair that is at hand. */
export function statisticsOfPair(
  { key, items }: LoadedPair,
  { baselineRun, run, threshold, counting }: Omit<Regression, 'summary'>,
): PairedStatistics {
  const cached = known.get(key);
  if (cached) return judged(cached, threshold);
  const rules = counting.map(({ evaluator }) => rulesOf(evaluator));
  const figures = pairedFigures(
    { left: items.baseline, right: items.current, leftPassed: items.baselinePassed, rightPassed: items.currentPassed },
    // The same for the runs exchanged, so that the figures are the same with the other sign.
    [baselineRun.id, run.id, ...rules].sort().join('/'),
  );
  known.set(key, figures);
  return judged(figures, threshold);
}
