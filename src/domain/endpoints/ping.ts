import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../database/client.js';
import type { NotFoundError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { connectionOf } from './connections.js';
import { send } from './deliver.js';

/** Somebody waits for it. */
const longestMs = 30_000;

/**
 * Sends an endpoint a signed `{type: "ping", endpointId, sentAt}` at once, and not again: whether it is reached, takes the
 * signature and answers with success.
 *
 * @returns what came of it, as it was logged; the endpoint's own faults are in there.
 */
export async function pingEndpoint(scope: Scope, id: Id<'endpoint'>): Promise<Delivery | NotFoundError> {
  const row = await scope.db.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  if (!row) return notFound('endpoint', id);
  const connection = connectionOf(scope, row);
  const timeoutMs = Math.min(connection.timeoutMs, longestMs);
  const body = { type: 'ping', endpointId: encodeId('endpoint', id), sentAt: new Date().toISOString() };
  const message = { purpose: 'PING', messageId: `ping.${randomUUID()}`, attempt: 1, resultId: null, body } as const;
  const { delivery } = await send(scope, { ...connection, timeoutMs }, message, new AbortController().signal);
  return delivery;
}
