import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { authenticate } from '../domain/organizations/api-keys.js';
import { openSession, sessionLifetimeMs } from '../domain/organizations/sessions.js';
import { isSameOrigin, whyRefused } from './credentials.js';
import { endSessionOf } from './end-session.js';
import type { GraphQLOptions } from './graphql-http.js';
import { sessionCookie } from './session-cookie.js';
import { readSmallJson } from './small-json.js';

const KeyBody = z.object({ key: z.string().trim().min(1) });

/**
 * Answers `/session`, where the dashboard signs in and out. `POST {"key": …}` exchanges an API key for a session in a cookie,
 * so that no script has to keep the key; `DELETE` ends the session, and takes the cookie away, that of a guest too.
 */
export async function answerSession(options: GraphQLOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('cache-control', 'no-store');
  if (request.method !== 'POST' && request.method !== 'DELETE') {
    response.writeHead(405, { allow: 'POST, DELETE' }).end();
    return;
  }
  // Another site must not be able to put its visitors into a session, nor out of one.
  if (!isSameOrigin(request)) return refuse(response, 403, 'This is for the pages of this server alone.');
  if (request.method === 'POST') await signIn(options, request, response);
  else await signOut(options, request, response);
}

async function signIn(options: GraphQLOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true;
  const body = isJson ? await readSmallJson(request, KeyBody) : null;
  if (body === null) return refuse(response, 400, 'There is no key in the request. Send JSON: {"key": "<an API key>"}.');
  const identity = await authenticate(options.services, body.key);
  const session = identity && (await openSession(options.services, identity.apiKeyId));
  if (session === null) {
    response.setHeader('www-authenticate', 'Bearer');
    return refuse(response, 401, `${whyRefused.key} Check that you have the whole of it, or ask an admin for another.`);
  }
  await endSessionOf(request, options);
  response.writeHead(204, { 'set-cookie': sessionCookie(request, session, sessionLifetimeMs) }).end();
}

async function signOut(options: GraphQLOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  await endSessionOf(request, options);
  response.writeHead(204, { 'set-cookie': sessionCookie(request, '', 0) }).end();
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify({ message }));
}
