import { z975 } from './normal.js';

/** A pass rate and between which rates it lies, with 95 % confidence. Rates are 0 to 100. */
export interface WilsonRate {
  passed: number;
  judged: number;
  rate: number;
  low: number;
  high: number;
}

/**
 * The score interval of a pass rate, without continuity correction; null where nothing was judged.
 *
 * Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
 */
export function wilsonRate(passed: number, judged: number): WilsonRate | null {
  if (judged === 0) return null;
  const part = passed / judged;
  const centre = part + z975 ** 2 / (2 * judged);
  const reach = z975 * Math.sqrt((part * (1 - part)) / judged + (z975 / (2 * judged)) ** 2);
  const scale = 100 / (1 + z975 ** 2 / judged);
  return {
    passed,
    judged,
    rate: (100 * passed) / judged,
    low: passed === 0 ? 0 : scale * (centre - reach),
    high: passed === judged ? 100 : scale * (centre + reach),
  };
}
