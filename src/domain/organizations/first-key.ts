import type { Transaction } from '../../database/client.js';
import type { Services } from '../scope.js';
import { newKey, traceOf } from './api-keys.js';

/** The key of the advisory lock under which the first key is made; any number does that nothing else uses. */
const lockKey = 7_261_982;

/**
 * Makes sure that the database has an organization and an admin key to it; safe when many processes start at once. A key
 * set by the environment is made to exist, also one set later; if it was revoked, it stays so. Otherwise a key is made at
 * the first start alone.
 *
 * @returns the key that was made, for the process to show once; null where there is nothing to show.
 */
export async function ensureFirstKey(services: Services): Promise<{ key: string } | null> {
  return services.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
      const organization =
        (await tx.organization.findFirst({ orderBy: { id: 'asc' } })) ??
        (await tx.organization.create({ data: { name: 'default' } }));
      if (services.config.apiKey !== null) {
        await ensureConfiguredKey(tx, services, organization.id, services.config.apiKey);
        return null;
      }
      if (await tx.apiKey.findFirst({ where: { organizationId: organization.id } })) return null;
      const key = newKey();
      await tx.apiKey.create({ data: { organizationId: organization.id, name: 'first key', role: 'ADMIN', ...traceOf(key) } });
      return { key };
    },
    { maxWait: 30_000, timeout: 30_000 },
  );
}

async function ensureConfiguredKey(tx: Transaction, services: Services, organizationId: string, key: string): Promise<void> {
  const trace = traceOf(key);
  const existing = await tx.apiKey.findUnique({ where: { hash: trace.hash } });
  if (existing?.revokedAt) services.log.warn('The key in VARIORUM_API_KEY was revoked and opens nothing. Set another one.');
  if (!existing) await tx.apiKey.create({ data: { organizationId, name: 'VARIORUM_API_KEY', role: 'ADMIN', ...trace } });
}
