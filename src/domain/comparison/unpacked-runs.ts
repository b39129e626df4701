import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** So many runs are looked through at a time, by their ids. */
const window = 1000;
/** Behind every run there can be. */
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Ended runs without a vector of what they have now, the newest first. No index tells them, so a call looks through some runs
 * and says where the next goes on.
 *
 * @param before runs older than this one are looked through; null: the newest.
 * @returns at most `limit` runs, and what to give next time: null when the oldest run was reached.
 */
export async function unpackedRuns(
  db: Database,
  before: Id<'run'> | null,
  limit: number,
): Promise<{ runIds: Id<'run'>[]; next: Id<'run'> | null }> {
  // Those whose hashes are of other answers than their experiment compares are packed once they were hashed anew.
  const runs = await db.$queryRaw<{ id: Id<'run'>; unpacked: boolean }[]>`
    SELECT r.id, r.status NOT IN ('PENDING', 'RUNNING') AND v.run_id IS NULL
      AND r.compared_answer IS NOT DISTINCT FROM e.compared_answer AS unpacked
    FROM (SELECT * FROM run WHERE id < ${before ?? lastId}::uuid ORDER BY id DESC LIMIT ${window}) AS r
      JOIN experiment e ON e.id = r.experiment_id
      LEFT JOIN run_vector v ON v.run_id = r.id AND v.sequence = r.sequence AND v.results = r.items_completed + r.items_failed
    ORDER BY r.id DESC`;
  const unpacked = runs.filter((run) => run.unpacked).slice(0, limit);
  const oldest = unpacked.length === limit ? unpacked.at(-1) : runs.length === window ? runs.at(-1) : null;
  return { runIds: unpacked.map(({ id }) => id), next: oldest?.id ?? null };
}
