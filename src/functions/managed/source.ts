import { type ManagedSource, SettingsCache } from './settings-cache.js';

/** A process may have loaded the package twice: a worker's own, and that which the functions were bundled with. */
const registry: unique symbol = Symbol.for('variorum.managed');
const shared: typeof globalThis & { [registry]?: SettingsCache[] } = globalThis;

/**
 * Has `experiment.managed` of this process read from a source. The one that was given last counts.
 *
 * @returns undoes it.
 */
export function useManagedSource(source: ManagedSource): () => void {
  const cache = new SettingsCache(source);
  shared[registry] = [...(shared[registry] ?? []), cache];
  return () => {
    shared[registry] = shared[registry]?.filter((other) => other !== cache);
  };
}

/** Has the settings of these live experiments, or of all, read at once: someone changed them. */
export function invalidateManaged(names: readonly string[] | 'all'): void {
  for (const cache of shared[registry] ?? []) cache.invalidate(names);
}

/** What is known from the source that counts; null where there is none. */
export function managedSettings(): SettingsCache | null {
  return shared[registry]?.at(-1) ?? null;
}
