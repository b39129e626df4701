import DataLoader from 'dataloader';
import type { VariantDifference } from '../../domain/attribution/attribution.js';
import type { Estimate } from '../../domain/attribution/estimate.js';
import { passRateDifferences, type VariantOutcome, variantOutcomes } from '../../domain/attribution/outcome.js';
import { type PerformanceDifference, performanceDifference } from '../../domain/attribution/performance-difference.js';
import type { Regression } from '../../domain/regression/report.js';
import { regressionStatistics } from '../../domain/regression/statistics.js';
import type { Scope } from '../../domain/scope.js';
import type { PairedStatistics } from '../../domain/statistics/paired.js';
import type { Id } from '../../ids.js';

/** What came of runs and variants. What takes the results of items to know is keyed by what it is asked of. */
export function outcomeLoaders(scope: Scope) {
  return {
    ofVariant: new DataLoader<Id<'variant'>, VariantOutcome | null>(async (ids) => {
      const outcomes = await variantOutcomes(scope, ids);
      return ids.map((id) => outcomes.get(id) ?? null);
    }),
    passRateDifference: new DataLoader<VariantOutcome, Estimate | null>((outcomes) => passRateDifferences(scope, outcomes)),
    statistics: new DataLoader<Regression, PairedStatistics>((reports) => regressionStatistics(scope, reports)),
    /** One after the other: each may read all results of two runs. */
    performance: new DataLoader<VariantDifference, PerformanceDifference>(async (differences) => {
      const found: PerformanceDifference[] = [];
      for (const { pair } of differences) found.push(await performanceDifference(scope, pair));
      return found;
    }),
  };
}
