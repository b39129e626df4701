import type { IncomingMessage } from 'node:http';

/** How long a session lasts at most. */
export const sessionLifetimeMs = 12 * 3_600_000;

/**
 * The header that hands a browser a session for so long. Scripts can't read it, requests of other sites come without it, and
 * where the page came by HTTPS, so does every request with it.
 */
export function sessionCookie(request: IncomingMessage, session: string, lifetimeMs: number): string {
  const maxAge = Math.floor(lifetimeMs / 1000);
  return `${cookieName(request)}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${isSecure(request) ? '; Secure' : ''}`;
}

/** A server behind a proxy knows it from the origin of the page, or from what the proxy says. */
function isSecure({ headers }: IncomingMessage): boolean {
  return headers.origin?.startsWith('https:') === true || headers['x-forwarded-proto'] === 'https';
}

/** The session that the request's cookie names; null without one. */
export function readSessionCookie(request: IncomingMessage): string | null {
  const prefix = `${cookieName(request)}=`;
  const cookies = request.headers.cookie?.split(';').map((cookie) => cookie.trim()) ?? [];
  return cookies.find((cookie) => cookie.startsWith(prefix))?.slice(prefix.length) ?? null;
}

/** Cookies do not tell ports apart, so that two servers on one machine need two names. */
function cookieName(request: IncomingMessage): string {
  return `variorum_session_${request.socket.localPort}`;
}
