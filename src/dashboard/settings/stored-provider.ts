import type { ModelProviderKind, ProviderFragment } from './generated.js';

/** A provider that the organization added, and can change. */
export type StoredProvider = ProviderFragment & { id: string; kind: ModelProviderKind };

/** The provider where the organization added it; null where it is built in or configured by environment. */
export function storedProvider(provider: ProviderFragment): StoredProvider | null {
  const { id, kind } = provider;
  return id === null || kind === 'RULES' ? null : { ...provider, id, kind };
}
