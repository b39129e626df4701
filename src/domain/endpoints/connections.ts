import type { Endpoint } from '../../database/client.js';
import { ConnectionCache } from '../execution/connection-cache.js';
import type { Scope } from '../scope.js';
import type { Headers } from './headers.js';

/** What a request to an endpoint needs. */
export interface EndpointConnection {
  name: string;
  url: string;
  headers: Headers;
  timeoutMs: number;
}

/** The connections of endpoints, by endpoint id. */
export const endpointConnections = new ConnectionCache<EndpointConnection>(async (scope, id) => {
  const row = await scope.db.endpoint.findFirst({ where: { id, organizationId: scope.organizationId } });
  if (!row) return null;
  const { name, url, timeoutMs } = row;
  return { name, url, timeoutMs, headers: headersOf(scope, row) };
});

/** The headers of a stored endpoint, decrypted. */
export function headersOf(scope: Scope, { headersEncrypted }: Pick<Endpoint, 'headersEncrypted'>): Headers {
  return headersEncrypted ? (JSON.parse(scope.secrets.decrypt(headersEncrypted)) as Headers) : {};
}
