import type { ModelProviderKind, Prisma } from '../../database/client.js';
import { type ConflictError, isFailure, type NotFoundError, type ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import { activeRunIn } from '../execution/active-run.js';
import { laneOfProvider } from '../execution/lanes.js';
import { unlessNameTaken } from '../execution/name-taken.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { providerConnections } from './connections.js';
import { moveDefaultProvider } from './default-provider.js';
import { type Provider, providerOfRow } from './providers.js';
import { type ProviderSettings, readApiKey, readSettings } from './settings.js';

export interface ModelProviderInput {
  name: string;
  kind: ModelProviderKind;
  /** Where the provider answers; OPENAI_COMPATIBLE needs it. */
  baseUrl?: string | null;
  apiKey?: string | null;
  concurrency?: number | null;
  rateLimit?: number | null;
  rateLimitWindowMs?: number | null;
  timeoutMs?: number | null;
  /** Prices that go before the bundled table. */
  prices?: JsonObject | null;
}

/** What changes; what is left out stays, and null takes a setting away. The kind stays. */
export interface ModelProviderChanges extends Partial<Omit<ModelProviderInput, 'kind'>> {
  id: Id<'modelProvider'>;
}

/** Adds a provider, its key encrypted. */
export async function addModelProvider(
  scope: Scope,
  input: ModelProviderInput,
): Promise<Provider | ValidationError | ConflictError> {
  const { apiKey: givenKey, ...given } = input;
  const apiKey = givenKey ? readApiKey(givenKey) : null;
  if (isFailure(apiKey)) return apiKey;
  const settings = readSettings(scope, given, apiKey !== null);
  if (isFailure(settings)) return settings;
  return unlessNameTaken('a provider', settings.name, async () =>
    providerOfRow(
      await scope.db.modelProvider.create({
        data: { organizationId: scope.organizationId, ...columnsOf(settings), apiKeyEncrypted: encrypted(scope, apiKey) },
      }),
    ),
  );
}

/** Changes a provider. Calls already under way keep what they began with; the next ones take the new settings within seconds. */
export async function updateModelProvider(
  scope: Scope,
  changes: ModelProviderChanges,
): Promise<Provider | ValidationError | NotFoundError | ConflictError> {
  const { id, apiKey: givenKey, ...given } = changes;
  const row = await scope.db.modelProvider.findFirst({ where: { id, organizationId: scope.organizationId } });
  if (!row) return notFound('modelProvider', id);
  const apiKey = givenKey ? readApiKey(givenKey) : givenKey;
  if (isFailure(apiKey)) return apiKey;
  const kept = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const hasKey = apiKey === undefined ? row.apiKeyEncrypted !== null : Boolean(apiKey);
  const settings = readSettings(scope, { ...row, ...kept }, hasKey);
  if (isFailure(settings)) return settings;
  const key = apiKey === undefined ? {} : { apiKeyEncrypted: encrypted(scope, apiKey) };
  const provider = await unlessNameTaken('a provider', settings.name, async () =>
    scope.db.$transaction(async (tx) => {
      await moveDefaultProvider(tx, scope, row.name, settings.name);
      return providerOfRow(await tx.modelProvider.update({ where: { id }, data: { ...columnsOf(settings), ...key } }));
    }),
  );
  providerConnections.forget(scope, id);
  return provider;
}

/** Removes a provider; refused while a run calls it. Where it was the default, there is none any more. */
export async function removeModelProvider(
  scope: Scope,
  id: Id<'modelProvider'>,
): Promise<Provider | NotFoundError | ConflictError> {
  const removed = await scope.db.$transaction(async (tx) => {
    const row = await tx.modelProvider.findFirst({ where: { id, organizationId: scope.organizationId } });
    if (!row) return notFound('modelProvider', id);
    const active = await activeRunIn(tx, laneOfProvider(id), `The provider "${row.name}"`);
    if (active) return active;
    await moveDefaultProvider(tx, scope, row.name, null);
    return providerOfRow(await tx.modelProvider.delete({ where: { id } }));
  });
  providerConnections.forget(scope, id);
  return removed;
}

function columnsOf({ prices, ...settings }: ProviderSettings): ProviderSettings & { prices: Prisma.InputJsonObject } {
  return { ...settings, prices };
}

function encrypted(scope: Scope, apiKey: string | null): Uint8Array<ArrayBuffer> | null {
  return apiKey ? new Uint8Array(scope.secrets.encrypt(apiKey)) : null;
}
