import type { IncomingMessage } from 'node:http';
import { authenticate } from '../domain/organizations/api-keys.js';
import type { Identity } from '../domain/organizations/identity.js';
import { identifySession } from '../domain/organizations/sessions.js';
import { authenticateGuest, isShareToken } from '../domain/sharing/share-links.js';
import type { Services } from '../domain/scope.js';
import { forwardedScheme } from './forwarded-scheme.js';
import { readSessionCookie } from './session-cookie.js';

/**
 * What a request shows to say who asks: an API key, the token of a share link, or the session of a browser. The session of
 * someone who signed in is one of its own; that of a guest is the token of the link.
 */
export type Credential = { kind: 'key'; key: string } | { kind: 'link'; token: string } | { kind: 'session'; session: string };

/** Said wherever a request shows no credential. */
export const howToAuthenticate = 'Send an API key in the header `Authorization: Bearer <key>`.';

/** Said where a credential stands for nobody. */
export const whyRefused: Record<Credential['kind'], string> = {
  key: 'The API key is unknown or was revoked.',
  link: 'The share link is unknown, has expired or was revoked.',
  session: 'The session has ended.',
};

/** What the request shows; null for nothing. A token counts more than a cookie, for it was sent on purpose. */
export function credentialOf(request: IncomingMessage): Credential | null {
  const bearer = readBearer(request.headers.authorization);
  if (bearer) return bearer;
  const session = readSessionCookie(request);
  return session === null ? null : { kind: 'session', session };
}

/** The key or the token of a link in `Bearer <token>` (RFC 6750); null for anything else. */
export function readBearer(header: unknown): Credential | null {
  const token = typeof header === 'string' ? /^Bearer +(\S+) *$/i.exec(header)?.[1] : undefined;
  if (token === undefined) return null;
  return isShareToken(token) ? { kind: 'link', token } : { kind: 'key', key: token };
}

/** Whom the credential stands for at this moment; null when it is unknown, expired or revoked. */
export async function identify(services: Services, credential: Credential): Promise<Identity | null> {
  switch (credential.kind) {
    case 'key':
      return authenticate(services, credential.key);
    case 'link':
      return authenticateGuest(services, credential.token);
    case 'session':
      return isShareToken(credential.session)
        ? authenticateGuest(services, credential.session)
        : identifySession(services, credential.session);
  }
}

/**
 * Whether the page that sent the request came from this server. A browser adds cookies to requests of other pages too, so
 * a session counts only with this; a key can't be sent by a page that doesn't have it. Behind a proxy that does not say how it was
 * asked, by HTTPS or without, the scheme of the page is not known to be another.
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  const scheme = forwardedScheme(request);
  return page.host === host && (scheme === null || page.protocol === `${scheme}:`);
}
