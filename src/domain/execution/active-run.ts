import type { Transaction } from '../../database/client.js';
import { ConflictError } from '../../failures.js';
import { encodeId } from '../../ids.js';

/** RUN_ACTIVE where an unfinished run's items go through the lane, to be executed or judged, or null. */
export async function activeRunIn(tx: Transaction, lane: string, subject: string): Promise<ConflictError | null> {
  const run = await tx.run.findFirst({
    where: {
      status: { in: ['PENDING', 'RUNNING'] },
      OR: [{ lane }, { evaluators: { array_contains: [{ plan: { lane } }] } }],
    },
    select: { id: true },
  });
  if (!run) return null;
  return new ConflictError(
    `${subject} is in use by the run ${encodeId('run', run.id)}. Wait until the run has ended, or cancel it.`,
    'RUN_ACTIVE',
  );
}
