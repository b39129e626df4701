import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { hashJson } from '../../json.js';
import type { Interval } from '../statistics/bootstrap.js';
import { meanIntervalOfGroups } from '../statistics/mean-interval.js';
import { rateIntervalOfGroups } from '../statistics/rate-interval.js';
import type { LiveMetric } from './figures.js';

/** By what they were drawn from. An entry is two numbers, which took up to a second to find; null: too few units. */
const known = new LRUCache<string, { interval: Interval | null }>({ max: 10_000 });

/**
 * Between which values the means of some metrics lie, with 95 % confidence at one look; null with fewer than 6 units. The same values
 * give the same interval, in every process.
 */
export async function metricIntervals(metrics: readonly LiveMetric[]): Promise<(Interval | null)[]> {
  const intervals: (Interval | null)[] = [];
  for (const metric of metrics) {
    const { liveExperimentId, variant, name, scored, groups } = metric;
    const seed = JSON.stringify([liveExperimentId, variant, scored, name]);
    const values = groups.map(({ items, mean, variance }) => [mean, variance, items]);
    const key = hashJson([seed, values]).toString('base64');
    const cached = known.get(key) ?? { interval: intervalOf(metric, seed) };
    known.set(key, cached);
    intervals.push(cached.interval);
    // Whoever else waits for this process has a turn.
    await nextTurn();
  }
  return intervals;
}

/** Errors are the part of a unit's exposures that failed, mostly of one: a rate. A score of that name is another thing. */
function intervalOf({ name, scored, groups }: LiveMetric, seed: string): Interval | null {
  const rate = name === 'errors' && !scored ? rateIntervalOfGroups(groups) : null;
  return rate ?? meanIntervalOfGroups(groups, seed);
}
