import { calcPrice, findProvider, type Provider } from '@pydantic/genai-prices';
import type { ModelProviderKind } from '../database/client.js';
import { bundledPrices, vendorOf } from './prices.js';

/** The table never changes while the process runs, and a vendor may have hundreds of models. */
const known = new Map<string, readonly string[]>();

/**
 * The models that the bundled table has prices for, input and output, by the names that the provider knows them by: so
 * neither embeddings nor what is paid by the hour. Models that are no longer offered are left out.
 *
 * @param baseUrl where an OPENAI_COMPATIBLE service answers: the table knows some of them by their address.
 */
export function bundledModels(kind: ModelProviderKind, baseUrl: string | null): readonly string[] {
  const listed = vendorOf(kind, baseUrl);
  const vendor = listed && findProvider(listed);
  if (!vendor) return [];
  const names = known.get(vendor.id) ?? namesOf(vendor, (name) => bundledPrices(kind, name, baseUrl) !== null);
  known.set(vendor.id, names);
  return names;
}

function namesOf({ models, fallback_model_providers: others = [] }: Provider, hasPrices: (name: string) => boolean): string[] {
  return models
    .filter(({ deprecated }) => !deprecated)
    .map(({ id }) => id)
    .filter((id) => {
      // What fine-tuned models are named begins so.
      if (id.endsWith('-')) return false;
      // Google sells models of another vendor too, which its own protocol does not reach.
      const isResold = others.some((providerId) => calcPrice({ input_tokens: 0 }, id, { providerId }) !== null);
      return !isResold && hasPrices(id);
    });
}
