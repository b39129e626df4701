import { calcPrice, type ModelPrice } from '@pydantic/genai-prices';
import { z } from 'zod';
import type { ModelProviderKind } from '../database/client.js';
import { type Decimal, decimalOfNumber, formatDecimal, parseDecimal, sumDecimals } from './decimal.js';
import type { Usage } from './outcome.js';

/** US dollars for a million tokens, as a decimal string. */
type Amount = string;

/** One price, or one for long prompts too: of the tiers that begin below the call's input tokens, the last holds for all its tokens. */
type Price = Amount | { base: Amount; tiers: { above: number; price: Amount }[] };

/** What a model costs: JSON that is stored with a run when it starts. */
export type ModelPrices = {
  inputPerMillion: Price;
  outputPerMillion: Price;
  /** Of input tokens that the provider had cached; without it they cost what others do. */
  cacheReadPerMillion?: Price;
  /** Of input tokens that the provider put into its cache; without it they cost what others do. */
  cacheWritePerMillion?: Price;
};

/** Usage, and which of the input tokens (they are counted there too) went through the provider's cache. */
export interface TokenUsage extends Usage {
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
}

const amount = z
  .union([z.number().min(0).max(1_000_000).transform(decimalOfNumber), z.string().regex(/^\d{1,7}(\.\d{1,12})?$/)], {
    error: 'US dollars for a million tokens, a number of 0 or more such as 0.15, or the same as a string',
  })
  .describe('US dollars for a million tokens');

/** The prices that a user sets for a provider's models, by model, such as `{"my-model": {"inputPerMillion": 0.15, "outputPerMillion": 0.6}}`. */
export const PriceOverrides = z.record(
  z.string().min(1),
  z.strictObject({
    inputPerMillion: amount,
    outputPerMillion: amount,
    cacheReadPerMillion: amount.optional(),
    cacheWritePerMillion: amount.optional(),
  }),
);
export type PriceOverrides = z.infer<typeof PriceOverrides>;

/** The vendors whose prices are bundled. */
const vendors: Record<Exclude<ModelProviderKind, 'OPENAI_COMPATIBLE'>, string> = {
  OPENAI: 'openai',
  ANTHROPIC: 'anthropic',
  GOOGLE: 'google',
};

/**
 * A model's prices at this moment in the bundled table, or null where they are not known: the model is not in it, or is
 * not priced by tokens alone.
 *
 * @param baseUrl where an OPENAI_COMPATIBLE service answers: the table knows some of them by their address.
 */
export function bundledPrices(kind: ModelProviderKind, model: string, baseUrl: string | null = null): ModelPrices | null {
  const vendor = vendorOf(kind, baseUrl);
  const found = vendor && calcPrice({ input_tokens: 0, output_tokens: 0 }, model, vendor)?.model_price;
  if (!found || found.requests_kcount !== undefined) return null;
  const inputPerMillion = priceOf(found.input_mtok);
  const outputPerMillion = priceOf(found.output_mtok);
  if (inputPerMillion === null || outputPerMillion === null) return null;
  const cacheRead = priceOf(found.cache_read_mtok);
  const cacheWrite = priceOf(found.cache_write_mtok);
  return {
    inputPerMillion,
    outputPerMillion,
    ...(cacheRead !== null && { cacheReadPerMillion: cacheRead }),
    ...(cacheWrite !== null && { cacheWritePerMillion: cacheWrite }),
  };
}

/** Where the bundled table has the models of a provider; null: nowhere. */
export function vendorOf(
  kind: ModelProviderKind,
  baseUrl: string | null,
): { providerId: string } | { providerApiUrl: string } | null {
  if (kind !== 'OPENAI_COMPATIBLE') return { providerId: vendors[kind] };
  return baseUrl === null ? null : { providerApiUrl: baseUrl };
}

function priceOf(listed: ModelPrice[string]): Price | null {
  if (listed === undefined) return null;
  if (typeof listed === 'number') return decimalOfNumber(listed);
  const tiers = listed.tiers.map(({ start, price }) => ({ above: start, price: decimalOfNumber(price) }));
  return { base: decimalOfNumber(listed.base), tiers: tiers.sort((a, b) => a.above - b.above) };
}

/**
 * What a call cost, in US dollars as an exact decimal string; null where a token count or the price is unknown.
 */
export function costOf(usage: TokenUsage | null, prices: ModelPrices | null): string | null {
  if (!usage || !prices) return null;
  const { inputTokens, outputTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage;
  if (!isCount(inputTokens) || !isCount(outputTokens)) return null;
  const cached = isCount(cacheReadTokens) && isCount(cacheWriteTokens) && cacheReadTokens + cacheWriteTokens <= inputTokens;
  const read = cached ? cacheReadTokens : 0;
  const written = cached ? cacheWriteTokens : 0;
  const {
    inputPerMillion,
    outputPerMillion,
    cacheReadPerMillion = inputPerMillion,
    cacheWritePerMillion = inputPerMillion,
  } = prices;
  const charge = (tokens: number, price: Price): Decimal => {
    const { units, scale } = parseDecimal(amountOf(price, inputTokens));
    return { units: units * BigInt(tokens), scale };
  };
  const millionths = sumDecimals([
    charge(inputTokens - read - written, inputPerMillion),
    charge(read, cacheReadPerMillion),
    charge(written, cacheWritePerMillion),
    charge(outputTokens, outputPerMillion),
  ]);
  return formatDecimal({ units: millionths.units, scale: millionths.scale + 6 });
}

function amountOf(price: Price, inputTokens: number): Amount {
  if (typeof price === 'string') return price;
  return price.tiers.findLast(({ above }) => inputTokens > above)?.price ?? price.base;
}

function isCount(tokens: number | null): tokens is number {
  return tokens !== null && Number.isSafeInteger(tokens) && tokens >= 0;
}
