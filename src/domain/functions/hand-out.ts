import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** Runs of one function that are handed out as one job of the queue. */
export interface RunJob {
  id: string;
  functionId: Id<'durableFunction'>;
  runs: Id<'functionRun'>[];
}

/** A function whose runs are to be handed out. */
export interface FunctionToHandOut {
  id: Id<'durableFunction'>;
  /** So many of its runs may share a job. Those of a function with a limit never do: one that waits for another would count. */
  together: number;
}

export interface HandOutLimits {
  /** So many runs of each function, at most. */
  runs: number;
  /** Runs share jobs only where there would be more than so many of a function. */
  jobs: number;
}

/**
 * Hands out runs that wait, of each of these functions at most so many, as its limits allow: no other process gets them. Of a function
 * with a limit they are the oldest that it leaves room for; of one without, they go by key, and then by age.
 */
export function handOutRuns(db: Database, functions: readonly FunctionToHandOut[], limits: HandOutLimits): Promise<RunJob[]> {
  return db.$queryRaw<RunJob[]>`
    SELECT job AS id, function_id AS "functionId", array_agg(id ORDER BY id) AS runs
    FROM hand_out_function_runs(${functions.map(({ id }) => id)}::uuid[], ${functions.map(({ together }) => together)}::int[],
      ${limits.runs}::int, ${limits.jobs}::int)
    GROUP BY job, function_id ORDER BY job`;
}

/** Gives those of a job's runs that nobody has begun jobs of their own, which are to be put into the queue. */
export function splitJob(db: Database, job: string, runs: readonly Id<'functionRun'>[]): Promise<RunJob[]> {
  return db.$queryRaw<RunJob[]>`
    WITH held AS (
      SELECT id FROM function_run WHERE id = ANY(${[...runs]}::uuid[]) AND job = ${job} AND status = 'PENDING'
      ORDER BY id FOR NO KEY UPDATE),
    parted AS (UPDATE function_run r SET job = r.id || '.' || r.retries FROM held WHERE r.id = held.id RETURNING r.id, r.function_id, r.job)
    SELECT job AS id, function_id AS "functionId", ARRAY[id] AS runs FROM parted ORDER BY id`;
}
