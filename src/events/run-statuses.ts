import type { RunStatus } from '../database/client.js';
import type { Id } from '../ids.js';
import { hasEnded } from './result-tails.js';
import type { RunSignal } from './signals.js';

/** Tells the signals of new statuses from those of results alone, which change nothing of an experiment. */
export class RunStatuses {
  /** The runs that are under way, as they were told of last. */
  private readonly active = new Map<Id<'run'>, RunStatus>();

  isNew({ runId, status }: Pick<RunSignal, 'runId' | 'status'>): boolean {
    if (this.active.get(runId) === status) return false;
    if (hasEnded(status)) this.active.delete(runId);
    else this.active.set(runId, status);
    return true;
  }
}
