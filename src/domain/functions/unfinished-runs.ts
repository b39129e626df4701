import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { HandedOutRun } from './hand-out.js';

const where = (functionIds: readonly Id<'durableFunction'>[]) => ({
  functionId: { in: [...functionIds] },
  completedAt: null,
  dispatched: true,
});

/** The runs of functions that were handed out and have not ended. */
export const unfinishedRuns = {
  count: (db: Database, functionIds: readonly Id<'durableFunction'>[]): Promise<number> =>
    db.functionRun.count({ where: where(functionIds) }),

  /** All of them, so many at a time, the oldest first. */
  async *pages(db: Database, functionIds: readonly Id<'durableFunction'>[], size: number): AsyncGenerator<HandedOutRun[]> {
    let after: Id<'functionRun'> | null = null;
    for (let full = true; full; ) {
      const page: HandedOutRun[] = await db.functionRun.findMany({
        where: { ...where(functionIds), ...(after !== null && { id: { gt: after } }) },
        select: { id: true, functionId: true, retries: true },
        orderBy: { id: 'asc' },
        take: size,
      });
      if (page.length > 0) yield page;
      after = page.at(-1)?.id ?? null;
      full = page.length === size;
    }
  },
};
