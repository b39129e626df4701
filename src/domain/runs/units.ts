import type { Database, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** One thing to do in a run: one item in one trial. */
export interface Unit {
  itemId: Id<'datasetItem'>;
  /** 0 for the first trial. */
  trial: number;
}

/** Millions of units may be looked through for those without a result. In milliseconds. */
export const claimOptions = { timeout: 5 * 60_000, maxWait: 30_000 };

/** Hands out the next units of a running run, up to its wave, and keeps the run's row locked until the transaction ends. */
export function claimUnits(tx: Transaction, runId: Id<'run'>): Promise<Unit[]> {
  return tx.$queryRaw<Unit[]>`SELECT item_id AS "itemId", trial FROM claim_units(${runId}::uuid)`;
}

/**
 * What is to be looked after in a run that stands still: the units that were handed out and have no result, which are in
 * the queue, at work, or lost; and the next ones, where the wave has room for more.
 */
export function recoverUnits(db: Database, runId: Id<'run'>): Promise<{ out: Unit[]; next: Unit[] }> {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM run WHERE id = ${runId}::uuid FOR NO KEY UPDATE`;
    const out = await tx.$queryRaw<Unit[]>`
      SELECT i.item_id AS "itemId", t.trial::smallint AS trial
      FROM run r
      JOIN dataset_version_item i ON i.version_id = r.dataset_version_id AND i.position <= r.dispatched / r.trials
      CROSS JOIN generate_series(0, r.trials - 1) AS t(trial)
      WHERE r.id = ${runId}::uuid AND r.status = 'RUNNING' AND i.position * r.trials + t.trial < r.dispatched
        AND (SELECT true FROM result x WHERE x.run_id = r.id AND x.item_id = i.item_id AND x.trial = t.trial) IS NULL
      ORDER BY i.position, t.trial`;
    await tx.$executeRaw`UPDATE run SET outstanding = ${out.length} WHERE id = ${runId}::uuid`;
    return { out, next: await claimUnits(tx, runId) };
  }, claimOptions);
}
