import { metricsOf, type RunSums } from '../runs/metrics.js';

/** The pass rate of a run, 0 to 100; null without a run, and while nothing of it was judged. */
export function passRateOf(run: RunSums | null): number | null {
  return run === null ? null : metricsOf(run).passRate;
}

/** How much more a value is than its baseline, in per cent of the baseline; null where either is missing or the baseline is 0. */
export function relativeChange(baseline: number | null, value: number | null): number | null {
  return baseline === null || value === null || baseline === 0 ? null : (100 * (value - baseline)) / baseline;
}
