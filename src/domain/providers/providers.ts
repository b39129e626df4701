import type { ModelProvider, ModelProviderKind } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { JsonObject } from '../../json.js';
import type { Scope } from '../scope.js';

/** A model provider as it is shown: whether it has a key, and never the key. */
export interface Provider {
  /** Null for what is built in or configured by environment. */
  id: Id<'modelProvider'> | null;
  /** The first part of `provider:model`. */
  name: string;
  /** RULES is the built-in provider, which extracts without a model. */
  kind: ModelProviderKind | 'RULES';
  /** Who configured it: the organization, the deployment's environment, or nobody. */
  source: 'ORGANIZATION' | 'ENVIRONMENT' | 'BUILT_IN';
  baseUrl: string | null;
  hasApiKey: boolean;
  concurrency: number | null;
  rateLimit: number | null;
  rateLimitWindowMs: number;
  timeoutMs: number | null;
  prices: JsonObject;
  /** Null for what is built in or configured by environment. */
  createdAt: Date | null;
}

export const rulesProvider = 'rules';

/** The providers that an API key in the environment is enough for. */
const environmentKinds = { openai: 'OPENAI', anthropic: 'ANTHROPIC', google: 'GOOGLE' } as const satisfies Record<
  string,
  ModelProviderKind
>;
export type EnvironmentProvider = keyof typeof environmentKinds;
/** The variables that hold those keys. */
export const environmentVariables: Record<EnvironmentProvider, string> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GOOGLE_GENERATIVE_AI_API_KEY',
};
export const environmentProviders = Object.keys(environmentKinds) as EnvironmentProvider[];

/**
 * Every provider that a model can be named with, in the order of their names, `rules` last. What the environment
 * configures is left out where the organization has a provider of that name.
 */
export async function listProviders(scope: Scope): Promise<Provider[]> {
  const rows = await scope.db.modelProvider.findMany({ where: { organizationId: scope.organizationId } });
  const own = rows.map(providerOfRow);
  const taken = new Set(own.map((provider) => provider.name));
  const configured = environmentProviders.filter((name) => scope.config.providerKeys[name] !== null && !taken.has(name));
  const named = [...own, ...configured.map((name) => unstored(name, environmentKinds[name], 'ENVIRONMENT'))];
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  return [...named, unstored(rulesProvider, 'RULES', 'BUILT_IN')];
}

/** The organization's own provider of that id, or null. */
export async function findModelProvider(scope: Scope, id: Id<'modelProvider'>): Promise<Provider | null> {
  const row = await scope.db.modelProvider.findFirst({ where: { id, organizationId: scope.organizationId } });
  return row ? providerOfRow(row) : null;
}

/** What a stored provider shows of itself. */
export function providerOfRow(row: ModelProvider): Provider {
  const { organizationId: _, apiKeyEncrypted, prices, ...shown } = row;
  return { ...shown, source: 'ORGANIZATION', hasApiKey: apiKeyEncrypted !== null, prices: prices as JsonObject };
}

function unstored(name: string, kind: Provider['kind'], source: Provider['source']): Provider {
  return {
    id: null,
    name,
    kind,
    source,
    baseUrl: null,
    hasApiKey: source === 'ENVIRONMENT',
    concurrency: null,
    rateLimit: null,
    rateLimitWindowMs: 1000,
    timeoutMs: null,
    prices: {},
    createdAt: null,
  };
}
