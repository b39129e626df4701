import type { Database, LiveExperiment } from '../database/client.js';
import { Changes } from './changes.js';
import type { SignalSource } from './signals.js';

/** The least time between two states of one live experiment: what is asked of it is counted over all of its exposures. */
const intervalMs = 1000;
/** The more there is to count, the rarer it is counted: others have the process, and the database, to themselves in between. */
const restFactor = 3;

/** Live experiments as their variants, exposures and scores change: they never end. */
export type LiveChanges = Changes<'liveExperiment', LiveExperiment>;

export function openLiveChanges(db: Database, signals: SignalSource): LiveChanges {
  return new Changes({
    listen: (listener) => signals.subscribe('liveExperiment', listener),
    read: (id) => db.liveExperiment.findUnique({ where: { id } }),
    hasEnded: () => false,
    intervalMs,
    restFactor,
  });
}
