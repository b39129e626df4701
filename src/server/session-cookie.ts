import type { IncomingMessage } from 'node:http';

/** How long a session lasts at most. */
export const sessionLifetimeMs = 12 * 3_600_000;

/** The header that hands a browser a session for so long. Scripts can't read it, and requests of other sites come without it. */
export function sessionCookie(request: IncomingMessage, session: string, lifetimeMs: number): string {
  const maxAge = Math.floor(lifetimeMs / 1000);
  return `${cookieName(request)}=${session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}`;
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
