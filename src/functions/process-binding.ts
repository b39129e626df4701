import type { Json } from '../json.js';

/** What a worker does for the clients in its process, which need no API for it. */
export interface ProcessBinding {
  /** @returns the public ids of the events. @throws Error that says why they are refused. */
  send(events: { name: string; data: Json; id: string | null }[]): Promise<string[]>;
}

/** Found by whichever copy of the package is loaded. */
const key = Symbol.for('variorum.process');
const shared = globalThis as { [key]?: ProcessBinding[] };

/** The worker of this process, while there is one; of several, the one that was started last. */
export const processBinding = {
  get: (): ProcessBinding | null => shared[key]?.at(-1) ?? null,
  /** @returns the function that takes it away. */
  bind(binding: ProcessBinding): () => void {
    shared[key] = [...(shared[key] ?? []), binding];
    return () => {
      shared[key] = shared[key]?.filter((other) => other !== binding);
    };
  },
};
