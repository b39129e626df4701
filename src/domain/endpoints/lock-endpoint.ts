import type { Endpoint, Transaction } from '../../database/client.js';
import type { NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';

/** For transactions that lock an endpoint: they wait for each other. In milliseconds. */
export const lockOptions = { maxWait: 30_000, timeout: 30_000 };
/** For one that removes it: millions of logged requests may go with it. In milliseconds. */
export const removalOptions = { maxWait: 30_000, timeout: 10 * 60_000 };

/** Locks an endpoint's row until the transaction ends. Nobody else can then change or remove it. */
export async function lockEndpoint(tx: Transaction, scope: Scope, id: Id<'endpoint'>): Promise<Endpoint | NotFoundError> {
  await tx.$queryRaw`
    SELECT 1 FROM endpoint WHERE id = ${id}::uuid AND organization_id = ${scope.organizationId}::uuid FOR UPDATE`;
  // Read by a statement of its own, which sees what was committed while the lock was waited for.
  const endpoint = await tx.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  return endpoint ?? notFound('endpoint', id);
}
