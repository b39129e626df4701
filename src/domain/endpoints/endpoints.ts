import type { Endpoint as Row } from '../../database/client.js';
import { type ConflictError, isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { activeRunIn } from '../execution/active-run.js';
import { laneOfEndpoint } from '../execution/lanes.js';
import { unlessNameTaken } from '../execution/name-taken.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { endpointConnections, headersOf } from './connections.js';
import { type Headers, readHeaders } from './headers.js';
import { readSettings } from './settings.js';

/** An endpoint as it is shown: the names of its headers, and never their values. */
export interface Endpoint extends Omit<Row, 'organizationId' | 'headersEncrypted'> {
  headerNames: string[];
}

export interface EndpointInput {
  name: string;
  url: string;
  /** Sent with every request, and kept secret. */
  headers?: { [name: string]: unknown } | null;
  timeoutMs?: number | null;
  concurrency?: number | null;
  rateLimit?: number | null;
  rateLimitWindowMs?: number | null;
}

/** What changes; what is left out stays, and null takes a setting away. Headers are replaced as a whole. */
export interface EndpointChanges extends Partial<EndpointInput> {
  id: Id<'endpoint'>;
}

/** The organization's endpoints in the order of their names. */
export async function listEndpoints(scope: Scope): Promise<Endpoint[]> {
  const rows = await scope.db.endpoint.findMany({ where: { organizationId: scope.organizationId }, orderBy: { name: 'asc' } });
  return rows.map((row) => shown(scope, row));
}

/** The organization's endpoint of that id, or null. */
export async function findEndpoint(scope: Scope, id: Id<'endpoint'>): Promise<Endpoint | null> {
  const row = await scope.db.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  return row ? shown(scope, row) : null;
}

/** Adds an endpoint, its headers encrypted. */
export async function addEndpoint(scope: Scope, input: EndpointInput): Promise<Endpoint | ValidationError | ConflictError> {
  const { headers: givenHeaders, ...given } = input;
  const headers = readHeaders(givenHeaders ?? {});
  if (isFailure(headers)) return headers;
  const settings = readSettings(scope, given);
  if (isFailure(settings)) return settings;
  return unlessNameTaken('an endpoint', settings.name, async () =>
    shown(
      scope,
      await scope.db.endpoint.create({
        data: { organizationId: scope.organizationId, ...settings, headersEncrypted: encrypted(scope, headers) },
      }),
    ),
  );
}

/** Changes an endpoint. Requests already under way keep what they began with; the next ones take the new settings within seconds. */
export async function updateEndpoint(
  scope: Scope,
  changes: EndpointChanges,
): Promise<Endpoint | ValidationError | NotFoundError | ConflictError> {
  const { id, headers: givenHeaders, ...given } = changes;
  const row = await scope.db.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  if (!row) return notFound('endpoint', id);
  const headers = givenHeaders === undefined ? headersOf(scope, row) : readHeaders(givenHeaders ?? {});
  if (isFailure(headers)) return headers;
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const settings = readSettings(scope, { ...row, ...kept });
  if (isFailure(settings)) return settings;
  const endpoint = await unlessNameTaken('an endpoint', settings.name, async () =>
    shown(
      scope,
      await scope.db.endpoint.update({ where: { id }, data: { ...settings, headersEncrypted: encrypted(scope, headers) } }),
    ),
  );
  endpointConnections.forget(scope, id);
  return endpoint;
}

/** Removes an endpoint; refused while a run calls it. */
export async function removeEndpoint(scope: Scope, id: Id<'endpoint'>): Promise<Endpoint | NotFoundError | ConflictError> {
  const removed = await scope.db.$transaction(async (tx) => {
    const row = await tx.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
    if (!row) return notFound('endpoint', id);
    const active = await activeRunIn(tx, laneOfEndpoint(id), `The endpoint "${row.name}"`);
    return active ?? shown(scope, await tx.endpoint.delete({ where: { id } }));
  });
  endpointConnections.forget(scope, id);
  return removed;
}

function shown(scope: Scope, row: Row): Endpoint {
  const { organizationId: _, headersEncrypted, ...rest } = row;
  return { ...rest, headerNames: Object.keys(headersOf(scope, { headersEncrypted })) };
}

function encrypted(scope: Scope, headers: Headers): Uint8Array<ArrayBuffer> | null {
  return Object.keys(headers).length > 0 ? new Uint8Array(scope.secrets.encrypt(JSON.stringify(headers))) : null;
}
