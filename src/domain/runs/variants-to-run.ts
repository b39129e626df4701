import type { Experiment, RunStatus, Transaction, Variant } from '../../database/client.js';
import { ConflictError, type Failure, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { activeStatuses } from '../experiments/status.js';
import { notFound } from '../not-found.js';
import { hasSteps } from '../variants/configuration.js';
import type { ExperimentTree } from '../variants/read-tree.js';

/**
 * The variants that a start runs, in their order. Where there is a baseline variant, that goes first, over tasks that were
 * chosen; once a run of it has completed, the others may follow.
 *
 * @param variantId null: the baseline, or all others once it has completed; where there is no baseline, all.
 */
export async function variantsToRun(
  db: Transaction,
  experiment: Experiment,
  { experiment: terms, tree }: ExperimentTree,
  variantId: Id<'variant'> | null,
): Promise<readonly Variant[] | Failure> {
  const { variants } = tree;
  const asked = variantId === null ? null : tree.find(variantId);
  if (variantId !== null && !asked) return notFound('variant', variantId);
  if (variants.length === 0)
    return new ValidationError('The experiment has no variant to run. Add one with addVariant.', { code: 'NO_VARIANTS' });
  const baseline = variants.find((variant) => variant.baseline);
  if (!baseline) return asked ? [asked] : variants;

  const id = encodeId('experiment', experiment.id);
  // Without a dataset there is nothing to choose from: then that is what is said, by the caller.
  if (experiment.datasetVersionId !== null && experiment.taskSelection === null)
    return new ValidationError(
      `Choose the tasks first, which are the same for the baseline and all others: updateExperiment(input: {id: "${id}", tasks: {all: true}}), or some of them.`,
    );
  if (hasSteps(terms.type) && terms.steps.length === 0)
    return new ValidationError(
      `No inference step is in scope. Choose them first: updateExperiment(input: {id: "${id}", steps: [{stepId}]}).`,
    );

  const runs = await baselineRuns(db, baseline);
  const completed = runs.some(({ status }) => status === 'COMPLETED');
  if (asked && asked.id !== baseline.id) return completed ? [asked] : baselineNeeded(baseline, asked, runs);
  const active = runs.find(({ status }) => activeStatuses.includes(status));
  if (active && (asked || !completed)) return baselineRunning(baseline, active);
  if (asked || !completed) return [baseline];
  const others = variants.filter((variant) => variant !== baseline);
  if (others.length > 0) return others;
  return new ValidationError(
    `The baseline, "${baseline.name}", has completed, and there is no other variant to run. Branch one from it: addVariant(input: {experimentId: "${id}", name, parentId: "${encodeId('variant', baseline.id)}", override: {…}}).`,
    { code: 'NO_VARIANTS' },
  );
}

interface BaselineRun {
  id: Id<'run'>;
  status: RunStatus;
}

/** One run of the baseline for each status that its runs have. */
function baselineRuns(db: Transaction, { id }: Variant): Promise<BaselineRun[]> {
  return db.run.findMany({
    where: { variantId: id },
    select: { id: true, status: true },
    distinct: ['status'],
    orderBy: [{ status: 'asc' }, { id: 'desc' }],
  });
}

function baselineNeeded(baseline: Variant, asked: Variant, runs: readonly BaselineRun[]): ConflictError {
  const active = runs.find(({ status }) => activeStatuses.includes(status));
  const remedy = active
    ? `Its run ${encodeId('run', active.id)} is ${active.status}: wait until it has completed.`
    : `Run it first: startRuns(input: {experimentId: "${encodeId('experiment', baseline.experimentId)}"}).`;
  return new ConflictError(
    `"${asked.name}" is compared with the baseline, "${baseline.name}", which has not completed a run yet. ${remedy}`,
    'BASELINE_NEEDED',
  );
}

function baselineRunning(baseline: Variant, run: BaselineRun): ConflictError {
  const id = encodeId('run', run.id);
  return new ConflictError(
    `The baseline, "${baseline.name}", is running: run ${id} is ${run.status}. Wait for its end, or end it with cancelRun(id: "${id}").`,
    'RUN_ACTIVE',
  );
}
