import { LRUCache } from 'lru-cache';
import type { Scope } from '../scope.js';
import { type PairedStatistics, pairedStatistics } from '../statistics/paired.js';
import { rulesOf } from './common-evaluators.js';
import type { Regression } from './report.js';
import { loadPair } from './run-pairs.js';

/** By pair and threshold. An entry is a few numbers, which took up to a second to find. */
const known = new LRUCache<string, PairedStatistics>({ max: 10_000 });

/** How sure a report can be of its mean delta. The same whenever it is read again, and in every process. */
export async function regressionStatistics(scope: Scope, report: Regression): Promise<PairedStatistics> {
  const { baselineRun, run, threshold, counting } = report;
  const { key, items } = await loadPair(scope, report);
  const cached = known.get(`${key}/${threshold}`);
  if (cached) return cached;
  const rules = counting.map(({ evaluator }) => rulesOf(evaluator)).join();
  const statistics = pairedStatistics(
    { left: items.baseline, right: items.current, leftPassed: items.baselinePassed, rightPassed: items.currentPassed },
    { threshold, seed: `${baselineRun.id}/${run.id}/${rules}` },
  );
  known.set(`${key}/${threshold}`, statistics);
  return statistics;
}
