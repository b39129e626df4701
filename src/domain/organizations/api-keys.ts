import type { ApiKey, Role } from '../../database/client.js';
import { ConflictError, isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { readName } from '../names.js';
import { notFound } from '../not-found.js';
import type { Scope, Services } from '../scope.js';
import type { KeyIdentity } from './identity.js';
import { hashToken, newToken } from './token.js';

/** An API key as it is known once, at its creation; afterwards only its hash is. */
export interface CreatedApiKey {
  apiKey: ApiKey;
  /** The key itself: the bearer token of requests. */
  key: string;
}

/**
 * Whom a bearer token stands for; null for one that is unknown or revoked. Nothing is cached, so that a revocation counts
 * from the next request on.
 */
export async function authenticate(services: Services, key: string): Promise<KeyIdentity | null> {
  const found = await services.db.apiKey.findUnique({ where: { hash: hashToken(key) } });
  return found && !found.revokedAt ? identityOf(found) : null;
}

/** Whom a key stands for that was not revoked. */
export function identityOf({ id, organizationId, role }: ApiKey): KeyIdentity {
  return { kind: 'key', organizationId, apiKeyId: id, role };
}

/** Makes a key to the organization. */
export async function createApiKey(scope: Scope, input: { name: string; role: Role }): Promise<CreatedApiKey | ValidationError> {
  const name = readName(input.name);
  if (isFailure(name)) return name;
  const key = newKey();
  const apiKey = await scope.db.apiKey.create({
    data: { organizationId: scope.organizationId, name, role: input.role, ...traceOf(key) },
  });
  return { apiKey, key };
}

/** The organization's keys, revoked ones too, the oldest first. */
export async function apiKeys(scope: Scope): Promise<ApiKey[]> {
  return scope.db.apiKey.findMany({ where: { organizationId: scope.organizationId }, orderBy: { id: 'asc' } });
}

/** Makes a key useless for good; one that already is stays as it is. The last admin key can't be revoked. */
export async function revokeApiKey(scope: Scope, id: Id<'apiKey'>): Promise<ApiKey | NotFoundError | ConflictError> {
  return scope.db.$transaction(async (tx) => {
    // Two admins that revoke each other's keys at once must not both succeed.
    await tx.$queryRaw`SELECT id FROM organization WHERE id = ${scope.organizationId}::uuid FOR NO KEY UPDATE`;
    const apiKey = await tx.apiKey.findFirst({ where: { id, organizationId: scope.organizationId } });
    if (!apiKey) return notFound('apiKey', id);
    if (apiKey.revokedAt) return apiKey;
    if (apiKey.role === 'ADMIN') {
      const admins = await tx.apiKey.count({ where: { organizationId: scope.organizationId, role: 'ADMIN', revokedAt: null } });
      if (admins === 1) {
        return new ConflictError(
          `"${apiKey.name}" is the organization's last admin key. Create another one (createApiKey) before you revoke it.`,
        );
      }
    }
    return tx.apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
  });
}

/** A new key. */
export function newKey(): string {
  return newToken('vrm_');
}

/** What is stored of a key. The hint is at most a quarter of a key that the deployer chose. */
export function traceOf(key: string): { hash: Uint8Array<ArrayBuffer>; hint: string } {
  return { hash: hashToken(key), hint: key.slice(0, Math.min(8, Math.floor(key.length / 4))) };
}
