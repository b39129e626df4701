import type { Endpoint } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { ConnectionCache } from '../execution/connection-cache.js';
import type { Scope } from '../scope.js';
import type { Headers } from './headers.js';
import { type SigningSecret, signingSecretsOf } from './signing-secrets.js';

/** What a request to an endpoint needs. */
export interface EndpointConnection {
  id: Id<'endpoint'>;
  name: string;
  url: string;
  headers: Headers;
  timeoutMs: number;
  /** How long an app that answers later has, in milliseconds. */
  answerWithinMs: number;
  /** What requests are signed with, the newest first; none where they are not signed. */
  signingSecrets: SigningSecret[];
}

/** The connections of endpoints, by endpoint id. */
export const endpointConnections = new ConnectionCache<EndpointConnection>(async (scope, id) => {
  const row = await scope.db.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  return row && connectionOf(scope, row);
});

/** What a request to a stored endpoint needs, decrypted. */
export function connectionOf(scope: Scope, row: Endpoint): EndpointConnection {
  const { id, name, url, timeoutMs, answerWithinMs } = row;
  return {
    id,
    name,
    url,
    timeoutMs,
    answerWithinMs,
    headers: headersOf(scope, row),
    signingSecrets: signingSecretsOf(scope, row),
  };
}

/** The headers of a stored endpoint, decrypted. */
export function headersOf(scope: Scope, { headersEncrypted }: Pick<Endpoint, 'headersEncrypted'>): Headers {
  return headersEncrypted ? (JSON.parse(scope.secrets.decrypt(headersEncrypted)) as Headers) : {};
}
