import type { ModelConnection } from '../../models/call-model.js';
import { ConnectionCache } from '../execution/connection-cache.js';
import type { Scope } from '../scope.js';
import { environmentProviders } from './providers.js';
import type { ResolvedModel } from './resolve-model.js';

/** The connections of stored providers, by provider id. */
export const providerConnections = new ConnectionCache<ModelConnection>(async (scope, id) => {
  const row = await scope.db.modelProvider.findFirst({ where: { id, organizationId: scope.organizationId } });
  if (!row) return null;
  const { kind, name, baseUrl, apiKeyEncrypted } = row;
  return { kind, name, baseUrl, apiKey: apiKeyEncrypted && scope.secrets.decrypt(apiKeyEncrypted) };
});

/** How to reach a resolved model now, its key decrypted. Null: its provider has been removed, or is `rules`, which calls nothing. */
export async function connectionOf(scope: Scope, model: ResolvedModel): Promise<ModelConnection | null> {
  const { providerId, provider, kind } = model;
  if (kind === 'RULES') return null;
  if (providerId !== null) return providerConnections.get(scope, providerId);
  const name = environmentProviders.find((candidate) => candidate === provider);
  const apiKey = name ? scope.config.providerKeys[name] : null;
  return apiKey === null ? null : { kind, name: provider, baseUrl: null, apiKey };
}
