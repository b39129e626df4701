import type { Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { evaluatorsOf } from '../evaluation/evaluator.js';
import { commonEvaluators } from '../regression/common-evaluators.js';
import { passRateOf, relativeChange } from '../regression/pass-rate.js';
import { mapPairs, pairOfRuns } from '../regression/run-pairs.js';
import { metricsOf } from '../runs/metrics.js';
import type { Scope } from '../scope.js';
import { type Estimate, passRateEstimate } from './estimate.js';
import { type JudgedRuns, judgedRuns, type PlacedVariant } from './reference-runs.js';

/**
 * What came of a variant, by its newest COMPLETED run of its present configuration; where there is none, by its newest COMPLETED one.
 * What it takes the results of items to know is read when it is asked for.
 */
export interface VariantOutcome {
  run: Run;
  /** Whether the run is of the variant's present configuration; and the baseline run, unless it is the variant's own, of its variant's. */
  current: boolean;
  /** The run that it is held against; null where there is none but the run itself. */
  baselineRun: Run | null;
  /** 0 to 100; null where nothing was judged. */
  passRate: number | null;
  /**
   * In per cent of the baseline's pass rate; null where either is missing or that is 0, and where the two runs are over different
   * items or were judged by different evaluators.
   */
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
  variants: readonly PlacedVariant[],
): Promise<Map<Id<'variant'>, VariantOutcome>> {
  const runs = await judgedRuns(scope, variants);
  return new Map(Array.from(runs, ([variantId, judged]) => [variantId, outcomeOf(judged)]));
}

function outcomeOf({ run, reference, current }: JudgedRuns): VariantOutcome {
  const { passRate, passed, failed } = metricsOf(run);
  const total = run.itemsCompleted + run.itemsFailed;
  return {
    run,
    current,
    baselineRun: reference?.id === run.id ? null : reference,
    passRate,
    passRateVsBaseline: relativeChange(reference && isOnSameTerms(reference, run) ? passRateOf(reference) : null, passRate),
    total,
    passed,
    failed,
    unjudged: total - passed - failed,
  };
}

/** Whether the pass rates of two runs are of the same items, judged by the same evaluators. */
function isOnSameTerms(reference: Run, run: Run): boolean {
  const { ignored } = commonEvaluators(evaluatorsOf(reference), evaluatorsOf(run));
  return reference.datasetVersionId === run.datasetVersionId && ignored.length === 0;
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
