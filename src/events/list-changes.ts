import type { Id } from '../ids.js';
import { Changes } from './changes.js';
import type { SignalSource } from './signals.js';

/** The least time between two states of one list: it may grow by hundreds of entries a second. */
const intervalMs = 1000;
/** The longer a list takes to read, the rarer it is read: others have the process, and the database, to themselves in between. */
const restFactor = 3;

/** Organizations, each named at first, then whenever what their lists of one kind show has changed: whoever is told reads the list. */
export type ListChanges = Changes<'organization', { id: Id<'organization'> }>;

export function openListChanges(signals: SignalSource, topic: 'functionRun' | 'liveExperiment'): ListChanges {
  return new Changes({
    listen: (listener) =>
      signals.subscribe(topic, (signal) => listener(signal && { ids: signal.organizationId ? [signal.organizationId] : [] })),
    read: async (id) => ({ id }),
    hasEnded: () => false,
    intervalMs,
    restFactor,
  });
}
