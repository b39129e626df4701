import type { Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { passRateOf, relativeChange } from '../regression/pass-rate.js';
import { mapPairs, pairOfRuns } from '../regression/run-pairs.js';
import { metricsOf } from '../runs/metrics.js';
import type { Scope } from '../scope.js';
import { type Estimate, passRateEstimate } from './estimate.js';
import { judgedRuns } from './reference-runs.js';

/** What came of a variant, by its newest COMPLETED run. What it takes the results of items to know is read when it is asked for. */
export interface VariantOutcome {
  run: Run;
  /** The run that it is held against; null where there is none but the run itself. */
  baselineRun: Run | null;
  /** 0 to 100; null where nothing was judged. */
  passRate: number | null;
  /** In per cent of the baseline's pass rate; null where either is missing or that is 0. */
  passRateVsBaseline: number | null;
  /** How many results the run has, and how many of them passed, were judged and did not, and were not judged. */
  total: number;
  passed: number;
  failed: number;
  unjudged: number;
}

/** The outcomes of variants that have a COMPLETED run. As many statements as for one. */
export async function variantOutcomes(
  scope: Scope,
  variantIds: readonly Id<'variant'>[],
): Promise<Map<Id<'variant'>, VariantOutcome>> {
  const runs = await judgedRuns(scope, variantIds);
  return new Map(Array.from(runs, ([variantId, { run, reference }]) => [variantId, outcomeOf(run, reference)]));
}

function outcomeOf(run: Run, reference: Run | null): VariantOutcome {
  const { passRate, passed, failed } = metricsOf(run);
  const total = run.itemsCompleted + run.itemsFailed;
  return {
    run,
    baselineRun: reference?.id === run.id ? null : reference,
    passRate,
    passRateVsBaseline: relativeChange(passRateOf(reference), passRate),
    total,
    passed,
    failed,
    unjudged: total - passed - failed,
  };
}

/**
 * By how many percentage points the pass rate differs from the baseline's, over the items that were judged in both runs. Null
 * without such items, and without a baseline.
 */
export async function passRateDifferences(scope: Scope, outcomes: readonly VariantOutcome[]): Promise<(Estimate | null)[]> {
  const pairs = outcomes.flatMap((outcome) =>
    outcome.baselineRun ? [{ outcome, ...pairOfRuns(outcome.baselineRun, outcome.run) }] : [],
  );
  const differences = await mapPairs(scope, pairs, ({ items }, { outcome }) => [outcome, passRateEstimate(items)] as const);
  const found = new Map(differences);
  return outcomes.map((outcome) => found.get(outcome) ?? null);
}
