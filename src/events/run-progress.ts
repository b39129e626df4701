import type { Database, Run } from '../database/client.js';
import { isOutage } from '../database/outage.js';
import type { Id } from '../ids.js';
import { Latest } from './latest.js';
import { hasEnded } from './result-tails.js';
import type { ExperimentSignal, RunSignal, SignalSource } from './signals.js';
import { type Leaving, stream } from './stream.js';
import { throughOutages } from './through-outages.js';

/** The least time between two states of one run: about ten a second. */
const intervalMs = 100;

type Subject = { runId: Id<'run'> } | { experimentId: Id<'experiment'> };
/** A run has changed, or its experiment has. */
type Change = Pick<RunSignal, 'runId' | 'experimentId'> | Pick<ExperimentSignal, 'experimentId'>;

/**
 * The states of runs as they change, coalesced. A run that changed is read once for all who watch it, at most every
 * {@link intervalMs}. When it is the experiment that changed, its newest run is told again to who watches the experiment: what
 * is asked of the experiment through a run is then told as it is.
 */
export class RunProgress {
  private readonly watchers = new Set<Watcher>();
  /** The runs and experiments that were read for within the last interval, and whether they have changed since. */
  private readonly recent = new Map<Id<'run'> | Id<'experiment'>, { changed: boolean }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly unsubscribe: (() => void)[];
  private closed = false;

  constructor(
    private readonly db: Database,
    signals: SignalSource,
  ) {
    this.unsubscribe = [
      signals.subscribe('run', (signal) => {
        if (signal) this.hear(signal);
        else for (const watcher of this.watchers) void this.refresh(watcher);
      }),
      signals.subscribe('experiment', (signal) => {
        if (signal) this.hear(signal);
        else for (const { subject } of this.watchers) if ('experimentId' in subject) this.hear(subject);
      }),
    ];
  }

  /** The run's state now, then every change; ends when the run has ended, or is gone. */
  ofRun(runId: Id<'run'>): AsyncIterableIterator<Run> {
    return stream((leaving) => this.watch({ runId }, leaving));
  }

  /** The state of every run of the experiment now, oldest first, then every change of any or of the experiment; ends never. */
  ofExperiment(experimentId: Id<'experiment'>): AsyncIterableIterator<Run> {
    return stream((leaving) => this.watch({ experimentId }, leaving));
  }

  close(): void {
    this.closed = true;
    for (const unsubscribe of this.unsubscribe) unsubscribe();
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

  private watchersOf(change: Change): Watcher[] {
    return [...this.watchers].filter((watcher) => watcher.watches(change));
  }

  /** Reads a run that is watched at once, or when the interval since its last reading is over. */
  private hear(change: Change): void {
    const recent = this.recent.get(subjectOf(change));
    if (recent) recent.changed = true;
    else if (this.watchersOf(change).length > 0) void this.publish(change);
  }

  private async publish(change: Change): Promise<void> {
    const state = { changed: false };
    const subject = subjectOf(change);
    this.recent.set(subject, state);
    try {
      const run = await this.read(change);
      for (const watcher of this.watchersOf(change)) {
        if (run) watcher.offer(run, { again: !('runId' in change) });
        else if ('runId' in watcher.subject) watcher.latest.end();
      }
    } catch (error) {
      if (isOutage(error)) state.changed = true;
      else for (const watcher of this.watchersOf(change)) watcher.latest.fail(error);
    }
    if (this.closed) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.recent.delete(subject);
      if (state.changed) this.hear(change);
    }, intervalMs);
    this.timers.add(timer);
  }

  /** The run that changed, or the newest of the experiment that did. */
  private read(change: Change): Promise<Run | null> {
    if ('runId' in change) return this.db.run.findUnique({ where: { id: change.runId } });
    return this.db.run.findFirst({ where: { experimentId: change.experimentId }, orderBy: { id: 'desc' } });
  }
}

function subjectOf(change: Change): Id<'run'> | Id<'experiment'> {
  return 'runId' in change ? change.runId : change.experimentId;
}

/** One subscription: what it watches, and what it has not been given yet. */
class Watcher {
  readonly latest = new Latest<Id<'run'>, Run>();
  private readonly revisions = new Map<Id<'run'>, number>();

  constructor(
    readonly subject: Subject,
    readonly leaving: Leaving,
  ) {}

  watches(change: Change): boolean {
    if ('experimentId' in this.subject) return this.subject.experimentId === change.experimentId;
    return 'runId' in change && this.subject.runId === change.runId;
  }

  /**
   * A state that is not newer than one offered before is left out: two readings may arrive in the other order.
   *
   * @param again whether one that is as new is told once more.
   */
  offer(run: Run, { again = false } = {}): void {
    const known = this.revisions.get(run.id) ?? -1;
    if (run.revision < known || (run.revision === known && !again)) return;
    this.revisions.set(run.id, run.revision);
    this.latest.offer(run.id, run);
    if ('runId' in this.subject && hasEnded(run.status)) this.latest.end();
  }
}
