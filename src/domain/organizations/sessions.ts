import type { Id } from '../../ids.js';
import type { Services } from '../scope.js';
import { identityOf } from './api-keys.js';
import type { KeyIdentity } from './identity.js';
import { hashToken, newToken } from './token.js';

/** How long a session lasts at most. */
export const sessionLifetimeMs = 12 * 3_600_000;

/**
 * Opens a session that may what the key may, for twelve hours or until the key is revoked. Those that have expired are removed.
 *
 * @returns its token, which is known here and now alone: what is stored of it is a hash. Null when the key was revoked.
 */
export async function openSession({ db }: Services, apiKeyId: Id<'apiKey'>, now = new Date()): Promise<string | null> {
  const apiKey = await db.apiKey.findUnique({ where: { id: apiKeyId, revokedAt: null } });
  if (!apiKey) return null;
  const token = newToken('vrb_');
  const expiresAt = new Date(now.getTime() + sessionLifetimeMs);
  await db.session.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.session.create({ data: { hash: hashToken(token), apiKeyId, createdAt: now, expiresAt } });
  return token;
}

/**
 * Whom a session stands for; null for one that is unknown, has ended or expired, or whose key was revoked. Nothing is cached,
 * so that each of these counts from the next request on.
 */
export async function identifySession({ db }: Services, token: string, now = new Date()): Promise<KeyIdentity | null> {
  const apiKey = await db.apiKey.findFirst({
    where: { revokedAt: null, sessions: { some: { hash: hashToken(token), expiresAt: { gt: now } } } },
  });
  return apiKey && identityOf(apiKey);
}

/** Ends a session, from the next request on; one that there is not stays so. */
export async function endSession({ db }: Services, token: string): Promise<void> {
  await db.session.deleteMany({ where: { hash: hashToken(token) } });
}
