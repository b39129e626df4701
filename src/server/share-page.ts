import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { sessionLifetimeMs } from '../domain/organizations/sessions.js';
import { openShareLink } from '../domain/sharing/share-links.js';
import { isSameOrigin, whyRefused } from './credentials.js';
import { endSessionOf } from './end-session.js';
import type { GraphQLOptions } from './graphql-http.js';
import { sessionCookie } from './session-cookie.js';
import { page, pagePolicy } from './share-page-content.js';
import { readSmallJson } from './small-json.js';

const TokenBody = z.object({ token: z.string() });

/**
 * Answers `/shared`, where a browser opens a share link. GET gives a page that is the same for everybody: the token stands in the
 * fragment of the address, which no browser sends. The page's script posts it here, gets a session for it in a cookie, and goes
 * on to the dashboard. The session is the token, and looked up with every request, so that it ends with the link.
 */
export async function answerSharePage(
  options: GraphQLOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('referrer-policy', 'no-referrer').setHeader('cache-control', 'no-store');
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy }).end(page);
      return;
    case 'POST':
      return openLink(options, request, response);
    default:
      response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
  }
}

async function openLink(options: GraphQLOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Another site must not be able to put its visitors into a session.
  if (!isSameOrigin(request)) return send(response, 403, { message: 'This is for the page of this server alone.' });
  const body = await readSmallJson(request, TokenBody);
  if (body === null) return send(response, 400, { message: 'There is no token in the request.' });
  const link = await openShareLink(options.services, body.token);
  if (!link) return send(response, 403, { message: `${whyRefused.link} Ask whoever shared it for a new one.` });
  const lifetimeMs = Math.min(sessionLifetimeMs, link.expiresAt.getTime() - Date.now());
  await endSessionOf(request, options);
  response.setHeader('set-cookie', sessionCookie(request, body.token, lifetimeMs));
  send(response, 200, { location: '/' });
}

function send(response: ServerResponse, status: number, body: { message: string } | { location: string }): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
