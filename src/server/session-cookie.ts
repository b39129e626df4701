import type { IncomingMessage } from 'node:http';
import { forwardedScheme } from './forwarded-scheme.js';

/**
 * The header that hands a browser a session for so long; for no time at all, that takes it away. Scripts can't read the cookie,
 * requests of other sites come without it, and where the page came by HTTPS, so does every request with it.
 */
export function sessionCookie(request: IncomingMessage, session: string, lifetimeMs: number): string {
  const maxAge = Math.floor(lifetimeMs / 1000);
  const secure = isSecure(request);
  return `${cookieName(request, secure)}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure ? '; Secure' : ''}`;
}

/** A server behind a proxy knows it from the origin of its own page, or from what the proxy says. */
function isSecure(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return (host !== undefined && origin === `https://${host}`) || forwardedScheme(request) === 'https';
}

/**
 * The session that the request's cookie names; null without one. Null, too, where two cookies have the name: one of them was
 * planted, by a page that may set cookies for this one, and which it is can't be told.
 */
export function readSessionCookie(request: IncomingMessage): string | null {
  const cookies = request.headers.cookie?.split(';').map((cookie) => cookie.trim()) ?? [];
  const sessionsOf = (name: string): string[] =>
    cookies.filter((cookie) => cookie.startsWith(`${name}=`)).map((cookie) => cookie.slice(name.length + 1));
  const secure = sessionsOf(cookieName(request, true));
  // Not every request tells that it came by HTTPS.
  const sessions = isSecure(request) || secure.length > 0 ? secure : sessionsOf(cookieName(request, false));
  return sessions.length === 1 ? (sessions[0] ?? null) : null;
}

/**
 * Cookies do not tell ports apart, so that two servers on one machine need two names. The port is the one that the browser sees:
 * all processes behind one address go by one name, whatever ports they listen on themselves. By HTTPS the name begins such that
 * browsers take the cookie from this host alone, and from no other of the same domain.
 */
function cookieName({ headers }: IncomingMessage, secure: boolean): string {
  const [, port] = /:(\d+)$/.exec(headers.host ?? '') ?? [];
  const name = port === undefined ? 'variorum_session' : `variorum_session_${port}`;
  return secure ? `__Host-${name}` : name;
}
