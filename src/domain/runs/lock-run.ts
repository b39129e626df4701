import type { Run, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** The organization's run, its row locked until the transaction ends; null where there is none. */
export async function lockRun(tx: Transaction, organizationId: Id<'organization'>, runId: Id<'run'>): Promise<Run | null> {
  await tx.$queryRaw`SELECT 1 FROM run WHERE id = ${runId}::uuid AND organization_id = ${organizationId}::uuid FOR NO KEY UPDATE`;
  // A statement of its own, because only one that starts after the lock was granted sees what was committed before.
  return tx.run.findFirst({ where: { id: runId, organizationId } });
}
