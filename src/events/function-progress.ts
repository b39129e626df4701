import type { Database, FunctionRun } from '../database/client.js';
import { Changes } from './changes.js';
import type { SignalSource } from './signals.js';

/** The least time between two states of one function run: about ten a second. */
const intervalMs = 100;

/** Function runs as they and their steps change, each to its end. */
export type FunctionProgress = Changes<'functionRun', FunctionRun>;

export function openFunctionProgress(db: Database, signals: SignalSource): FunctionProgress {
  return new Changes({
    listen: (listener) => signals.subscribe('functionRun', listener),
    read: (id) => db.functionRun.findUnique({ where: { id } }),
    hasEnded: ({ completedAt }) => completedAt !== null,
    intervalMs,
    restFactor: 0,
  });
}
