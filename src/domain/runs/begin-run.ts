import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { claimOptions, claimUnits, type Unit } from './units.js';

/**
 * Takes a PENDING run to RUNNING and hands out its first wave. Every worker process may call it for the same run; one of
 * them gets the units, the others null.
 */
export function beginRun(db: Database, runId: Id<'run'>): Promise<Unit[] | null> {
  return db.$transaction(async (tx) => {
    const begun = await tx.$executeRaw`
      UPDATE run SET status = 'RUNNING', started_at = coalesce(started_at, now()),
        items_total = trials * (SELECT v.item_count FROM dataset_version v WHERE v.id = run.dataset_version_id)
      WHERE id = ${runId}::uuid AND status = 'PENDING'`;
    return begun === 1 ? claimUnits(tx, runId) : null;
  }, claimOptions);
}
