import type { ModelProviderKind } from '../../database/client.js';
import { ValidationError } from '../../failures.js';
import { bundledPrices, type ModelPrices, PriceOverrides } from '../../models/prices.js';
import { isRulesStrategy, rulesStrategies } from '../../models/rules/rules.js';
import { laneOfEnvironment, laneOfProvider, rulesLane } from '../execution/lanes.js';
import type { Scope } from '../scope.js';
import { environmentProviders, environmentVariables, listProviders, type Provider, rulesProvider } from './providers.js';

/** A model whose name has been resolved: JSON without a secret, kept in the plans of runs. */
export type ResolvedModel = {
  /** The queue that calls to the provider go through. */
  lane: string;
  /** Null for what is built in or configured by environment. */
  providerId: string | null;
  /** The provider's name when the model was resolved. */
  provider: string;
  kind: ModelProviderKind | 'RULES';
  /** The model as the provider knows it; of `rules`, the strategy. */
  model: string;
  /** Null: unknown. */
  prices: ModelPrices | null;
  /** How long one call may take; null: the deployment's default. */
  timeoutMs: number | null;
};

const field = 'configuration.model';

/**
 * Resolves `provider:model`, or a bare name through the organization's default provider. What stands before the first
 * colon is a provider where there is one of that name; otherwise the colon belongs to the model, as in `llama3:8b`.
 *
 * @returns UNKNOWN_MODEL with the names that could have been meant.
 */
export async function resolveModel(scope: Scope, text: string): Promise<ResolvedModel | ValidationError> {
  const name = text.trim();
  const providers = await listProviders(scope);
  const [prefix, model] = splitAtColon(name);
  const named = providers.find((provider) => provider.name === prefix);
  if (named) return modelOf(named, model);
  const configurable = environmentProviders.find((known) => known === prefix);
  if (configurable) {
    return unknown(
      `"${name}" needs the provider "${configurable}", which is not configured. Add it with addModelProvider(input: {name: "${configurable}", …}), or set ${environmentVariables[configurable]} in the environment.`,
    );
  }
  if (name === '') return unknown('The model has no name. Write provider:model.');
  const { defaultProvider } = await scope.db.organization.findUniqueOrThrow({ where: { id: scope.organizationId } });
  const chosen = providers.find((provider) => provider.name === defaultProvider);
  return chosen ? modelOf(chosen, name) : unresolved(name, prefix, providers);
}

function splitAtColon(name: string): [prefix: string | null, model: string] {
  const colon = name.indexOf(':');
  return colon < 0 ? [null, name] : [name.slice(0, colon), name.slice(colon + 1).trim()];
}

function modelOf(provider: Provider, model: string): ResolvedModel | ValidationError {
  const { id: providerId, name, kind, timeoutMs } = provider;
  if (kind === 'RULES') return rulesModel(model);
  if (model === '') return unknown(`"${name}:" names a provider without a model. Write ${name}:model.`);
  const lane = providerId === null ? laneOfEnvironment(name) : laneOfProvider(providerId);
  const overrides = new Map(Object.entries(PriceOverrides.parse(provider.prices)));
  const prices = overrides.get(model) ?? bundledPrices(kind, model, provider.baseUrl);
  return { lane, providerId, provider: name, kind, model, prices, timeoutMs };
}

function rulesModel(strategy: string): ResolvedModel | ValidationError {
  if (!isRulesStrategy(strategy)) {
    return unknown(`The provider rules has no strategy "${strategy}". Write ${strategyNames().join(' or ')}.`);
  }
  return {
    lane: rulesLane,
    providerId: null,
    provider: rulesProvider,
    kind: 'RULES',
    model: strategy,
    prices: null,
    timeoutMs: null,
  };
}

function unresolved(name: string, prefix: string | null, providers: Provider[]): ValidationError {
  if (prefix === null)
    return unknown(`"${name}" names no provider, and the organization has no default one. ${candidates(providers, name)}`);
  const names = providers.map((provider) => provider.name).join(', ');
  return unknown(
    `"${name}" names the provider "${prefix}", which is not there. The providers there are: ${names}. Add it with addModelProvider(input: {name: "${prefix}", …})${orElse(providers, name)}.`,
  );
}

/** A colon may also be part of a model's name, as in `llama3:8b`. */
function orElse(providers: Provider[], name: string): string {
  const [first] = callable(providers);
  return first ? `, or write ${first.name}:${name} if all of that is the model` : '';
}

function callable(providers: Provider[]): Provider[] {
  return providers.filter((provider) => provider.kind !== 'RULES');
}

function candidates(providers: Provider[], model: string): string {
  const names = callable(providers).map((provider) => `${provider.name}:${model}`);
  if (names.length > 0) return `Write ${names.join(' or ')}, or choose a default provider with setDefaultProvider.`;
  return `There is no model provider yet: add one with addModelProvider, or extract without a model by ${strategyNames().join(' or ')}.`;
}

function strategyNames(): string[] {
  return Object.keys(rulesStrategies).map((strategy) => `${rulesProvider}:${strategy}`);
}

function unknown(message: string): ValidationError {
  return new ValidationError(message, { code: 'UNKNOWN_MODEL', field });
}
