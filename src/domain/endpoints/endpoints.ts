import type { Endpoint as Row } from '../../database/client.js';
import { type ConflictError, isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { activeRunIn } from '../execution/active-run.js';
import { laneOfEndpoint } from '../execution/lanes.js';
import { unlessNameTaken } from '../execution/name-taken.js';
import type { Scope } from '../scope.js';
import { endpointConnections, headersOf } from './connections.js';
import { type Headers, readHeaders } from './headers.js';
import { lockEndpoint, lockOptions, removalOptions } from './lock-endpoint.js';
import { readSettings } from './settings.js';
import { encryptedSecrets, readSigningSecret, rotated, signingSecretsOf } from './signing-secrets.js';

/** An endpoint as it is shown: the names of its headers and the age of its signing secret, and never their values. */
export interface Endpoint extends Omit<Row, 'organizationId' | 'headersEncrypted' | 'signingSecretsEncrypted'> {
  headerNames: string[];
  hasSigningSecret: boolean;
  /** When the newest secret that signs its requests was made or given; null where they are not signed. */
  signingSecretRotatedAt: Date | null;
}

export interface EndpointInput {
  name: string;
  url: string;
  /** Sent with every request, and kept secret. */
  headers?: { [name: string]: unknown } | null;
  timeoutMs?: number | null;
  /** How long an app that answers later (202) has, in milliseconds. */
  answerWithinMs?: number | null;
  concurrency?: number | null;
  rateLimit?: number | null;
  rateLimitWindowMs?: number | null;
}

export interface NewEndpoint extends EndpointInput {
  /** `whsec_…`: what its requests are signed with; they are not signed where it is left out. */
  signingSecret?: string | null;
}

/** What changes; what is left out stays, and null takes a setting away. Headers are replaced as a whole. */
export interface EndpointChanges extends Partial<EndpointInput> {
  id: Id<'endpoint'>;
}

/** The organization's endpoints in the order of their names. */
export async function listEndpoints(scope: Scope): Promise<Endpoint[]> {
  const rows = await scope.db.endpoint.findMany({ where: { organizationId: scope.organizationId }, orderBy: { name: 'asc' } });
  return rows.map((row) => shownEndpoint(scope, row));
}

/** The organization's endpoint of that id, or null. */
export async function findEndpoint(scope: Scope, id: Id<'endpoint'>): Promise<Endpoint | null> {
  const row = await scope.db.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  return row ? shownEndpoint(scope, row) : null;
}

/** Adds an endpoint, its headers and signing secret encrypted. */
export async function addEndpoint(scope: Scope, input: NewEndpoint): Promise<Endpoint | ValidationError | ConflictError> {
  const { headers: givenHeaders, signingSecret, ...given } = input;
  const headers = readHeaders(givenHeaders ?? {});
  if (isFailure(headers)) return headers;
  const secret = typeof signingSecret === 'string' ? readSigningSecret(signingSecret) : null;
  if (isFailure(secret)) return secret;
  const settings = readSettings(scope, given);
  if (isFailure(settings)) return settings;
  const secrets = secret === null ? [] : rotated([], secret, 0, new Date());
  const row = await unlessNameTaken('an endpoint', settings.name, () =>
    scope.db.endpoint.create({
      data: {
        organizationId: scope.organizationId,
        ...settings,
        headersEncrypted: encryptedHeaders(scope, headers),
        signingSecretsEncrypted: encryptedSecrets(scope, secrets),
      },
    }),
  );
  return isFailure(row) ? row : shownEndpoint(scope, row);
}

/** Changes an endpoint. Requests already under way keep what they began with; the next ones take the new settings within seconds. */
export async function updateEndpoint(
  scope: Scope,
  changes: EndpointChanges,
): Promise<Endpoint | ValidationError | NotFoundError | ConflictError> {
  const { id, headers: givenHeaders, ...given } = changes;
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const updated = await unlessNameTaken('an endpoint', given.name ?? '', () =>
    scope.db.$transaction(async (tx) => {
      const row = await lockEndpoint(tx, scope, id);
      if (isFailure(row)) return row;
      const headers = givenHeaders === undefined ? headersOf(scope, row) : readHeaders(givenHeaders ?? {});
      if (isFailure(headers)) return headers;
      const settings = readSettings(scope, { ...row, ...kept });
      if (isFailure(settings)) return settings;
      return tx.endpoint.update({ where: { id }, data: { ...settings, headersEncrypted: encryptedHeaders(scope, headers) } });
    }, lockOptions),
  );
  endpointConnections.forget(scope, id);
  return isFailure(updated) ? updated : shownEndpoint(scope, updated);
}

/** Removes an endpoint with its log; refused while a run calls it. Experiments that had it for their app then have none. */
export async function removeEndpoint(scope: Scope, id: Id<'endpoint'>): Promise<Endpoint | NotFoundError | ConflictError> {
  for (;;) {
    const removed = await removeUnlessChosen(scope, id);
    if (removed === 'chosen') continue;
    endpointConnections.forget(scope, id);
    return isFailure(removed) ? removed : shownEndpoint(scope, removed);
  }
}

/** Gives 'chosen', and does nothing, where an experiment took it for its app while others that had it were locked. */
function removeUnlessChosen(scope: Scope, id: Id<'endpoint'>): Promise<Row | NotFoundError | ConflictError | 'chosen'> {
  return scope.db.$transaction(async (tx) => {
    // The experiments before the endpoint, as everybody locks them who locks both: it is taken from them when it goes.
    const locked = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM experiment WHERE endpoint_id = ${id}::uuid AND organization_id = ${scope.organizationId}::uuid
      ORDER BY id FOR UPDATE`;
    const row = await lockEndpoint(tx, scope, id);
    if (isFailure(row)) return row;
    // Nobody can choose it any more, and those that are locked can't leave it, so that to count them is to know them.
    if ((await tx.experiment.count({ where: { endpointId: id } })) > locked.length) return 'chosen';
    const active = await activeRunIn(tx, laneOfEndpoint(id), `The endpoint "${row.name}"`);
    return active ?? tx.endpoint.delete({ where: { id } });
  }, removalOptions);
}

/** What may be seen of a stored endpoint. */
export function shownEndpoint(scope: Scope, row: Row): Endpoint {
  const { organizationId: _, headersEncrypted, signingSecretsEncrypted, ...rest } = row;
  const [secret] = signingSecretsOf(scope, { signingSecretsEncrypted });
  return {
    ...rest,
    headerNames: Object.keys(headersOf(scope, { headersEncrypted })),
    hasSigningSecret: secret !== undefined,
    signingSecretRotatedAt: secret ? new Date(secret.madeAt) : null,
  };
}

function encryptedHeaders(scope: Scope, headers: Headers): Uint8Array<ArrayBuffer> | null {
  return Object.keys(headers).length > 0 ? new Uint8Array(scope.secrets.encrypt(JSON.stringify(headers))) : null;
}
