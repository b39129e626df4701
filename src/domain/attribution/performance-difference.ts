import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Run } from '../../database/client.js';
import { positionsIn, rowOrder } from '../comparison/row-order.js';
import type { Scope } from '../scope.js';
import { costEstimate, type Estimate, meanEstimate, unitsPerMs } from './estimate.js';
import { itemPerformance, momentOf } from './item-performance.js';

/** How much more an item takes in one run than in another, on average over the items that both have. */
export interface PerformanceDifference {
  /** US dollars, over the items with a result in both; null where there are none, or the price of one is unknown. */
  cost: Estimate<string> | null;
  /** Milliseconds, over the items with an output in both; null where there are none. */
  durationMs: Estimate | null;
}

interface TwoRuns {
  baselineRun: Run;
  run: Run;
}

/** By the two runs as they stand. An entry is a few numbers, which took a part of a second to find. */
const known = new LRUCache<string, PerformanceDifference>({ max: 10_000 });

/** How much more the later run's items take. The same whenever it is read again, and in every process. */
export async function performanceDifference(scope: Scope, { baselineRun, run }: TwoRuns): Promise<PerformanceDifference> {
  const key = `${momentOf(baselineRun)}/${momentOf(run)}`;
  const cached = known.get(key);
  if (cached) return cached;
  const baseline = await itemPerformance(scope, baselineRun);
  const current = await itemPerformance(scope, run);
  const deltas = await deltasBetween(scope, { baselineRun, run });
  // The same for the runs exchanged, so that the figures are the same with the other sign.
  const seed = [baselineRun.id, run.id].sort().join('/');
  const costs = deltas(baseline.costs, current.costs);
  const cost = costs.every(Number.isFinite) ? costEstimate(costs, `${seed} cost`) : null;
  // Each estimate takes some time; whoever else waits for this process has a turn.
  await nextTurn();
  const durationMs = meanEstimate(deltas(baseline.durations, current.durations), unitsPerMs, `${seed} duration`);
  const difference = { cost, durationMs };
  known.set(key, difference);
  return difference;
}

/** What takes the numbers of each run's items, by position, to the deltas of those that both have one of, in ascending order. */
async function deltasBetween(
  { db }: Scope,
  { baselineRun, run }: TwoRuns,
): Promise<(baseline: Float64Array, current: Float64Array) => Float64Array> {
  const order = await rowOrder(db, [baselineRun.datasetVersionId, run.datasetVersionId]);
  const before = positionsIn(order, baselineRun.datasetVersionId);
  const now = positionsIn(order, run.datasetVersionId);
  return (baseline, current) => {
    const deltas = new Float64Array(order.rows);
    let count = 0;
    for (let row = 0; row < order.rows; row += 1) {
      const left = baseline[before ? (before[row] ?? -1) : row] ?? Number.NaN;
      const right = current[now ? (now[row] ?? -1) : row] ?? Number.NaN;
      if (Number.isNaN(left) || Number.isNaN(right)) continue;
      deltas[count] = right - left;
      count += 1;
    }
    return deltas.slice(0, count).sort();
  };
}
