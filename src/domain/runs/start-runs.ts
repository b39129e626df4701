import { z } from 'zod';
import { type DatasetVersion, Prisma, type Run, type Transaction, type Variant } from '../../database/client.js';
import { ConflictError, type Failure, isFailure, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { canonicalJson, type Json, type JsonObject, storableText } from '../../json.js';
import { itemsOfVersion } from '../datasets/items.js';
import { snapshotEvaluators } from '../evaluation/evaluators.js';
import { itemOf } from '../execution/item.js';
import { executors } from '../execution/executors.js';
import type { Plan } from '../execution/executor.js';
import { parseGiven } from '../execution/parse-given.js';
import { closedConflict, lockOpenExperiment } from '../experiments/open-experiment.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { checkedTerms, ofVariant } from '../variants/check-variants.js';
import { planSubject } from '../variants/plan-subject.js';
import { type ExperimentTree, readTree } from '../variants/read-tree.js';
import { variantsToRun } from './variants-to-run.js';

const defaultConcurrency = 32;
const mostResults = 10_000_000;
/** How many items a plan is checked against before the run starts. */
const checkedItems = 100;

const Options = z.object({
  trials: z.int().min(1).max(1000).default(1),
  concurrency: z.int().min(1).max(1000).default(defaultConcurrency),
  idempotencyKey: z.string().min(1).max(255).transform(storableText).nullish(),
});

export interface StartRunsInput {
  experimentId: Id<'experiment'>;
  /** Null: every variant of the experiment; where there is a baseline, that until it has completed, and then all others. */
  variantId?: Id<'variant'> | null;
  /** How often every item is run; 1 by default. */
  trials?: number | null;
  /** How many items of each run may be under way at once; 32 by default. */
  concurrency?: number | null;
  /** Calling again with the same key and arguments gives the runs of the first call. */
  idempotencyKey?: string | null;
}

/**
 * Starts one run per variant, or one run of one variant. What the runs depend on is resolved and copied first; then they
 * are inserted as PENDING, all or none, and the commit tells the workers.
 *
 * @returns the runs in the variants' order.
 */
export async function startRuns(scope: Scope, input: StartRunsInput): Promise<Run[] | Failure> {
  const options = parseGiven(Options, withoutNulls(input));
  if (isFailure(options)) return options;
  const { trials, concurrency, idempotencyKey = null } = options;
  const given = { variantId: input.variantId ?? null, trials, concurrency };

  const experiment = await scope.db.experiment.findFirst({
    where: { id: input.experimentId, organizationId: scope.organizationId },
    include: { datasetVersion: true, taskVersion: true },
  });
  if (!experiment) return notFound('experiment', input.experimentId);
  const before = await readTree(scope.db, experiment);
  const variants = closedConflict(experiment) ?? (await variantsToRun(scope.db, experiment, before, given.variantId));
  // After the choice, which may fail for the very runs that an earlier call with the key has started.
  if (idempotencyKey !== null) {
    const earlier = await startedBefore(scope.db, experiment.id, idempotencyKey, given);
    if (earlier) return earlier;
  }
  if (isFailure(variants)) return variants;
  const version = experiment.taskVersion ?? experiment.datasetVersion;
  if (!version) {
    return new ValidationError(
      'The experiment has no dataset. Give it a version with updateExperiment(input: {id, datasetVersionId}).',
      { code: 'NO_DATASET' },
    );
  }
  const misfit = misfitOfItems(version, trials);
  if (misfit) return misfit;

  const evaluators = await snapshotEvaluators(scope, experiment.id);
  if (isFailure(evaluators)) return evaluators;
  const plans = await planVariants(scope, before, variants, version.id);
  if (isFailure(plans)) return plans;

  return scope.db.$transaction(async (tx) => {
    // The lock makes two calls with one key wait for each other, and deletions wait for both.
    const locked = await lockOpenExperiment(tx, scope, experiment.id);
    if (isFailure(locked)) return locked;
    const earlier = idempotencyKey === null ? null : await startedBefore(tx, experiment.id, idempotencyKey, given);
    if (earlier) return earlier;
    const present = await readTree(tx, locked);
    const chosen = await variantsToRun(tx, locked, present, given.variantId);
    if (isFailure(chosen)) return chosen;
    const isSame =
      startTerms(before, variants) === startTerms(present, chosen) &&
      (locked.taskVersionId ?? locked.datasetVersionId) === version.id;
    if (!isSame)
      return new ConflictError('The experiment or a variant of it was changed while the runs were being started. Start again.');
    const start = await tx.runStart.create({ data: { experimentId: experiment.id, idempotencyKey, arguments: given } });
    const runs = await tx.run.createManyAndReturn({
      data: plans.map(({ variant, configuration, plan }) => ({
        organizationId: scope.organizationId,
        experimentId: experiment.id,
        variantId: variant.id,
        datasetVersionId: version.id,
        startId: start.id,
        configuration,
        evaluators: evaluators.map((evaluator) => ({ ...evaluator, plan: evaluator.plan && { ...evaluator.plan } })),
        plan: plan.values,
        lane: plan.lane,
        trials,
        concurrency,
        comparedAnswer: locked.comparedAnswer ?? Prisma.DbNull,
      })),
    });
    const byVariant = new Map(runs.map((run) => [run.variantId, run]));
    return variants.flatMap(({ id }) => byVariant.get(id) ?? []);
  });
}

interface PlannedVariant {
  variant: Variant;
  /** What it runs with, as it is now. */
  configuration: JsonObject;
  plan: Plan;
}

/** Resolves every variant's configuration and tries it on the first items; the first that does not fit is the failure. */
async function planVariants(
  scope: Scope,
  { experiment, tree }: ExperimentTree,
  variants: readonly Variant[],
  versionId: Id<'datasetVersion'>,
): Promise<PlannedVariant[] | Failure> {
  const items = (await itemsOfVersion(scope.db, versionId, { after: null, first: checkedItems })).map(itemOf);
  const planned: PlannedVariant[] = [];
  for (const variant of variants) {
    const executor = executors[variant.taskType];
    const subject = planSubject(experiment, tree, variant.id);
    const plan = await executor.plan(subject, scope);
    if (isFailure(plan)) return ofVariant(variant, plan);
    const misfit = executor.check?.(plan.values, items) ?? null;
    if (misfit) return ofVariant(variant, misfit);
    planned.push({ variant, configuration: subject.configuration, plan });
  }
  return planned;
}

/** What the plans were made of, as a text. */
function startTerms({ experiment, tree }: ExperimentTree, variants: readonly Variant[]): string {
  return checkedTerms(
    experiment,
    tree,
    variants.map(({ id }) => id),
  );
}

function misfitOfItems({ itemCount }: DatasetVersion, trials: number): ValidationError | null {
  if (itemCount === 0)
    return new ValidationError(
      'The dataset version has no items. Add some with addDatasetVersion, and give the experiment that version.',
      { code: 'EMPTY_DATASET' },
    );
  if (itemCount * trials <= mostResults) return null;
  return new ValidationError(
    `${itemCount} items × ${trials} trials are more than the ${mostResults} results that a run may have.`,
    { field: 'trials' },
  );
}

async function startedBefore(
  tx: Transaction,
  experimentId: Id<'experiment'>,
  idempotencyKey: string,
  given: JsonObject,
): Promise<Run[] | ConflictError | null> {
  const start = await tx.runStart.findUnique({
    where: { experimentId_idempotencyKey: { experimentId, idempotencyKey } },
    include: { runs: { orderBy: { variant: { sortOrder: 'asc' } } } },
  });
  if (!start) return null;
  if (canonicalJson(start.arguments as Json) === canonicalJson(given) && start.runs.length > 0) return start.runs;
  if (start.runs.length === 0) {
    return new ConflictError(
      `The runs that the idempotency key "${idempotencyKey}" started have been deleted. Use a new key.`,
      'IDEMPOTENCY_KEY_REUSED',
    );
  }
  return new ConflictError(
    `The idempotency key "${idempotencyKey}" was used for this experiment with other arguments: ${shownArguments(start.arguments as JsonObject)}. Give these again for the runs of then, or use a new key.`,
    'IDEMPOTENCY_KEY_REUSED',
  );
}

/** What was given to an earlier start, with the variant's id as the caller knows it. */
function shownArguments({ variantId, ...options }: JsonObject): string {
  return canonicalJson(typeof variantId === 'string' ? { ...options, variantId: encodeId('variant', variantId) } : options);
}

function withoutNulls(input: StartRunsInput): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
