import type { IncomingMessage } from 'node:http';
import { endSession } from '../domain/organizations/sessions.js';
import { isShareToken } from '../domain/sharing/share-links.js';
import type { GraphQLOptions } from './graphql-http.js';
import { readSessionCookie } from './session-cookie.js';

/**
 * Ends the session that the request's cookie names, where its user signs out or gets another one, and at once whatever this
 * process has open by it. That of a guest is the token of a link: other guests have it too, and it ends with the link alone.
 */
export async function endSessionOf(
  request: IncomingMessage,
  { services, connections }: Pick<GraphQLOptions, 'services' | 'connections'>,
): Promise<void> {
  const session = readSessionCookie(request);
  if (session === null || isShareToken(session)) return;
  await endSession(services, session);
  await connections.endRefused(async (credential) => credential.kind !== 'session' || credential.session !== session);
}
