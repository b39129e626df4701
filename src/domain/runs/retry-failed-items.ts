import type { Prisma, Run, Transaction } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { hasOtherAnswers, keepAnswers } from '../comparison/keep-answers.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { deletionOptions } from '../experiments/deletion.js';
import { lockOpenExperiment } from '../experiments/open-experiment.js';
import { activeStatuses } from '../experiments/status.js';
import { lockRun } from './lock-run.js';

interface Withdrawn {
  results: number;
  tokens: bigint;
  cost: Prisma.Decimal;
  costUnknown: number;
  score: number;
  scored: number;
  notPassed: number;
}

/**
 * Runs the failed items of an ended run again, and them alone: their error results are withdrawn, with what they added to
 * the run's counters, and the run becomes PENDING. The new results keep the ids of the old and get new, higher sequences.
 */
export async function retryFailedItems(scope: Scope, runId: Id<'run'>): Promise<Run | NotFoundError | ConflictError> {
  for (;;) {
    const retried = await retryUnlessStale(scope, runId);
    if (retried !== 'stale') return retried;
    await keepAnswers(scope.db, runId);
  }
}

/**
 * Why a run of the baseline variant is not taken up again; null for any other. A FAILED one locked nothing, so that its tasks and
 * configuration may have changed since, and only one at a time becomes what the others are compared with.
 */
async function baselineConflict(tx: Transaction, run: Run): Promise<ConflictError | null> {
  const of = { variantId: run.variantId, variant: { baseline: true } };
  const baseline = await tx.run.findFirst({ where: of, select: { id: true } });
  if (!baseline) return null;
  if (run.status === 'FAILED') {
    return new ConflictError(
      `No item of the baseline’s run succeeded. Correct what was wrong, and run it anew: startRuns(input: {experimentId: "${encodeId('experiment', run.experimentId)}"}).`,
    );
  }
  const active = await tx.run.findFirst({ where: { ...of, status: { in: activeStatuses } }, select: { id: true } });
  if (!active) return null;
  const id = encodeId('run', active.id);
  return new ConflictError(
    `The baseline is running: ${id}. Wait for its end, or end it with cancelRun(id: "${id}").`,
    'RUN_ACTIVE',
  );
}

/** Gives 'stale', and does nothing, where the run's new results would be hashed by other answers than its experiment compares. */
function retryUnlessStale(scope: Scope, runId: Id<'run'>): Promise<Run | NotFoundError | ConflictError | 'stale'> {
  return scope.db.$transaction(async (tx) => {
    const found = await tx.run.findFirst({
      where: { id: runId, organizationId: scope.organizationId },
      select: { experimentId: true },
    });
    if (!found) return notFound('run', runId);
    // The experiment before its run, as everybody locks them who locks both.
    const experiment = await lockOpenExperiment(tx, scope, found.experimentId);
    if (isFailure(experiment)) return experiment;
    const run = await lockRun(tx, scope.organizationId, runId);
    if (!run) return notFound('run', runId);
    if (run.status === 'PENDING' || run.status === 'RUNNING') {
      return new ConflictError('The run has not ended; its items are still being tried.', 'RUN_ACTIVE');
    }
    if (run.status === 'CANCELLED')
      return new ConflictError('The run was cancelled. Start a new run of its variant with startRuns.');
    if (run.baseline) {
      return new ConflictError(
        'The run is the marked baseline of its variant, which must not change. Clear the mark with clearBaseline first, or mark another run.',
        'RUN_IS_BASELINE',
      );
    }
    const conflict = await baselineConflict(tx, run);
    if (conflict) return conflict;
    if (run.itemsFailed === 0) return new ConflictError('No item of the run failed; there is nothing to try again.');
    // Under the run's lock the experiment's setting can't change any more.
    if (await hasOtherAnswers(tx, run.id)) return 'stale';

    const [withdrawn] = await tx.$queryRaw<Withdrawn[]>`
      WITH gone AS (DELETE FROM result WHERE run_id = ${run.id}::uuid AND error_type IS NOT NULL RETURNING *),
        -- What the app was asked belongs to the result: it is asked anew.
        asked AS (DELETE FROM test WHERE id IN (SELECT id FROM gone))
      SELECT count(*)::int AS results,
        coalesce(sum(coalesce(input_tokens, 0)::bigint + coalesce(output_tokens, 0)), 0)::bigint AS tokens,
        coalesce(sum(estimated_cost), 0) AS cost,
        count(*) FILTER (WHERE estimated_cost IS NULL AND coalesce(input_tokens, output_tokens) IS NOT NULL)::int AS "costUnknown",
        coalesce(sum(score), 0)::float8 AS score, count(score)::int AS scored,
        count(*) FILTER (WHERE NOT passed)::int AS "notPassed"
      FROM gone`;
    if (!withdrawn) throw new Error('An aggregate without GROUP BY gives one row.');
    return tx.run.update({
      where: { id: run.id },
      data: {
        status: 'PENDING',
        completedAt: null,
        errorType: null,
        errorMessage: null,
        dispatched: 0,
        outstanding: 0,
        retries: { increment: 1 },
        itemsFailed: { decrement: withdrawn.results },
        tokensSum: { decrement: withdrawn.tokens },
        costSum: { decrement: withdrawn.cost },
        costUnknown: { decrement: withdrawn.costUnknown },
        scoreSum: { decrement: withdrawn.score },
        scored: { decrement: withdrawn.scored },
        notPassed: { decrement: withdrawn.notPassed },
      },
    });
  }, deletionOptions);
}
