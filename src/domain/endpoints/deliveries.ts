import type { Delivery } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/** A service that keeps asking to be left alone may be asked any number of times for one result. */
export const mostDeliveriesShown = 100;

/** The newest requests that were made for each of some results, of each result the oldest first. */
export async function deliveriesForResults(scope: Scope, resultIds: readonly Id<'result'>[]): Promise<Delivery[]> {
  const found = await scope.db.$queryRaw<{ id: string }[]>`
    SELECT newest.id FROM unnest(${[...resultIds]}::uuid[]) AS result(id) CROSS JOIN LATERAL (
      SELECT delivery.id FROM delivery WHERE delivery.result_id = result.id
      ORDER BY delivery.id DESC LIMIT ${mostDeliveriesShown}) AS newest`;
  return scope.db.delivery.findMany({
    where: { id: { in: found.map(({ id }) => id) }, endpoint: { organizationId: scope.organizationId } },
    orderBy: { id: 'asc' },
  });
}
