import { Prisma, type RunStatus, type Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { activeStatuses } from './status.js';

/** How far an experiment has come. Derived when read, from its runs, what was chosen, and when it was completed or archived. */
export const experimentStages = [
  'DRAFT',
  'BASELINE_PENDING',
  'RUNNING_BASELINE',
  'BASELINE_COMPLETE',
  'BASELINE_FAILED',
  'RUNNING_VARIANT',
  'IDLE',
  'COMPLETED',
  'ARCHIVED',
] as const;
export type ExperimentStage = (typeof experimentStages)[number];

/** What the stage of an experiment follows from. */
export interface StageFacts {
  archived: boolean;
  completed: boolean;
  /** Null: it has no baseline variant. */
  baseline: {
    /** Whether its tasks, and where it has inference steps those too, are chosen. */
    chosen: boolean;
    /** The statuses of the baseline variant's runs. */
    runs: ReadonlySet<RunStatus>;
    /** That of the newest of them; null without any. */
    latestRun: RunStatus | null;
    /** Whether one has ever COMPLETED, even if its failed items were tried again since and that was cancelled. */
    completedOnce: boolean;
  } | null;
  /** The statuses of the runs of all other variants. */
  otherRuns: ReadonlySet<RunStatus>;
}

/** The stage that the facts amount to. */
export function stageOf({ archived, completed, baseline, otherRuns }: StageFacts): ExperimentStage {
  if (archived) return 'ARCHIVED';
  if (completed) return 'COMPLETED';
  if (baseline === null) {
    if (otherRuns.size === 0) return 'DRAFT';
    return isActive(otherRuns) ? 'RUNNING_VARIANT' : 'IDLE';
  }
  if (!baseline.chosen) return 'DRAFT';
  if (isActive(baseline.runs)) return 'RUNNING_BASELINE';
  if (!baseline.runs.has('COMPLETED')) return baseline.latestRun === 'FAILED' ? 'BASELINE_FAILED' : 'BASELINE_PENDING';
  if (otherRuns.size === 0) return 'BASELINE_COMPLETE';
  return isActive(otherRuns) ? 'RUNNING_VARIANT' : 'IDLE';
}

/** Whether what the baseline runs over and with can't change any more (open-experiment.ts). */
export function isLocked({ baseline }: StageFacts): boolean {
  return baseline !== null && (isActive(baseline.runs) || baseline.completedOnce);
}

function isActive(statuses: ReadonlySet<RunStatus>): boolean {
  return activeStatuses.some((status) => statuses.has(status));
}

/** That the tasks of a row `e` of `experiment` are chosen, and where it has inference steps those too. */
export const chosen = Prisma.sql`e.dataset_version_id IS NOT NULL AND e.task_selection IS NOT NULL
  AND (e.type <> 'WEBHOOK' OR EXISTS (SELECT 1 FROM experiment_step s WHERE s.experiment_id = e.id))`;

interface FactsRow {
  id: string;
  archived: boolean;
  completed: boolean;
  hasBaseline: boolean;
  chosen: boolean;
  baselineRuns: RunStatus[] | null;
  latestBaselineRun: RunStatus | null;
  completedOnce: boolean;
  otherRuns: RunStatus[] | null;
}

/** The facts of experiments of the organization, by one statement; ids of others are left out. */
export async function stageFacts(
  scope: { db: Transaction } & Pick<Scope, 'organizationId'>,
  ids: readonly Id<'experiment'>[],
): Promise<Map<Id<'experiment'>, StageFacts>> {
  const rows = await scope.db.$queryRaw<FactsRow[]>`
    SELECT e.id, e.archived_at IS NOT NULL AS archived, e.completed_at IS NOT NULL AS completed,
      b.id IS NOT NULL AS "hasBaseline",
      (${chosen}) AS chosen,
      (SELECT array_agg(DISTINCT r.status::text) FROM run r WHERE r.variant_id = b.id) AS "baselineRuns",
      (SELECT r.status::text FROM run r WHERE r.variant_id = b.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS "latestBaselineRun",
      -- Only of a run that had COMPLETED are failed items of the baseline tried again.
      EXISTS (SELECT 1 FROM run r WHERE r.variant_id = b.id
        AND (r.status = 'COMPLETED' OR (r.retries > 0 AND r.items_completed > 0))) AS "completedOnce",
      (SELECT array_agg(DISTINCT r.status::text) FROM run r
        WHERE r.experiment_id = e.id AND r.variant_id IS DISTINCT FROM b.id) AS "otherRuns"
    FROM experiment e LEFT JOIN variant b ON b.experiment_id = e.id AND b.baseline
    WHERE e.id = ANY(${[...ids]}::uuid[]) AND e.organization_id = ${scope.organizationId}::uuid`;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        archived: row.archived,
        completed: row.completed,
        baseline: row.hasBaseline
          ? {
              chosen: row.chosen,
              runs: new Set(row.baselineRuns ?? []),
              latestRun: row.latestBaselineRun,
              completedOnce: row.completedOnce,
            }
          : null,
        otherRuns: new Set(row.otherRuns ?? []),
      },
    ]),
  );
}
