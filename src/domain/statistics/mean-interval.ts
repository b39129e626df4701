import { bootstrapInterval, bootstrapIntervalOfGroups, type Interval } from './bootstrap.js';
import { mirrored, orientationOf } from './deltas.js';
import type { Group } from './groups.js';
import { momentsOfGroups } from './moments.js';
import { seededRandom } from './random.js';

/**
 * The 95 % interval of the mean of deltas that are in ascending order, in their unit; null with too few. The same deltas and seed
 * always give the same interval, and deltas of the other sign the same with the other sign.
 */
export function meanInterval(sorted: Float64Array, seed: string): Interval | null {
  const random = seededRandom(`${seed} bootstrap`);
  if (orientationOf(sorted) === 1) return bootstrapInterval(sorted, random);
  const drawn = bootstrapInterval(mirrored(sorted), random);
  return drawn && { low: -drawn.high, high: -drawn.low };
}

/**
 * The 95 % interval of the mean of any values, given by groups of equal or near ones, in the values' unit; null with fewer than
 * `fewestItems`. The same groups and seed give the same interval, in whichever order the groups come. Takes a millisecond or two
 * a group. It is that of one look: over many looks, not all of its intervals can be expected to hold the mean.
 */
export function meanIntervalOfGroups(groups: readonly Group[], seed: string): Interval | null {
  const ascending = groups.toSorted((a, b) => a.mean - b.mean || a.variance - b.variance || a.items - b.items);
  // Around their mean, sums of values that are far from 0 lose nothing, and equal values give exactly their point.
  const { mean } = momentsOfGroups(ascending);
  const centred = ascending.map((group) => ({ ...group, mean: group.mean - mean }));
  const interval = bootstrapIntervalOfGroups(centred, seededRandom(`${seed} bootstrap`));
  return interval && { low: mean + interval.low, high: mean + interval.high };
}
