import { Prisma, type Transaction } from '../../database/client.js';
import { ConflictError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { activeStatuses } from './status.js';

/** Millions of results may go with what is deleted. In milliseconds. */
export const deletionOptions = { timeout: 10 * 60_000 };

/**
 * Locks the runs of what is to be changed, so that none of them can be taken up again meanwhile. New ones are kept out by
 * the lock of the experiment, which comes first.
 *
 * @param strength what is to be deleted is locked for an update: also against what only refers to it.
 * @returns a conflict that names a run which has not ended, or null when all have.
 */
export async function lockEndedRuns(
  tx: Transaction,
  of: { experimentId: Id<'experiment'> } | { variantId: Id<'variant'> },
  purpose: string,
  strength: 'for update' | 'for no key update' = 'for update',
): Promise<ConflictError | null> {
  const condition =
    'variantId' in of ? Prisma.sql`variant_id = ${of.variantId}::uuid` : Prisma.sql`experiment_id = ${of.experimentId}::uuid`;
  const lock = strength === 'for update' ? Prisma.sql`FOR UPDATE` : Prisma.sql`FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM run WHERE ${condition} ORDER BY id ${lock}`;
  const active = await tx.run.findFirst({ where: { ...of, status: { in: activeStatuses } }, orderBy: { id: 'asc' } });
  if (!active) return null;
  const id = encodeId('run', active.id);
  return new ConflictError(
    `Run ${id} is still ${active.status}. End it with cancelRun(id: "${id}"), or wait for its end, to ${purpose}.`,
    'RUN_ACTIVE',
  );
}
