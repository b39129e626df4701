import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** A run that is to be put into the queue. */
export interface HandedOutRun {
  id: Id<'functionRun'>;
  functionId: Id<'durableFunction'>;
  /** How often it was retried by hand: each time it is another job. */
  retries: number;
}

/**
 * Hands out runs that wait, of each of these functions at most so many, as its limits allow: no other process gets them. Of a function
 * with a limit they are the oldest that it leaves room for; of one without, they go by key, and then by age.
 */
export function handOutRuns(db: Database, functionIds: readonly Id<'durableFunction'>[], most: number): Promise<HandedOutRun[]> {
  return db.$queryRaw<HandedOutRun[]>`
    SELECT id, function_id AS "functionId", retries FROM hand_out_function_runs(${[...functionIds]}::uuid[], ${most}::int) ORDER BY id`;
}
