import { z975 } from './normal.js';

/** By how much the pass rate of the same items is higher right than left, with its 95 % interval: percentage points, -100 to 100. */
export interface RateDifference {
  items: number;
  value: number;
  low: number;
  high: number;
}

/** The interval is halved so often: what is left of it is below what a double tells apart. */
const halvings = 60;

/**
 * The difference of two pass rates over the same items, of which `improved` failed left and passed right, and `regressed` the other
 * way round; null without items. Its interval is the score interval: the differences that a test would not reject which estimates
 * the rates under each of them. So it holds 0 where McNemar's test without continuity correction does not reject at 5 %.
 *
 * Tango, "Equivalence Test and Confidence Interval for the Difference in Proportions for the Paired-Sample Design", Statistics in
 * Medicine 17 (1998).
 */
export function rateDifference(improved: number, regressed: number, items: number): RateDifference | null {
  if (items === 0) return null;
  return {
    items,
    value: (100 * (improved - regressed)) / items,
    low: 0 - 100 * upperLimit(regressed, improved, items),
    high: 100 * upperLimit(improved, regressed, items),
  };
}

/** The largest difference that is not rejected: the lower limit is that of the sides exchanged, with the other sign. */
function upperLimit(improved: number, regressed: number, items: number): number {
  let held = (improved - regressed) / items;
  let rejected = 1;
  for (let halving = 0; halving < halvings; halving += 1) {
    const middle = (held + rejected) / 2;
    const below = items * middle - (improved - regressed);
    if (below <= z975 * Math.sqrt(items * varianceUnder(middle, improved, regressed, items))) held = middle;
    else rejected = middle;
  }
  return held;
}

/** The variance of one item's change, by the most probable rates of which the difference is the given one. Tango's equation 10. */
function varianceUnder(difference: number, improved: number, regressed: number, items: number): number {
  const linear = (2 * items - improved + regressed) * difference - improved - regressed;
  const constant = -regressed * difference * (1 - difference);
  const rateRegressed = (Math.sqrt(Math.max(0, linear ** 2 - 8 * items * constant)) - linear) / (4 * items);
  return Math.max(0, 2 * rateRegressed + difference * (1 - difference));
}
