import type { Database, Run } from '../database/client.js';
import type { Id } from '../ids.js';
import { hasEnded } from './result-tails.js';
import type { RunSignal, RunSignals } from './run-signals.js';
import { Bell, stream } from './stream.js';

/** The least time between two states of one run: about ten a second. */
const intervalMs = 100;

/**
 * The states of runs as they change, coalesced: whoever is slow gets the latest state, not a backlog. A changed run is
 * read once for all who watch it, at most every {@link intervalMs}.
 */
export class RunProgress {
  private readonly watchers = new Set<Watcher>();
  private readonly due = new Map<Id<'run'>, { timer: NodeJS.Timeout | null; changed: boolean }>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly db: Database,
    signals: RunSignals,
  ) {
    this.unsubscribe = signals.subscribe((signal) => this.hear(signal));
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
    for (const { timer } of this.due.values()) if (timer) clearTimeout(timer);
    for (const watcher of this.watchers) watcher.end();
  }

  private async *watch(subject: Subject, now: () => Promise<Run[]>, signal: AbortSignal): AsyncGenerator<Run, void, void> {
    // It listens before it reads, so that no change falls between the two.
    const watcher = new Watcher(subject);
    this.watchers.add(watcher);
    try {
      for (const run of await now()) watcher.offer(run);
      if ('runId' in subject && watcher.isEmpty) return;
      while (!signal.aborted && !watcher.ended) {
        const count = watcher.bell.count;
        const run = watcher.take();
        if (!run) {
          await watcher.bell.next(count, signal);
          continue;
        }
        yield run;
        if ('runId' in subject && hasEnded(run.status)) return;
      }
    } finally {
      this.watchers.delete(watcher);
    }
  }

  private hear(signal: RunSignal | null): void {
    if (!signal) {
      for (const watcher of this.watchers) for (const runId of watcher.runs()) this.schedule(runId);
      return;
    }
    for (const watcher of this.watchers) {
      if (watcher.watches(signal)) return this.schedule(signal.runId);
    }
  }

  /** Reads the run at once, or when the interval since its last reading is over. */
  private schedule(runId: Id<'run'>): void {
    const due = this.due.get(runId);
    if (due) due.changed = true;
    else void this.publish(runId);
  }

  private async publish(runId: Id<'run'>): Promise<void> {
    const due = { timer: null as NodeJS.Timeout | null, changed: false };
    this.due.set(runId, due);
    const run = await this.db.run.findUnique({ where: { id: runId } }).catch(() => null); // An outage: see `hear(null)`.
    if (run) for (const watcher of this.watchers) if (watcher.watches({ runId, experimentId: run.experimentId })) watcher.offer(run);
    due.timer = setTimeout(() => {
      this.due.delete(runId);
      if (due.changed) this.schedule(runId);
    }, intervalMs);
  }
}

type Subject = { runId: Id<'run'> } | { experimentId: Id<'experiment'> };

/** One subscription's runs whose latest state it has not been given yet. */
class Watcher {
  readonly bell = new Bell();
  ended = false;
  private readonly pending = new Map<Id<'run'>, Run>();
  private readonly newest = new Map<Id<'run'>, Run>();

  constructor(private readonly subject: Subject) {}

  get isEmpty(): boolean {
    return this.pending.size === 0;
  }

  watches(signal: Pick<RunSignal, 'runId' | 'experimentId'>): boolean {
    return 'runId' in this.subject ? this.subject.runId === signal.runId : this.subject.experimentId === signal.experimentId;
  }

  runs(): Id<'run'>[] {
    return 'runId' in this.subject ? [this.subject.runId] : [...this.newest.keys()];
  }

  /** Takes a state to give; one older than what was offered before is left out. */
  offer(run: Run): void {
    const before = this.newest.get(run.id);
    if (before && run.revision < before.revision) return;
    this.newest.set(run.id, run);
    this.pending.set(run.id, run);
    this.bell.ring();
  }

  take(): Run | null {
    const next = this.pending.entries().next();
    if (next.done) return null;
    this.pending.delete(next.value[0]);
    return next.value[1];
  }

  end(): void {
    this.ended = true;
    this.bell.ring();
  }
}
