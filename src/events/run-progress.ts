import type { Database, Run } from '../database/client.js';
import type { Id } from '../ids.js';
import { Latest } from './latest.js';
import { hasEnded } from './result-tails.js';
import type { SignalSource } from './run-signals.js';
import { stream } from './stream.js';

/** The least time between two states of one run: about ten a second. */
const intervalMs = 100;

type Subject = { runId: Id<'run'> } | { experimentId: Id<'experiment'> };

/**
 * The states of runs as they change, coalesced. A run that changed is read once for all who watch it, at most every
 * {@link intervalMs}.
 */
export class RunProgress {
  private readonly watchers = new Set<Watcher>();
  /** The runs that were read within the last interval, and whether they have changed since. */
  private readonly recent = new Map<Id<'run'>, { changed: boolean }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly db: Database,
    signals: SignalSource,
  ) {
    this.unsubscribe = signals.subscribe((signal) => {
      if (signal) {
        if (this.isWatched(signal)) this.read(signal.runId);
      } else {
        for (const watcher of this.watchers) for (const runId of watcher.runs()) this.read(runId);
      }
    });
  }

  /** The run's state now, then every change; ends when the run has ended, or is gone. */
  ofRun(runId: Id<'run'>): AsyncIterableIterator<Run> {
    return stream((signal) => this.watch({ runId }, () => this.db.run.findMany({ where: { id: runId } }), signal));
  }

  /** The state of every run of the experiment now, oldest first, then every change of any; ends never. */
  ofExperiment(experimentId: Id<'experiment'>): AsyncIterableIterator<Run> {
    const now = (): Promise<Run[]> => this.db.run.findMany({ where: { experimentId }, orderBy: { id: 'asc' } });
    return stream((signal) => this.watch({ experimentId }, now, signal));
  }

  close(): void {
    this.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
    for (const watcher of this.watchers) watcher.latest.end();
  }

  private async *watch(subject: Subject, now: () => Promise<Run[]>, left: AbortSignal): AsyncGenerator<Run, void, void> {
    // It listens before it reads, so that no change falls between the two.
    const watcher = new Watcher(subject);
    this.watchers.add(watcher);
    try {
      const runs = await now();
      if ('runId' in subject && runs.length === 0) return;
      for (const run of runs) watcher.offer(run);
      yield* watcher.latest.values(left, (run) => 'runId' in subject && hasEnded(run.status));
    } finally {
      this.watchers.delete(watcher);
    }
  }

  private isWatched(run: { runId: Id<'run'>; experimentId: Id<'experiment'> }): boolean {
    return [...this.watchers].some((watcher) => watcher.watches(run));
  }

  /** Reads the run at once, or when the interval since its last reading is over. */
  private read(runId: Id<'run'>): void {
    const recent = this.recent.get(runId);
    if (recent) recent.changed = true;
    else void this.publish(runId);
  }

  private async publish(runId: Id<'run'>): Promise<void> {
    const state = { changed: false };
    this.recent.set(runId, state);
    const run = await this.db.run.findUnique({ where: { id: runId } }).catch(() => null); // An outage ends with a null signal.
    for (const watcher of this.watchers) if (run && watcher.watches({ runId, experimentId: run.experimentId })) watcher.offer(run);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.recent.delete(runId);
      if (state.changed) this.read(runId);
    }, intervalMs);
    this.timers.add(timer);
  }
}

/** One subscription: what it watches, and what it has not been given yet. */
class Watcher {
  readonly latest = new Latest<Id<'run'>, Run>();
  private readonly revisions = new Map<Id<'run'>, number>();

  constructor(private readonly subject: Subject) {}

  watches(run: { runId: Id<'run'>; experimentId: Id<'experiment'> }): boolean {
    return 'runId' in this.subject ? this.subject.runId === run.runId : this.subject.experimentId === run.experimentId;
  }

  runs(): Id<'run'>[] {
    return 'runId' in this.subject ? [this.subject.runId] : [...this.revisions.keys()];
  }

  /** A state that is not newer than one offered before is left out: two readings may arrive in the other order. */
  offer(run: Run): void {
    if (run.revision <= (this.revisions.get(run.id) ?? -1)) return;
    this.revisions.set(run.id, run.revision);
    this.latest.offer(run.id, run);
  }
}
