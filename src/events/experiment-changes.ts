import type { Database, Experiment } from '../database/client.js';
import type { Id } from '../ids.js';
import { RunStatuses } from './run-statuses.js';
import type { RunSignal, SignalSource } from './signals.js';
import { Bell, type Leaving, stream } from './stream.js';
import { throughOutages } from './through-outages.js';

/**
 * Experiments as they change: their settings, variants and steps, and how their runs stand. Every change is told at once,
 * for the stage follows from them and may be over soon; those that come while one is looked at are told as one.
 */
export class ExperimentChanges {
  private readonly watched = new Map<Id<'experiment'>, Watched>();
  private readonly unsubscribe: (() => void)[];
  private closed = false;

  constructor(
    private readonly db: Database,
    signals: SignalSource,
  ) {
    this.unsubscribe = [
      signals.subscribe('experiment', (signal) => {
        if (signal) this.watched.get(signal.experimentId)?.bell.ring();
        else this.ringAll();
      }),
      signals.subscribe('run', (signal) => {
        if (signal) this.watched.get(signal.experimentId)?.hear(signal);
        else this.ringAll();
      }),
    ];
  }

  /** The experiment now, then after every change; ends when it is deleted. */
  of(id: Id<'experiment'>): AsyncIterableIterator<Experiment> {
    return stream((leaving) => this.watch(id, leaving));
  }

  close(): void {
    this.closed = true;
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    this.ringAll();
  }

  private async *watch(id: Id<'experiment'>, leaving: Leaving): AsyncGenerator<Experiment, void, void> {
    const watched = this.watched.get(id) ?? new Watched();
    this.watched.set(id, watched);
    watched.watchers += 1;
    try {
      while (!leaving.done && !this.closed) {
        // Counted before it is read: what rings from here on, also while the reader is at work, is looked at after it.
        const { count } = watched.bell;
        const experiment = await throughOutages(() => this.db.experiment.findUnique({ where: { id } }), leaving);
        if (!experiment) return;
        yield experiment;
        await watched.bell.next(count, leaving);
      }
    } finally {
      watched.watchers -= 1;
      if (watched.watchers === 0) this.watched.delete(id);
    }
  }

  private ringAll(): void {
    for (const { bell } of this.watched.values()) bell.ring();
  }
}

/** One experiment, for all who watch it. */
class Watched {
  /** Rings when something has changed. */
  readonly bell = new Bell();
  watchers = 0;
  private readonly statuses = new RunStatuses();

  hear(signal: RunSignal): void {
    if (this.statuses.isNew(signal)) this.bell.ring();
  }
}
