import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { mapPairs, type RunPair } from '../regression/run-pairs.js';
import { seedOf } from '../regression/statistics.js';
import type { Scope } from '../scope.js';
import { type Estimate, passRateEstimate, scoreEstimate } from './estimate.js';

/** How much better one run is than another, over the items that both have. */
export interface ScoreDifference {
  /** The mean change of the score, 0 to 1; null where no item has a score in both. */
  score: Estimate | null;
  /** In percentage points; null where no item was judged in both. */
  passRate: Estimate | null;
  /** The sum of the changes of the score in billionths: exact, so that sums of it are. */
  net: number;
}

/** By pair. An entry is a few numbers, which took a part of a second to find. */
const known = new LRUCache<string, ScoreDifference>({ max: 10_000 });

/** The differences of some pairs of runs, with as many statements as for one. The same whenever they are read again. */
export function scoreDifferences(scope: Scope, pairs: readonly RunPair[]): Promise<ScoreDifference[]> {
  return mapPairs(scope, pairs, async ({ key, items }, pair) => {
    const cached = known.get(key);
    if (cached) return cached;
    // Whoever else waits for this process has a turn.
    await nextTurn();
    const difference = {
      score: scoreEstimate(items, seedOf(pair)),
      passRate: passRateEstimate(items),
      net: items.deltas.reduce((sum, delta) => sum + delta, 0),
    };
    known.set(key, difference);
    return difference;
  });
}
