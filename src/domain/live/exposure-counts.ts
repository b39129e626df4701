import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/** The exposures of one variant, counted. */
export interface ExposureCounts {
  liveExperimentId: Id<'liveExperiment'>;
  variant: string;
  exposures: number;
  /** How many units were ever given the variant: each once. */
  units: number;
  completed: number;
  failed: number;
}

/** The exposures of each variant of some live experiments, by one statement. A variant without any is left out. */
export function exposureCounts({ db, organizationId }: Scope, ids: readonly Id<'liveExperiment'>[]): Promise<ExposureCounts[]> {
  return db.$queryRaw<ExposureCounts[]>`
    SELECT e.live_experiment_id AS "liveExperimentId", e.variant, count(*)::int AS exposures, count(DISTINCT e.unit)::int AS units,
      (count(*) FILTER (WHERE e.status = 'COMPLETED'))::int AS completed, (count(*) FILTER (WHERE e.status = 'FAILED'))::int AS failed
    FROM exposure e JOIN live_experiment x ON x.id = e.live_experiment_id
    WHERE x.id = ANY(${[...ids]}::uuid[]) AND x.organization_id = ${organizationId}::uuid
    GROUP BY e.live_experiment_id, e.variant`;
}
