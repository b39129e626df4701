import { drawNormal, type Random } from '../../../src/domain/statistics/random.js';

/** Another generator than that of the product: Park and Miller's of 1988. */
export function otherRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export function drawn(items: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: items }, draw);
}

/** Numbers that scatter around a mean. */
export function normalSample(items: number, { mean, sd }: { mean: number; sd: number }, random: Random): Float64Array {
  return drawn(items, () => mean + sd * drawNormal(random));
}

/** How many of `count` are so. */
export function shareOf(count: number, isSo: (place: number) => boolean): number {
  return Array.from({ length: count }, (_, place) => isSo(place)).filter(Boolean).length / count;
}
