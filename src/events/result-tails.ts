import type { Database, Result, RunStatus } from '../database/client.js';
import type { Id } from '../ids.js';
import type { SignalSource } from './signals.js';
import { Bell, Leaving, stream } from './stream.js';
import { throughOutages } from './through-outages.js';

/** How many of a run's latest results a process keeps at hand for its subscribers. */
const ringSize = 256;
const pageSize = 200;

/**
 * The results of runs as they are committed: replay from a cursor, then follow, without gap or duplicate. The results
 * table is the log; each run that anyone watches has one tail in the process, which reads what is new once for all of
 * them. A subscriber that is behind the tail reads the table itself until it has caught up.
 */
export class ResultTails {
  private readonly tails = new Map<Id<'run'>, Tail>();
  private readonly unsubscribe: () => void;

  constructor(
    private readonly db: Database,
    signals: SignalSource,
  ) {
    this.unsubscribe = signals.subscribe('run', (signal) => {
      if (signal) this.tails.get(signal.runId)?.look();
      else for (const tail of this.tails.values()) tail.look();
    });
  }

  /**
   * Every result of the run with a sequence above `after`, in order, once, as many at a time as there are (at most
   * {@link pageSize}); ends when the run has ended and all was given, or when the run is gone.
   */
  follow(runId: Id<'run'>, after: number): AsyncIterableIterator<Result[]> {
    return stream((leaving) => this.read(runId, after, leaving));
  }

  close(): void {
    this.unsubscribe();
    for (const tail of this.tails.values()) tail.finish({});
  }

  private async *read(runId: Id<'run'>, after: number, leaving: Leaving): AsyncGenerator<Result[], void, void> {
    const tail = this.attach(runId);
    try {
      let cursor = after;
      while (!leaving.done) {
        // Looked up before the results: what they lack then comes no more.
        const { end } = tail;
        const count = tail.bell.count;
        const results =
          tail.after(cursor) ?? (await throughOutages(() => resultsAfter(this.db, runId, cursor, pageSize), leaving));
        const last = results?.at(-1);
        if (results && last) {
          yield results;
          cursor = last.sequence;
        } else if (end) {
          if ('error' in end) throw end.error;
          return;
        } else {
          await tail.bell.next(count, leaving);
        }
      }
    } finally {
      this.detach(runId, tail);
    }
  }

  private attach(runId: Id<'run'>): Tail {
    let tail = this.tails.get(runId);
    // One that has ended is kept by slow subscribers alone: the run may have been taken up again since.
    if (!tail || tail.end) {
      tail = new Tail(this.db, runId);
      this.tails.set(runId, tail);
      tail.look();
    }
    tail.subscribers += 1;
    return tail;
  }

  private detach(runId: Id<'run'>, tail: Tail): void {
    tail.subscribers -= 1;
    if (tail.subscribers > 0) return;
    tail.finish({});
    if (this.tails.get(runId) === tail) this.tails.delete(runId);
  }
}

/** Why nothing more comes: the run has ended or is gone, or it can't be read. */
type End = { error?: unknown };

/** One run's newest results, read once for all who follow it. */
class Tail {
  readonly bell = new Bell();
  subscribers = 0;
  /** Null while more may come. */
  end: End | null = null;
  private readonly finished = new Leaving();
  private ring: Result[] = [];
  /** The ring has every result with a sequence above this. Null before the first look. */
  private from: number | null = null;
  private upTo = 0;
  /** How many results were withdrawn so far, to be tried again. */
  private withdrawn = 0;
  private looking: 'no' | 'yes' | 'again' = 'no';

  constructor(
    private readonly db: Database,
    private readonly runId: Id<'run'>,
  ) {}

  /** The next results above a cursor, or null where the ring does not reach back that far. */
  after(cursor: number): Result[] | null {
    if (this.from === null || cursor < this.from) return null;
    const start = firstAbove(this.ring, cursor);
    return this.ring.slice(start, start + pageSize);
  }

  /** Nothing more is read. */
  finish(end: End): void {
    this.end ??= end;
    this.finished.leave();
    this.bell.ring();
  }

  /** Reads what is new; a call while one reads makes it read once more. */
  look(): void {
    if (this.end) return;
    if (this.looking !== 'no') {
      this.looking = 'again';
      return;
    }
    this.looking = 'yes';
    throughOutages(() => this.catchUp(), this.finished)
      .catch((error: unknown) => this.finish({ error }))
      .finally(() => {
        const again = this.looking === 'again';
        this.looking = 'no';
        if (again) this.look();
      });
  }

  private async catchUp(): Promise<void> {
    // The run is read before its results: what it says of the end then holds for the results read after it.
    const run = await this.db.run.findUnique({
      where: { id: this.runId },
      select: { status: true, sequence: true, itemsCompleted: true, itemsFailed: true },
    });
    if (!run) return this.finish({});
    const withdrawn = run.sequence - run.itemsCompleted - run.itemsFailed;
    if (this.from === null) this.from = this.upTo = Math.max(0, run.sequence - pageSize);
    else if (withdrawn !== this.withdrawn) this.forget();
    this.withdrawn = withdrawn;
    for (let full = true; full; ) {
      const results = await resultsAfter(this.db, this.runId, this.upTo, pageSize);
      this.keep(results);
      full = results.length === pageSize;
    }
    if (hasEnded(run.status)) this.finish({});
  }

  /** Empties the ring: who is behind reads the table, which no longer has what was withdrawn. */
  private forget(): void {
    this.ring = [];
    this.from = this.upTo;
  }

  private keep(results: Result[]): void {
    const last = results.at(-1);
    if (!last) return;
    this.ring.push(...results);
    this.upTo = last.sequence;
    const surplus = this.ring.length - ringSize;
    if (surplus > 0) this.from = this.ring.splice(0, surplus).at(-1)?.sequence ?? this.from;
    this.bell.ring();
  }
}

/** Whether a run in this status gives no more results of itself. */
export function hasEnded(status: RunStatus): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
}

/** One page of a run's results in the order in which they became visible. */
function resultsAfter(db: Database, runId: Id<'run'>, after: number, limit: number): Promise<Result[]> {
  return db.result.findMany({ where: { runId, sequence: { gt: after } }, orderBy: { sequence: 'asc' }, take: limit });
}

function firstAbove(results: Result[], cursor: number): number {
  let low = 0;
  let high = results.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((results[middle]?.sequence ?? Number.POSITIVE_INFINITY) <= cursor) low = middle + 1;
    else high = middle;
  }
  return low;
}
