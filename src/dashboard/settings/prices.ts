import { isJsonObject } from '../variants/json.js';

/** What a model costs, in US dollars for a million tokens: as it was given, since it is multiplied. */
export interface ListedPrice {
  model: string;
  /** `$0.15 in, $0.60 out, $0.075 read from the cache`. */
  words: string;
}

const sides = [
  ['inputPerMillion', 'in'],
  ['outputPerMillion', 'out'],
  ['cacheReadPerMillion', 'read from the cache'],
  ['cacheWritePerMillion', 'written to the cache'],
] as const;

/** The prices of a provider, by the names of the models. */
export function listPrices(prices: unknown): ListedPrice[] {
  if (!isJsonObject(prices)) return [];
  return Object.entries(prices)
    .map(([model, price]) => ({ model, words: isJsonObject(price) ? priceInWords(price) : '' }))
    .sort((one, other) => one.model.localeCompare(other.model, 'en'));
}

function priceInWords(price: Record<string, unknown>): string {
  return sides
    .filter(([key]) => key in price)
    .map(([key, side]) => `$${String(price[key])} ${side}`)
    .join(', ');
}
