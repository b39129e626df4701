import { formatDecimal } from '../../models/decimal.js';
import type { PairedItems } from '../regression/paired-items.js';
import { sumOf, unitsPerScore, wholeUnits } from '../statistics/deltas.js';
import { meanInterval } from '../statistics/mean-interval.js';
import { rateDifference } from '../statistics/paired-rates.js';
import { passChanges } from '../statistics/pass-changes.js';

/** A mean difference over items, or the difference of two rates, with its 95 % interval. */
export interface Estimate<Value = number> {
  value: Value;
  /** Both null with fewer than 6 items, but for rates, which have an interval from one item on. */
  confidenceLow: Value | null;
  confidenceHigh: Value | null;
  /** How many items it is over: at least 1. */
  items: number;
}

/** Costs are integers where they are added up: of as many decimals of a dollar as are stored. */
const decimalsOfDollar = 12;
export const unitsPerDollar = 10 ** decimalsOfDollar;
/** Durations are whole microseconds. */
export const unitsPerMs = 1000;

/** The mean change of the score, 0 to 1, by 9 decimals; null where no item is compared. The interval is that of a report on the pair. */
export function scoreEstimate({ deltas }: Pick<PairedItems, 'deltas'>, seed: string): Estimate | null {
  return meanEstimate(Float64Array.from(deltas).sort(), unitsPerScore, seed);
}

/** The change of the pass rate in percentage points, over the items that were judged in both runs; null where none was. */
export function passRateEstimate({ baselinePassed, currentPassed }: PairedItems): Estimate | null {
  const { improved, regressed, judged } = passChanges(baselinePassed, currentPassed);
  const difference = rateDifference(improved, regressed, judged);
  return (
    difference && {
      value: difference.value,
      confidenceLow: difference.low,
      confidenceHigh: difference.high,
      items: difference.items,
    }
  );
}

/**
 * The mean of deltas, with its interval; null where there are none. The same deltas and seed always give the same.
 *
 * @param sorted integers, ascending.
 * @param unitsPerOne how many of their units make one of what is given back.
 */
export function meanEstimate(sorted: Float64Array, unitsPerOne: number, seed: string): Estimate | null {
  if (sorted.length === 0) return null;
  const interval = meanInterval(sorted, seed);
  return {
    value: wholeUnits(sumOf(sorted) / sorted.length) / unitsPerOne,
    confidenceLow: interval && wholeUnits(interval.low) / unitsPerOne,
    confidenceHigh: interval && wholeUnits(interval.high) / unitsPerOne,
    items: sorted.length,
  };
}

/** {@link meanEstimate} of costs in {@link unitsPerDollar}, as decimal strings of US dollars. Their sum is exact, however large. */
export function costEstimate(sorted: Float64Array, seed: string): Estimate<string> | null {
  if (sorted.length === 0) return null;
  const interval = meanInterval(sorted, seed);
  return {
    value: inDollars(meanOfUnits(sorted)),
    confidenceLow: interval && inDollars(BigInt(wholeUnits(interval.low))),
    confidenceHigh: interval && inDollars(BigInt(wholeUnits(interval.high))),
    items: sorted.length,
  };
}

/** Halves away from 0. */
function meanOfUnits(units: Float64Array): bigint {
  const sum = units.reduce((total, each) => total + BigInt(each), 0n);
  const items = BigInt(units.length);
  const magnitude = (2n * (sum < 0n ? -sum : sum) + items) / (2n * items);
  return sum < 0n ? -magnitude : magnitude;
}

function inDollars(units: bigint): string {
  return formatDecimal({ units, scale: decimalsOfDollar });
}
