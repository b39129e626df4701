import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { openSession, sessionLifetimeMs } from '../domain/organizations/sessions.js';
import { newToken } from '../domain/organizations/token.js';
import type { Services } from '../domain/scope.js';
import type { Id } from '../ids.js';
import { endSessionOf } from './end-session.js';
import type { GraphQLOptions } from './graphql-http.js';
import { sessionCookie } from './session-cookie.js';

const codeLifetimeMs = 10 * 60_000;

interface Code {
  apiKeyId: Id<'apiKey'>;
  expiresAt: number;
}

/**
 * Signs a browser in without its user handling a key: whoever started the process gets a link with a code, which is exchanged
 * once for a session of the oldest admin key. The codes are kept hashed in the memory of the process that printed them, and end
 * with it; the sessions do not.
 */
export class SignIns {
  private readonly codes = new Map<string, Code>();

  constructor(
    private readonly services: Services,
    private readonly now: () => number = Date.now,
  ) {}

  /** Makes a code that opens one session within ten minutes. @throws Error when there is no admin key. */
  async createCode(): Promise<string> {
    const apiKey = await this.services.db.apiKey.findFirst({ where: { role: 'ADMIN', revokedAt: null }, orderBy: { id: 'asc' } });
    if (!apiKey) throw new Error('Nobody can sign in: there is no admin key. Set VARIORUM_API_KEY and start again.');
    for (const [known, { expiresAt }] of this.codes) if (expiresAt <= this.now()) this.codes.delete(known);
    const code = newToken('');
    this.codes.set(hash(code), { apiKeyId: apiKey.id, expiresAt: this.now() + codeLifetimeMs });
    return code;
  }

  /** Exchanges a code for a session; null for one that is unknown, used or expired, or whose key was revoked. */
  async exchange(code: string): Promise<string | null> {
    const found = this.codes.get(hash(code));
    // Before anything is waited for, or two that ask at once would both get one.
    this.codes.delete(hash(code));
    if (!found || found.expiresAt <= this.now()) return null;
    let session: string | null = null;
    try {
      session = await openSession(this.services, found.apiKeyId, new Date(this.now()));
      return session;
    } finally {
      if (session === null) this.codes.set(hash(code), found);
    }
  }
}

const refusal = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sign in · Variorum</title>
<h1>This sign-in link opens nothing any more</h1>
<p>It was used before, is older than ten minutes, or signs in with a key that was revoked.</p>
<p><a href="/">Open the dashboard</a> to sign in with an API key, or restart the server for a new link.</p>
</html>
`;

/** Answers the sign-in link: sets the cookie and goes on to the dashboard. */
export async function answerSignIn(
  signIns: SignIns,
  options: GraphQLOptions,
  request: IncomingMessage,
  response: ServerResponse,
  code: string | null,
): Promise<void> {
  // The code is in the address, and must not travel on from there.
  response.setHeader('referrer-policy', 'no-referrer').setHeader('cache-control', 'no-store');
  if (request.method !== 'GET') {
    response.writeHead(405, { allow: 'GET' }).end();
    return;
  }
  const session = code === null ? null : await signIns.exchange(code);
  if (session === null) {
    response.writeHead(403, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': `default-src 'none'` });
    response.end(refusal);
    return;
  }
  await endSessionOf(request, options);
  response.writeHead(303, { 'set-cookie': sessionCookie(request, session, sessionLifetimeMs), location: '/' }).end();
}

function hash(code: string): string {
  return createHash('sha256').update(code).digest('base64');
}
