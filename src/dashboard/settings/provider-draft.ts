import { misfitOfName, misfitOfWhole } from '../form-words.js';
import type { FormFields } from '../use-form-problems.js';
import { isJsonObject, readJsonObject, writtenJson } from '../variants/json.js';
import type { ModelProviderKind } from './generated.js';
import { draftLimits, hourMs, type LimitsDraft, limitFormFields, readLimits, readNumber, writtenNumber } from './limits.js';
import { draftSecret, readSecret, type SecretDraft } from './secrets.js';
import type { StoredProvider } from './stored-provider.js';

/** A provider as it stands in a form. */
export interface ProviderDraft extends LimitsDraft {
  name: string;
  kind: ModelProviderKind;
  baseUrl: string;
  apiKey: SecretDraft;
  timeoutMs: string;
  /** JSON; empty where there are no own prices. */
  prices: string;
}

export function draftProvider(provider: StoredProvider | null): ProviderDraft {
  return {
    name: provider?.name ?? '',
    kind: provider?.kind ?? 'OPENAI',
    baseUrl: provider?.baseUrl ?? '',
    apiKey: draftSecret(provider?.hasApiKey ?? false),
    timeoutMs: writtenNumber(provider?.timeoutMs),
    prices: hasKeys(provider?.prices) ? writtenJson(provider?.prices) : '',
    ...draftLimits(provider ?? undefined),
  };
}

/** The fields of a provider, its key and its prices aside. */
export function providerFormFields(draft: ProviderDraft): FormFields {
  const { name, kind, baseUrl, timeoutMs } = draft;
  const isMissing = kind === 'OPENAI_COMPATIBLE' && baseUrl.trim() === '';
  return {
    name: { label: 'Name', value: name, misfit: misfitOfName(name, 64) },
    kind: { label: 'Protocol', value: kind },
    baseUrl: { label: 'Base URL', value: baseUrl, misfit: isMissing ? 'Give the URL that it answers at.' : null },
    ...limitFormFields('Calls', draft),
    timeoutMs: {
      label: 'Time-out of a call, in ms',
      value: timeoutMs,
      misfit: timeoutMs === '' ? null : misfitOfWhole(timeoutMs, 1, hourMs),
    },
  };
}

/** What the form says of a provider as mutations take it, the kind aside, which does not change; or why its prices are none. */
export function readProvider(draft: ProviderDraft) {
  const prices = draft.prices.trim() === '' ? { value: null } : readJsonObject(draft.prices);
  if ('misfit' in prices) return prices;
  return {
    value: {
      name: draft.name.trim(),
      baseUrl: draft.baseUrl.trim() || null,
      apiKey: readSecret(draft.apiKey),
      timeoutMs: readNumber(draft.timeoutMs),
      prices: prices.value,
      ...readLimits(draft),
    },
  };
}

function hasKeys(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0;
}
