import type { ShareLink } from '../../database/client.js';
import { isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { GuestIdentity } from '../organizations/identity.js';
import { hashToken, newToken } from '../organizations/token.js';
import type { Scope, Services } from '../scope.js';
import { expiryOf, type Lifetime } from './expiry.js';

/** How a link stands. One that was revoked stays REVOKED when it would have expired. */
export type ShareLinkStatus = 'ACTIVE' | 'EXPIRED' | 'REVOKED';

/** A link as it is known once, at its creation; afterwards only the hash of its token is. */
export interface CreatedShareLink {
  shareLink: ShareLink;
  /** The token itself: a bearer token for requests. */
  token: string;
  /** Where a browser opens it, on any address of the server. The token stands in the fragment, which browsers send to nobody. */
  path: string;
}

const prefix = 'vrs_';

/** Whether a bearer token is that of a share link, and no API key. */
export function isShareToken(token: string): boolean {
  return token.startsWith(prefix);
}

/** Makes a link by which somebody without a key may read the experiment. Without a name it bears the experiment's. */
export async function createShareLink(
  scope: Scope,
  input: { experimentId: Id<'experiment'>; name?: string | null } & Lifetime,
): Promise<CreatedShareLink | ValidationError | NotFoundError> {
  const { db, organizationId } = scope;
  const expiresAt = expiryOf(input, new Date());
  if (isFailure(expiresAt)) return expiresAt;
  const experiment = await db.experiment.findUnique({ where: { id: input.experimentId, organizationId } });
  if (!experiment) return notFound('experiment', input.experimentId);
  const name = readName(input.name ?? experiment.name);
  if (isFailure(name)) return name;
  const token = newToken(prefix);
  const shareLink = await db.shareLink.create({
    data: { organizationId, experimentId: experiment.id, name, hash: hashToken(token), expiresAt },
  });
  return { shareLink, token, path: `/shared#${token}` };
}

/** Makes a link useless for good, from the next request on; one that already is stays as it is. */
export async function revokeShareLink({ db, organizationId }: Scope, id: Id<'shareLink'>): Promise<ShareLink | NotFoundError> {
  await db.shareLink.updateMany({ where: { id, organizationId, revokedAt: null }, data: { revokedAt: new Date() } });
  return (await db.shareLink.findUnique({ where: { id, organizationId } })) ?? notFound('shareLink', id);
}

/** How a link stands at a moment. */
export function shareLinkStatus({ revokedAt, expiresAt }: ShareLink, now = new Date()): ShareLinkStatus {
  if (revokedAt) return 'REVOKED';
  return expiresAt <= now ? 'EXPIRED' : 'ACTIVE';
}

/**
 * The active link that a token opens; null for a token that is unknown, expired or revoked. Nothing is cached, so that both
 * count from the next request on.
 */
export async function openShareLink({ db }: Services, token: string): Promise<ShareLink | null> {
  const found = await db.shareLink.findUnique({ where: { hash: hashToken(token) } });
  return found && shareLinkStatus(found) === 'ACTIVE' ? found : null;
}

/** Whom the token of a link stands for at this moment; null as for {@link openShareLink}. */
export async function authenticateGuest(services: Services, token: string): Promise<GuestIdentity | null> {
  const link = await openShareLink(services, token);
  if (!link) return null;
  return { kind: 'guest', organizationId: link.organizationId, shareLinkId: link.id, experimentId: link.experimentId };
}
