import type { Database, Experiment } from '../database/client.js';
import type { Id } from '../ids.js';
import { RunStatuses } from './run-statuses.js';
import type { ExperimentSignal, RunSignal, SignalSource } from './signals.js';
import { Bell, type Leaving, stream } from './stream.js';
import { throughOutages } from './through-outages.js';

/** How many experiments are told of at once. */
const mostTogether = 200;

/**
 * The experiments of organizations as they are created and change, as {@link ExperimentChanges} tells of each: at once, and the
 * newest at first, which says that from then on nothing is missed. Those that change while others are looked at are read, and
 * told, together.
 */
export class ExperimentLists {
  private readonly watchers = new Map<Id<'organization'>, Set<Watcher>>();
  private readonly unsubscribe: (() => void)[];
  private closed = false;

  constructor(
    private readonly db: Database,
    signals: SignalSource,
  ) {
    this.unsubscribe = [
      signals.subscribe('experiment', (signal) => this.hear(signal, (watcher, told) => watcher.hear(told))),
      signals.subscribe('run', (signal) => this.hear(signal, (watcher, told) => watcher.hearRun(told))),
    ];
  }

  /** What has changed from the first `next()` on; ends when nothing is told any more. */
  of(organizationId: Id<'organization'>): AsyncIterableIterator<Experiment[]> {
    return stream((leaving) => this.watch(organizationId, leaving));
  }

  close(): void {
    this.closed = true;
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    for (const watchers of this.watchers.values()) for (const { bell } of watchers) bell.ring();
  }

  private hear<S extends ExperimentSignal>(signal: S | null, tell: (watcher: Watcher, signal: S) => void): void {
    if (signal) for (const watcher of this.watchers.get(signal.organizationId) ?? []) tell(watcher, signal);
    else for (const watchers of this.watchers.values()) for (const watcher of watchers) watcher.miss();
  }

  private async *watch(organizationId: Id<'organization'>, leaving: Leaving): AsyncGenerator<Experiment[], void, void> {
    const watcher = new Watcher();
    const watchers = this.watchers.get(organizationId) ?? new Set();
    this.watchers.set(organizationId, watchers.add(watcher));
    try {
      const newest = await throughOutages(() => this.newest(organizationId), leaving);
      if (newest) yield [newest];
      while (!leaving.done && !this.closed) {
        const { count } = watcher.bell;
        if (watcher.hasMissed) await this.addAll(organizationId, watcher, leaving);
        const ids = watcher.take(mostTogether);
        if (ids.length === 0) {
          await watcher.bell.next(count, leaving);
          continue;
        }
        const where = { id: { in: ids }, organizationId };
        const experiments = await throughOutages(() => this.db.experiment.findMany({ where }), leaving);
        // One that was deleted is not there to be told of.
        if (experiments && experiments.length > 0) yield experiments;
      }
    } finally {
      watchers.delete(watcher);
      if (watchers.size === 0) this.watchers.delete(organizationId);
    }
  }

  private newest(organizationId: Id<'organization'>): Promise<Experiment | null> {
    return this.db.experiment.findFirst({ where: { organizationId }, orderBy: { id: 'desc' } });
  }

  /** Which of them have changed, nobody knows who has missed it. */
  private async addAll(organizationId: Id<'organization'>, watcher: Watcher, leaving: Leaving): Promise<void> {
    watcher.hasMissed = false;
    const where = { organizationId };
    const all = await throughOutages(() => this.db.experiment.findMany({ where, select: { id: true } }), leaving);
    for (const { id } of all ?? []) watcher.changed.add(id);
  }
}

/** What somebody has not been told of yet. */
class Watcher {
  /** Rings when there is something. */
  readonly bell = new Bell();
  readonly changed = new Set<Id<'experiment'>>();
  /** Whether others may have changed, too. */
  hasMissed = false;
  private readonly statuses = new RunStatuses();

  hear({ experimentId }: ExperimentSignal): void {
    this.changed.add(experimentId);
    this.bell.ring();
  }

  hearRun(signal: RunSignal): void {
    if (this.statuses.isNew(signal)) this.hear(signal);
  }

  miss(): void {
    this.hasMissed = true;
    this.bell.ring();
  }

  /** The first of what has changed, at most `count`. */
  take(count: number): Id<'experiment'>[] {
    const taken = [...this.changed].slice(0, count);
    for (const id of taken) this.changed.delete(id);
    return taken;
  }
}
