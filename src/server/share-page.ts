import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Services } from '../domain/scope.js';
import { openShareLink } from '../domain/sharing/share-links.js';
import { isSameOrigin, whyRefused } from './credentials.js';
import { sessionCookie, sessionLifetimeMs } from './session-cookie.js';
import { page, pagePolicy, sharedQuery } from './share-page-content.js';

/** A token is 47 bytes long. */
const mostBytes = 1024;

const TokenBody = z.object({ token: z.string() });

/**
 * Answers `/shared`, where a browser opens a share link. GET gives a page that is the same for everybody: the token stands in the
 * fragment of the address, which no browser sends. The page's script posts it here, gets a session for it in a cookie, and goes
 * on to GraphiQL. The session is the token, and looked up with every request, so that it ends with the link.
 */
export async function answerSharePage(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('referrer-policy', 'no-referrer').setHeader('cache-control', 'no-store');
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy }).end(page);
      return;
    case 'POST':
      return openSession(services, request, response);
    default:
      response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
  }
}

async function openSession(services: Services, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Another site must not be able to put its visitors into a session.
  if (!isSameOrigin(request)) return send(response, 403, { message: 'This is for the page of this server alone.' });
  const token = await readToken(request);
  if (token === null) return send(response, 400, { message: 'There is no token in the request.' });
  const link = await openShareLink(services, token);
  if (!link) return send(response, 403, { message: `${whyRefused.link} Ask whoever shared it for a new one.` });
  const lifetimeMs = Math.min(sessionLifetimeMs, link.expiresAt.getTime() - Date.now());
  response.setHeader('set-cookie', sessionCookie(request, token, lifetimeMs));
  send(response, 200, { location: `/graphql?query=${encodeURIComponent(sharedQuery)}` });
}

/** The token that the page sends; null where the request has none, or is too large to be the page's. */
async function readToken(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  try {
    return TokenBody.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))).token;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, status: number, body: { message: string } | { location: string }): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
