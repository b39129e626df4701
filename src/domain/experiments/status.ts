import type { RunStatus } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/** What the runs of an experiment have come to, all of them together. Derived when read, so that it can't drift from them. */
export const ExperimentStatus = {
  /** There are no runs yet. */
  DRAFT: 'DRAFT',
  /** At least one run is PENDING or RUNNING. */
  RUNNING: 'RUNNING',
  /** Every run is COMPLETED. */
  COMPLETED: 'COMPLETED',
  /** At least one run is COMPLETED, at least one FAILED or CANCELLED. */
  PARTIAL_SUCCESS: 'PARTIAL_SUCCESS',
  /** Every run is FAILED or CANCELLED. */
  FAILED: 'FAILED',
} as const;
export type ExperimentStatus = (typeof ExperimentStatus)[keyof typeof ExperimentStatus];

/** The statuses of a run that has not ended. */
export const activeStatuses: RunStatus[] = ['PENDING', 'RUNNING'];

/** The status of an experiment, from those of its runs; how many have each does not matter. */
export function statusOfRuns(statuses: Iterable<RunStatus>): ExperimentStatus {
  const present = new Set(statuses);
  if (present.size === 0) return 'DRAFT';
  if (activeStatuses.some((status) => present.has(status))) return 'RUNNING';
  if (!present.has('COMPLETED')) return 'FAILED';
  return present.size === 1 ? 'COMPLETED' : 'PARTIAL_SUCCESS';
}

/** The statuses of experiments of the organization, by one statement; ids of others are left out. */
export async function experimentStatuses(
  scope: Scope,
  ids: Id<'experiment'>[],
): Promise<Map<Id<'experiment'>, ExperimentStatus>> {
  // From the experiments on, because one without runs has a status too.
  const rows = await scope.db.$queryRaw<{ id: string; statuses: RunStatus[] | null }[]>`
    SELECT experiment.id, array_agg(DISTINCT run.status::text) FILTER (WHERE run.id IS NOT NULL) AS statuses
    FROM experiment LEFT JOIN run ON run.experiment_id = experiment.id
    WHERE experiment.id = ANY(${ids}::uuid[]) AND experiment.organization_id = ${scope.organizationId}::uuid
    GROUP BY experiment.id`;
  return new Map(rows.map(({ id, statuses }) => [id, statusOfRuns(statuses ?? [])]));
}
