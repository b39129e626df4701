import type { Logger } from 'pino';
import type { Database } from '../../database/client.js';
import { untilNoOutage } from '../../database/outage.js';
import { type BegunAttempt, beginAttempts, type RunToBegin } from '../../domain/functions/begin-attempts.js';
import { commitWork } from '../../domain/functions/commit-work.js';
import type { Work } from '../../domain/functions/work.js';
import { Batcher } from './batcher.js';

/** A batch takes at most so many runs, and so many characters of what they gave. */
const limits = { entries: 200, weight: 4_000_000 };

/** Begins attempts at function runs and commits what they do, many in one statement. While the database is away, it waits. */
export class FunctionStore {
  private readonly beginning: Batcher<RunToBegin, BegunAttempt | null>;
  private readonly committing: Batcher<Work, boolean>;

  constructor(
    private readonly db: Database,
    private readonly log: Logger,
  ) {
    this.beginning = new Batcher((runs) => this.throughOutages(() => this.beginAll(runs)), { ...limits, weightOf: () => 1 });
    this.committing = new Batcher((work) => this.throughOutages(() => commitWork(this.db, work)), {
      ...limits,
      weightOf: sizeOf,
    });
  }

  /** Null where the run has ended, was handed out with another job since, or is gone, or where the same was asked for again meanwhile. */
  begin(run: RunToBegin): Promise<BegunAttempt | null> {
    return this.beginning.add(run);
  }

  /** Resolves once the work is durable, or, with false, once it is known not to count: the run has ended, or has gone on elsewhere. */
  commit(work: Work): Promise<boolean> {
    return this.committing.add(work);
  }

  private async beginAll(runs: RunToBegin[]): Promise<(BegunAttempt | null)[]> {
    const begun = await beginAttempts(this.db, runs);
    const byKey = new Map(begun.map((attempt) => [keyOf(attempt), attempt]));
    // A run that comes twice was taken up again: two must not commit under one number.
    const last = new Map(runs.map((run, place) => [keyOf(run), place]));
    return runs.map((run, place) => (last.get(keyOf(run)) === place ? (byKey.get(keyOf(run)) ?? null) : null));
  }

  /** Does what needs the database, which it waits for while it is away. */
  throughOutages<T>(work: () => Promise<T>): Promise<T> {
    return untilNoOutage(work, (failures) =>
      this.log.warn({ failures }, 'the database is away; function runs are held until it is back'),
    );
  }
}

function keyOf({ id, job }: RunToBegin): string {
  return `${id} ${job}`;
}

function sizeOf({ steps, end }: Work): number {
  const ended = end?.kind === 'COMPLETED' ? (end.output?.length ?? 0) : 0;
  return steps.reduce((sum, { output }) => sum + (output?.length ?? 0), ended);
}
