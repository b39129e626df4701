import type { Group } from './groups.js';

/** What a sample of independent units comes down to. */
export interface Moments {
  units: number;
  mean: number;
  /** Population variance of the units' values. */
  variance: number;
}

/**
 * The moments of all values of groups; mean and variance are 0 where there are no units. Equal values have exactly their value as mean,
 * and no variance.
 *
 * Chan, Golub and LeVeque, "Algorithms for Computing the Sample Variance", The American Statistician 37 (1983), equation 2.1.
 */
export function momentsOfGroups(groups: readonly Group[]): Moments {
  let units = 0;
  let mean = 0;
  let squares = 0;
  for (const group of groups) {
    if (group.items === 0) continue;
    const share = group.items / (units + group.items);
    const apart = group.mean - mean;
    mean += share * apart;
    squares += group.items * group.variance + units * share * apart ** 2;
    units += group.items;
  }
  return { units, mean, variance: units === 0 ? 0 : squares / units };
}
