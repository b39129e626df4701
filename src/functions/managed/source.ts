import { type ManagedSource, SettingsCache } from './settings-cache.js';

interface Registered {
  readonly cache: SettingsCache;
  /** Of a client: what its server is called here. Null for a worker's own. */
  readonly server: string | null;
}

/** A process may have loaded the package twice: a worker's own, and that which the functions were bundled with. */
const registry: unique symbol = Symbol.for('variorum.managed');
const shared: typeof globalThis & { [registry]?: Registered[] } = globalThis;

/**
 * Has `experiment.managed` of this process read from a worker's source. The one that was given last counts, and more than any of
 * {@link useManagedServer}.
 *
 * @returns undoes it.
 */
export function useManagedSource(source: ManagedSource): () => void {
  return register({ cache: new SettingsCache(source), server: null });
}

/**
 * Has `experiment.managed` of this process read from a client's server, where no worker is. The one that was given last counts; what is
 * known of a server stays known when it is given again.
 *
 * @param server tells it, and who reads there, from all others.
 * @returns undoes it.
 */
export function useManagedServer(server: string, source: ManagedSource): () => void {
  const known = shared[registry]?.find((other) => other.server === server);
  return register(known ?? { cache: new SettingsCache(source), server });
}

function register(registered: Registered): () => void {
  const others = (): Registered[] => (shared[registry] ?? []).filter((other) => other !== registered);
  shared[registry] = [...others(), registered];
  return () => {
    shared[registry] = others();
  };
}

/** Has the settings of these live experiments, or of all, read at once: someone changed them. */
export function invalidateManaged(names: readonly string[] | 'all'): void {
  for (const { cache } of shared[registry] ?? []) cache.invalidate(names);
}

/** What is known from the source that counts; null where there is none. */
export function managedSettings(): SettingsCache | null {
  const all = shared[registry] ?? [];
  return (all.findLast(({ server }) => server === null) ?? all.at(-1))?.cache ?? null;
}
