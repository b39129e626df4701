import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../domain/organizations/identity.js';
import type { Services } from '../domain/scope.js';
import { sessionCookie, sessionLifetimeMs } from './session-cookie.js';

const codeLifetimeMs = 10 * 60_000;

interface Pass {
  apiKeyId: string;
  expiresAt: number;
}

/**
 * Signs a browser in for GraphiQL without its user handling a key: whoever started the process gets a link with a code that
 * opens once, and the link is exchanged for a session cookie. Both are random, kept hashed in the memory of this process,
 * and end with it. A session is as good as the oldest admin key, and ends when that is revoked.
 */
export class SignIns {
  private readonly codes = new Map<string, Pass>();
  private readonly sessions = new Map<string, Pass>();

  constructor(
    private readonly services: Services,
    private readonly now: () => number = Date.now,
  ) {}

  /** Makes a code that opens one session within ten minutes. @throws Error when there is no admin key. */
  async createCode(): Promise<string> {
    const apiKey = await this.services.db.apiKey.findFirst({ where: { role: 'ADMIN', revokedAt: null }, orderBy: { id: 'asc' } });
    if (!apiKey) throw new Error('Nobody can sign in: there is no admin key. Set VARIORUM_API_KEY and start again.');
    return this.keep(this.codes, { apiKeyId: apiKey.id, expiresAt: this.now() + codeLifetimeMs });
  }

  /** Exchanges a code for a session; null for one that is unknown, used or expired. */
  exchange(code: string): string | null {
    const pass = this.find(this.codes, code);
    if (!pass) return null;
    this.codes.delete(hash(code));
    return this.keep(this.sessions, { apiKeyId: pass.apiKeyId, expiresAt: this.now() + sessionLifetimeMs });
  }

  async identify(session: string): Promise<Identity | null> {
    const pass = this.find(this.sessions, session);
    if (!pass) return null;
    const apiKey = await this.services.db.apiKey.findUnique({ where: { id: pass.apiKeyId } });
    if (!apiKey || apiKey.revokedAt) return null;
    return { kind: 'key', organizationId: apiKey.organizationId, apiKeyId: apiKey.id, role: apiKey.role };
  }

  private keep(passes: Map<string, Pass>, pass: Pass): string {
    for (const [key, { expiresAt }] of passes) if (expiresAt <= this.now()) passes.delete(key);
    const token = randomBytes(32).toString('base64url');
    passes.set(hash(token), pass);
    return token;
  }

  private find(passes: Map<string, Pass>, token: string): Pass | null {
    const pass = passes.get(hash(token));
    return pass && pass.expiresAt > this.now() ? pass : null;
  }
}

/** Answers the sign-in link: sets the cookie and goes on to GraphiQL. */
export function answerSignIn(signIns: SignIns, request: IncomingMessage, response: ServerResponse, code: string | null): void {
  // The code is in the address, and must not travel on from there.
  response.setHeader('referrer-policy', 'no-referrer').setHeader('cache-control', 'no-store');
  if (request.method !== 'GET') {
    response.writeHead(405, { allow: 'GET' }).end();
    return;
  }
  const session = code === null ? null : signIns.exchange(code);
  if (session === null) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
    response.end('This sign-in link was used before, or is older than ten minutes. Restart the server for a new one.\n');
    return;
  }
  response.writeHead(303, { 'set-cookie': sessionCookie(request, session, sessionLifetimeMs), location: '/graphql' }).end();
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
