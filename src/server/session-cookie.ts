import type { IncomingMessage } from 'node:http';

/**
 * The header that hands a browser a session for so long; for no time at all, that takes it away. Scripts can't read the cookie,
 * requests of other sites come without it, and where the page came by HTTPS, so does every request with it.
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

/**
 * Cookies do not tell ports apart, so that two servers on one machine need two names. The port is the one that the browser sees:
 * all processes behind one address go by one name, whatever ports they listen on themselves.
 */
function cookieName({ headers }: IncomingMessage): string {
  const [, port] = /:(\d+)$/.exec(headers.host ?? '') ?? [];
  return port === undefined ? 'variorum_session' : `variorum_session_${port}`;
}
