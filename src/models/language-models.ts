import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { LRUCache } from 'lru-cache';
import type { ModelProviderKind } from '../database/client.js';
import type { GuardedFetch } from './guarded-fetch.js';

/** How to reach a model provider. */
export interface ModelConnection {
  kind: ModelProviderKind;
  /** What the provider is called, for messages. */
  name: string;
  /** Null: the vendor's own address. OPENAI_COMPATIBLE has none. */
  baseUrl: string | null;
  apiKey: string | null;
}

/** A model in the AI SDK's provider interface (V3), the same for all vendors. */
export type LanguageModel = ReturnType<ReturnType<typeof createOpenAI>['chat']>;

/** The vendors' own addresses, said here so that no environment variable of an SDK moves a request with a tenant's key. */
const vendorUrls = {
  OPENAI: 'https://api.openai.com/v1',
  ANTHROPIC: 'https://api.anthropic.com/v1',
  GOOGLE: 'https://generativelanguage.googleapis.com/v1beta',
} as const;

/** Models by what makes them. */
const models = new WeakMap<GuardedFetch, LRUCache<string, LanguageModel>>();

/** The model of a connection, made once: a process makes thousands of calls to it. */
export function languageModel(connection: ModelConnection, model: string, fetch: GuardedFetch): LanguageModel {
  let known = models.get(fetch);
  if (!known) {
    known = new LRUCache({ max: 500 });
    models.set(fetch, known);
  }
  const key = JSON.stringify([connection.kind, connection.baseUrl, connection.apiKey, model]);
  let made = known.get(key);
  if (!made) {
    made = makeModel(connection, model, fetch);
    known.set(key, made);
  }
  return made;
}

function makeModel({ kind, name, baseUrl, apiKey }: ModelConnection, model: string, fetch: GuardedFetch): LanguageModel {
  const through = sdkFetch(fetch);
  if (kind === 'OPENAI_COMPATIBLE') {
    if (baseUrl === null) throw new Error(`The provider "${name}" is OPENAI_COMPATIBLE and has no base URL.`);
    return createOpenAICompatible({
      name: 'openaiCompatible',
      baseURL: baseUrl,
      fetch: through,
      ...(apiKey !== null && { apiKey }),
    }).chatModel(model);
  }
  // Without a key, an empty one: otherwise an SDK would take the deployment's from the environment and send it along.
  const settings = { baseURL: baseUrl ?? vendorUrls[kind], apiKey: apiKey ?? '', fetch: through };
  switch (kind) {
    case 'OPENAI':
      // The chat protocol rather than responses: it keeps nothing at the vendor, and services behind a base URL speak it.
      return createOpenAI(settings).chat(model);
    case 'ANTHROPIC':
      return createAnthropic(settings).chat(model);
    case 'GOOGLE':
      return createGoogleGenerativeAI(settings).chat(model);
  }
}

/** A guarded fetch as the SDKs call it: with the address and headers as they are, and JSON as a text. */
function sdkFetch(fetch: GuardedFetch): typeof globalThis.fetch {
  return (input, { headers, body, signal } = {}) =>
    fetch(input instanceof Request ? input.url : input, {
      method: 'POST',
      headers: headers as Record<string, string>,
      ...(typeof body === 'string' && { body }),
      ...(signal && { signal }),
    });
}
