import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { RunJob } from './hand-out.js';

/** The jobs that runs of functions were handed out with which have not ended. */
export const unfinishedJobs = {
  async count(db: Database, functionIds: readonly Id<'durableFunction'>[]): Promise<number> {
    const [row] = await db.$queryRaw<{ jobs: number }[]>`
      SELECT count(DISTINCT job)::int AS jobs FROM function_run
      WHERE job IS NOT NULL AND completed_at IS NULL AND function_id = ANY(${[...functionIds]}::uuid[])`;
    return row?.jobs ?? 0;
  },

  /** All of them, so many at a time, each with its runs that have not ended. */
  async *pages(db: Database, functionIds: readonly Id<'durableFunction'>[], size: number): AsyncGenerator<RunJob[]> {
    let after = { functionId: '00000000-0000-0000-0000-000000000000', id: '' };
    for (let full = true; full; ) {
      const page: RunJob[] = await db.$queryRaw<RunJob[]>`
        SELECT job AS id, function_id AS "functionId", array_agg(id ORDER BY id) AS runs
        FROM function_run
        WHERE (function_id, job) > (${after.functionId}::uuid, ${after.id}) AND job IS NOT NULL AND completed_at IS NULL
          AND function_id = ANY(${[...functionIds]}::uuid[])
        GROUP BY function_id, job ORDER BY function_id, job LIMIT ${size}::int`;
      if (page.length > 0) yield page;
      after = page.at(-1) ?? after;
      full = page.length === size;
    }
  },
};
