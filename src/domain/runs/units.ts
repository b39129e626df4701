import type { Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** One thing to do in a run: one item in one trial. */
export interface Unit {
  itemId: Id<'datasetItem'>;
  /** 0 for the first trial. */
  trial: number;
}

/** Hands out the next units of a running run, at most `limit`, and keeps the run's row locked until the transaction ends. */
export function claimUnits(tx: Transaction, runId: Id<'run'>, limit: number): Promise<Unit[]> {
  return tx.$queryRaw<Unit[]>`SELECT item_id AS "itemId", trial FROM claim_units(${runId}::uuid, ${limit}::int)`;
}

/**
 * The units of a run that were handed out and have no result: those in the queue or at work, and those that were lost
 * between. At most as many as the run's wave has, unless the queue was lost.
 */
export function unitsWithoutResult(tx: Transaction, runId: Id<'run'>): Promise<Unit[]> {
  return tx.$queryRaw<Unit[]>`
    SELECT i.item_id AS "itemId", t.trial::smallint AS trial
    FROM run r
    JOIN dataset_version_item i ON i.version_id = r.dataset_version_id AND i.position <= r.dispatched / r.trials
    CROSS JOIN generate_series(0, r.trials - 1) AS t(trial)
    WHERE r.id = ${runId}::uuid AND r.status = 'RUNNING' AND i.position * r.trials + t.trial < r.dispatched
      AND NOT EXISTS (SELECT 1 FROM result x WHERE x.run_id = r.id AND x.item_id = i.item_id AND x.trial = t.trial)
    ORDER BY i.position, t.trial`;
}

/**
 * How many units of a run are handed out at once. From 16 on it is a quarter more than may be executed at once, so that
 * an executor never waits for the queue; the semaphore of the process holds the limit. Below that it is the limit itself,
 * which then holds exactly over any number of processes.
 */
export function waveOf(concurrency: number): number {
  return concurrency < 16 ? concurrency : Math.ceil(concurrency * 1.25);
}
