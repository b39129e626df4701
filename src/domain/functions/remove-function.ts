import type { DurableFunction } from '../../database/client.js';
import type { NotFoundError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';

/** Has events start a function no more, until a worker registers it again. Its runs stay, and those under way go on. */
export async function removeFunction(scope: Scope, id: Id<'durableFunction'>): Promise<DurableFunction | NotFoundError> {
  const { db, organizationId } = scope;
  const removed = await db.durableFunction.updateManyAndReturn({
    where: { id, organizationId },
    data: { removedAt: new Date() },
  });
  return removed[0] ?? notFound('durableFunction', id);
}
