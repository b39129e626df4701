import type { IncomingMessage } from 'node:http';
import { authenticate, type Identity } from '../domain/organizations/api-keys.js';
import type { Services } from '../domain/scope.js';
import { readSessionCookie, type SignIns } from './sign-ins.js';

/** What a request shows to say who asks: an API key, or the session of someone who signed in for GraphiQL. */
export type Credential = { kind: 'key'; key: string } | { kind: 'session'; session: string };

/** Said wherever a request shows no credential. */
export const howToAuthenticate = 'Send an API key in the header `Authorization: Bearer <key>`.';

/** What the request shows; null for nothing. A key counts more than a cookie, for it was sent on purpose. */
export function credentialOf(request: IncomingMessage): Credential | null {
  const key = readBearer(request.headers.authorization);
  if (key !== null) return { kind: 'key', key };
  const session = readSessionCookie(request);
  return session === null ? null : { kind: 'session', session };
}

/** The token of `Bearer <token>` (RFC 6750); null for anything else. */
export function readBearer(header: unknown): string | null {
  if (typeof header !== 'string') return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? null;
}

/** Whom the credential stands for at this moment; null when it is unknown, expired or revoked. */
export async function identify(services: Services, signIns: SignIns, credential: Credential): Promise<Identity | null> {
  return credential.kind === 'key' ? authenticate(services, credential.key) : signIns.identify(credential.session);
}

/**
 * Whether the page that sent the request came from this server. A browser adds cookies to requests of other pages too, so
 * a session counts only with this; a key can't be sent by a page that doesn't have it.
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
