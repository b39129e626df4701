import { LRUCache } from 'lru-cache';
import { resolveModel } from '../../domain/providers/resolve-model.js';
import type { Scope } from '../../domain/scope.js';
import { isFailure } from '../../failures.js';
import { bundledPrices, costOf, type ModelPrices } from '../../models/prices.js';

/** Prices that were changed count within a minute. */
const keptMs = 60_000;

/** What tokens cost: by the organization's providers, or else, for the vendors that it has not, by the bundled table. */
export class TokenPrices {
  private readonly known = new LRUCache<string, { prices: ModelPrices | null }>({ max: 500, ttl: keptMs });

  constructor(private readonly scope: Scope) {}

  /** US dollars; null where the price is not known. @param model as `provider:model`. */
  async costOf(model: string, tokens: { inputTokens: number; outputTokens: number }): Promise<string | null> {
    const known = this.known.get(model) ?? { prices: await this.pricesOf(model) };
    this.known.set(model, known);
    return costOf(tokens, known.prices);
  }

  private async pricesOf(model: string): Promise<ModelPrices | null> {
    const resolved = await resolveModel(this.scope, model);
    if (!isFailure(resolved)) return resolved.prices;
    const [vendor, name] = [model.slice(0, model.indexOf(':')), model.slice(model.indexOf(':') + 1)];
    switch (vendor) {
      case 'openai':
        return bundledPrices('OPENAI', name);
      case 'anthropic':
        return bundledPrices('ANTHROPIC', name);
      case 'google':
        return bundledPrices('GOOGLE', name);
      default:
        return null;
    }
  }
}
