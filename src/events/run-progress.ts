import type { Database, Run } from '../database/client.js';
import { isOutage } from '../database/outage.js';
import type { Id } from '../ids.js';
import { Latest } from './latest.js';
import { hasEnded } from './result-tails.js';
import type { RunSignal, SignalSource } from './run-signals.js';
import { type Leaving, stream } from './stream.js';
import { throughOutages } from './through-outages.js';

/** The least time between two states of one run: about ten a second. */
const intervalMs = 100;

type Subject = { runId: Id<'run'> } | { experimentId: Id<'experiment'> };
type ChangedRun = Pick<RunSignal, 'runId' | 'experimentId'>;

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
  private closed = false;

  constructor(
    private readonly db: Database,
    signals: SignalSource,
  ) {
    this.unsubscribe = signals.subscribe((signal) => {
      if (signal) this.hear(signal);
      else for (const watcher of this.watchers) void this.refresh(watcher);
    });
  }

  /** The run's state now, then every change; ends when the run has ended, or is gone. */
  ofRun(runId: Id<'run'>): AsyncIterableIterator<Run> {
    return stream((leaving) => this.watch({ runId }, leaving));
  }

  /** The state of every run of the experiment now, oldest first, then every change of any; ends never. */
  ofExperiment(experimentId: Id<'experiment'>): AsyncIterableIterator<Run> {
    return stream((leaving) => this.watch({ experimentId }, leaving));
  }

  close(): void {
    this.closed = true;
    this.unsubscribe();
    for (const timer of this.timers) clearTimeout(timer);
    for (const watcher of this.watchers) watcher.latest.end();
  }

  private async *watch(subject: Subject, leaving: Leaving): AsyncGenerator<Run, void, void> {
    // It listens before it reads, so that no change falls between the two.
    const watcher = new Watcher(subject, leaving);
    this.watchers.add(watcher);
    leaving.on(() => void watcher.latest.return());
    try {
      await this.refresh(watcher);
      yield* watcher.latest;
    } finally {
      this.watchers.delete(watcher);
    }
  }

  /** Reads all that is watched, runs that began unheard too. */
  private async refresh(watcher: Watcher): Promise<void> {
    const { subject, leaving, latest } = watcher;
    const where = 'runId' in subject ? { id: subject.runId } : { experimentId: subject.experimentId };
    try {
      const runs = await throughOutages(() => this.db.run.findMany({ where, orderBy: { id: 'asc' } }), leaving);
      for (const run of runs ?? []) watcher.offer(run);
      if ('runId' in subject && runs?.length === 0) latest.end();
    } catch (error) {
      latest.fail(error);
    }
  }

  private watchersOf(run: ChangedRun): Watcher[] {
    return [...this.watchers].filter((watcher) => watcher.watches(run));
  }

  /** Reads a run that is watched at once, or when the interval since its last reading is over. */
  private hear(run: ChangedRun): void {
    const recent = this.recent.get(run.runId);
    if (recent) recent.changed = true;
    else if (this.watchersOf(run).length > 0) void this.publish(run);
  }

  private async publish(changed: ChangedRun): Promise<void> {
    const state = { changed: false };
    this.recent.set(changed.runId, state);
    try {
      const run = await this.db.run.findUnique({ where: { id: changed.runId } });
      for (const watcher of this.watchersOf(changed)) {
        if (run) watcher.offer(run);
        else if ('runId' in watcher.subject) watcher.latest.end();
      }
    } catch (error) {
      if (isOutage(error)) state.changed = true;
      else for (const watcher of this.watchersOf(changed)) watcher.latest.fail(error);
    }
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.recent.delete(changed.runId);
      if (state.changed) this.hear(changed);
    }, intervalMs);
    this.timers.add(timer);
  }
}

/** One subscription: what it watches, and what it has not been given yet. */
class Watcher {
  readonly latest = new Latest<Id<'run'>, Run>();
  private readonly revisions = new Map<Id<'run'>, number>();

  constructor(
    readonly subject: Subject,
    readonly leaving: Leaving,
  ) {}

  watches(run: ChangedRun): boolean {
    return 'runId' in this.subject ? this.subject.runId === run.runId : this.subject.experimentId === run.experimentId;
  }

  /** A state that is not newer than one offered before is left out: two readings may arrive in the other order. */
  offer(run: Run): void {
    if (run.revision <= (this.revisions.get(run.id) ?? -1)) return;
    this.revisions.set(run.id, run.revision);
    this.latest.offer(run.id, run);
    if ('runId' in this.subject && hasEnded(run.status)) this.latest.end();
  }
}
