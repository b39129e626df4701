import type { Run } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { evaluatorsOf } from '../evaluation/evaluator.js';
import { commonEvaluators } from '../regression/common-evaluators.js';
import { loadPair } from '../regression/run-pairs.js';
import type { Scope } from '../scope.js';
import { detectableDifference, standardDeviation } from '../statistics/power.js';

/** What a standard deviation rests on: two runs of the experiment, or nothing but an assumption. */
export const sensitivityBases = ['EARLIER_RUNS', 'DEFAULT'] as const;
export type SensitivityBasis = (typeof sensitivityBases)[number];

/** How small a difference between two runs an experiment can be expected to show. */
export interface Sensitivity {
  /** How many items new runs go over. */
  items: number;
  /** Of the items' score deltas between two runs, in scores. */
  standardDeviation: number;
  basis: SensitivityBasis;
  /** The smallest mean delta that would be seen in 80 % of the cases, at 5 % two-sided; null with too few items to see any. */
  smallestDifference: number | null;
}

/**
 * The standard deviation that is assumed where no run tells of one: that of deltas of pass and fail where one item in four
 * turns, as many for the better as for the worse, which is √¼. For two runs that pass half of the items, the worst case, that is
 * a correlation of ½: √(2 · ½ · ½ · (1 − ½)).
 */
export const defaultStandardDeviation = 0.5;

/**
 * How small a difference new runs of an experiment can be expected to show: from the newest two completed runs with as many
 * trials, or else by the {@link defaultStandardDeviation}. Two runs that do not differ at all tell nothing.
 *
 * @returns null for an experiment without a dataset.
 */
export async function sensitivityOf(
  scope: Scope,
  experimentId: Id<'experiment'>,
  trials: number,
): Promise<Sensitivity | null | ValidationError> {
  if (trials < 1) return new ValidationError(`trials is ${trials}. Give a whole number from 1 on.`, { field: 'trials' });
  const { db, organizationId } = scope;
  const experiment = await db.experiment.findUnique({
    where: { id: experimentId, organizationId },
    select: { datasetVersion: { select: { itemCount: true } }, taskVersion: { select: { itemCount: true } } },
  });
  const tasks = experiment?.taskVersion ?? experiment?.datasetVersion;
  if (!tasks) return null;
  const items = tasks.itemCount;
  const runs = await db.run.findMany({
    where: { experimentId, organizationId, trials, status: 'COMPLETED' },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 2,
  });
  const [run, baselineRun] = runs;
  const seen = run && baselineRun ? await deviationBetween(scope, baselineRun, run) : null;
  const sd = seen ?? defaultStandardDeviation;
  return {
    items,
    standardDeviation: sd,
    basis: seen === null ? 'DEFAULT' : 'EARLIER_RUNS',
    smallestDifference: detectableDifference({ items, sd }),
  };
}

/** The standard deviation of the deltas of two runs; null where they tell nothing of it. */
async function deviationBetween(scope: Scope, baselineRun: Run, run: Run): Promise<number | null> {
  const { common } = commonEvaluators(evaluatorsOf(baselineRun), evaluatorsOf(run));
  const { items } = await loadPair(scope, { baselineRun, run, counting: common });
  if (items.deltas.length < fewestDeltas) return null;
  const sd = standardDeviation(items.deltas);
  return sd === null || sd === 0 ? null : sd / 1e9;
}

/** With fewer, the deviation seen is itself too much of a chance to plan by. */
const fewestDeltas = 10;
