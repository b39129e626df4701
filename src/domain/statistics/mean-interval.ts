import { bootstrapInterval, type Interval } from './bootstrap.js';
import { mirrored, orientationOf } from './deltas.js';
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
