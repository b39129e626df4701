import DataLoader from 'dataloader';
import type { Variant } from '../../database/client.js';
import { type Attribution, attributions, type VariantDifference } from '../../domain/attribution/attribution.js';
import type { Estimate } from '../../domain/attribution/estimate.js';
import { passRateDifferences, type VariantOutcome, variantOutcomes } from '../../domain/attribution/outcome.js';
import { type PerformanceDifference, performanceDifference } from '../../domain/attribution/performance-difference.js';
import type { PlacedVariant } from '../../domain/attribution/reference-runs.js';
import type { Regression } from '../../domain/regression/report.js';
import { regressionStatistics } from '../../domain/regression/statistics.js';
import type { Scope } from '../../domain/scope.js';
import type { PairedStatistics } from '../../domain/statistics/paired.js';
import type { VariantTree } from '../../domain/variants/tree.js';
import type { Id } from '../../ids.js';

type VariantKey = Pick<Variant, 'id' | 'experimentId'>;

/** What came of runs and variants. What takes the results of items to know is keyed by what it is asked of. */
export function outcomeLoaders(scope: Scope, trees: DataLoader<Id<'experiment'>, VariantTree>) {
  const placed = (variants: readonly VariantKey[]): Promise<PlacedVariant[]> =>
    Promise.all(variants.map(async ({ id, experimentId }) => ({ id, tree: await trees.load(experimentId) })));
  const byVariant = { cacheKeyFn: ({ id }: VariantKey) => id };
  return {
    ofVariant: new DataLoader<VariantKey, VariantOutcome | null, Id<'variant'>>(async (variants) => {
      const outcomes = await variantOutcomes(scope, await placed(variants));
      return variants.map(({ id }) => outcomes.get(id) ?? null);
    }, byVariant),
    attribution: new DataLoader<VariantKey, Attribution | null, Id<'variant'>>(
      async (variants) => attributions(scope, await placed(variants)),
      byVariant,
    ),
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
