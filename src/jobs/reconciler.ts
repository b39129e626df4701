import { keepAnswers, runsWithOtherAnswers } from '../domain/comparison/keep-answers.js';
import type { Services } from '../domain/scope.js';
import type { Id } from '../ids.js';
import { evaluatorsOf } from '../domain/evaluation/evaluator.js';
import { type ActiveRuns, lanesOf } from './active-runs.js';
import type { Dispatch } from './dispatch.js';
import type { Lanes } from './lanes.js';

/** Up to so many runs whose answers have to be hashed anew are found at a look. */
const mostRehashed = 100;

/**
 * Looks at the unfinished runs when the process starts, when signals may have been missed, and now and then: begins the
 * pending ones, requeues what the ones that stand still have lost, and closes the lanes that nothing goes through. Beside
 * that, it hashes the answers of ended runs anew whose experiment has come to compare others.
 */
export class Reconciler {
  /** The sequence that each running run had at the last look. */
  private seen = new Map<Id<'run'>, number>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private keeping: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly services: Services,
    private readonly runs: ActiveRuns,
    private readonly lanes: Lanes,
    private readonly dispatch: Dispatch,
  ) {}

  /** Looks now; a call while one looks shares its look. Never rejects: what failed is logged, and tried at the next look. */
  look(): Promise<void> {
    // Large runs take minutes, for which pending ones don't wait.
    this.keeping ??= this.keepAllAnswers()
      .catch((error: unknown) =>
        this.services.log.warn({ err: error }, 'answers could not be hashed anew; trying again at the next look'),
      )
      .finally(() => {
        this.keeping = null;
      });
    this.looking ??= this.reconcile()
      .catch((error: unknown) =>
        this.services.log.warn({ err: error }, 'unfinished runs could not be looked at; trying again later'),
      )
      .finally(() => {
        this.looking = null;
        this.schedule();
      });
    return this.looking;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await Promise.all([this.looking, this.keeping]);
  }

  private schedule(): void {
    if (this.timer) clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.look(), this.services.config.reconcileMs);
  }

  private async keepAllAnswers(): Promise<void> {
    const { db } = this.services;
    for (const runId of await runsWithOtherAnswers(db, mostRehashed)) {
      if (this.stopped) return;
      await keepAnswers(db, runId);
    }
  }

  private async reconcile(): Promise<void> {
    const unfinished = await this.services.db.run.findMany({
      where: { status: { in: ['PENDING', 'RUNNING'] } },
      select: { id: true, status: true, sequence: true, lane: true, evaluators: true },
      orderBy: { id: 'asc' },
    });
    this.runs.keepOnly(new Set(unfinished.map(({ id }) => id)));
    const before = this.seen;
    this.seen = new Map();
    for (const run of unfinished) {
      if (this.stopped) return;
      if (run.status === 'PENDING') {
        await this.dispatch.begin(run.id);
        continue;
      }
      await this.dispatch.join(run.id);
      this.seen.set(run.id, run.sequence);
      const isFirstLook = !before.has(run.id);
      if (isFirstLook || before.get(run.id) === run.sequence) await this.dispatch.requeue(run.id);
    }
    await this.lanes.keepOnly(new Set(unfinished.flatMap((run) => lanesOf({ lane: run.lane, evaluators: evaluatorsOf(run) }))));
  }
}
