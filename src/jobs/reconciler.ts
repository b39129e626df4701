import { keepAnswers, runsWithOtherAnswers } from '../domain/comparison/keep-answers.js';
import { unpackedRuns } from '../domain/comparison/unpacked-runs.js';
import { forgetDeliveries } from '../domain/endpoints/delivery-log.js';
import type { Services } from '../domain/scope.js';
import { answeredInWaiting } from '../domain/tests/test.js';
import type { Id } from '../ids.js';
import { evaluatorsOf } from '../domain/evaluation/evaluator.js';
import { type ActiveRuns, lanesOf } from './active-runs.js';
import type { Dispatch } from './dispatch.js';
import type { Lanes } from './lanes.js';

/** Up to so many runs whose answers have to be hashed anew are found at a look. */
const mostRehashed = 100;
/** Up to so many runs are packed at a look. */
const mostPacked = 10;
const msPerDay = 24 * 3_600_000;

/**
 * Looks at the unfinished runs when the process starts, when signals may have been missed, and now and then: begins the
 * pending ones, requeues what the ones that stand still have lost, wakes what waits for an answer that has come, and closes the
 * lanes that nothing goes through. Beside that, it hashes the answers of ended runs anew whose experiment has come to compare
 * others, packs the ended runs that nobody has packed, and forgets old requests to endpoints.
 */
export class Reconciler {
  /** The sequence that each running run had at the last look. */
  private seen = new Map<Id<'run'>, number>();
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private keeping: Promise<void> | null = null;
  /** Ended runs before this one are looked through next for those that are not packed; null: from the newest on. */
  private packedTo: Id<'run'> | null = null;
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
    this.keeping ??= this.keepHouse().finally(() => {
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

  private async keepHouse(): Promise<void> {
    const { config, db, log } = this.services;
    await this.keepEndedRuns().catch((error: unknown) =>
      log.warn({ err: error }, 'ended runs could not be looked at; trying again at the next look'),
    );
    if (this.stopped) return;
    await forgetDeliveries(db, new Date(Date.now() - config.deliveryLogDays * msPerDay)).catch((error: unknown) =>
      log.warn({ err: error }, 'old requests to endpoints could not be forgotten; trying again at the next look'),
    );
  }

  private async keepEndedRuns(): Promise<void> {
    const { db, vectors } = this.services;
    await this.each(await runsWithOtherAnswers(db, mostRehashed), async (runId) => {
      await keepAnswers(db, runId);
      await vectors.keep(runId);
    });
    const unpacked = await unpackedRuns(db, this.packedTo, mostPacked);
    this.packedTo = unpacked.next;
    await this.each(unpacked.runIds, (runId) => vectors.keep(runId));
  }

  /** Does something with each run. One that fails is logged, and keeps no other back. */
  private async each(runIds: readonly Id<'run'>[], work: (runId: Id<'run'>) => Promise<void>): Promise<void> {
    for (const runId of runIds) {
      if (this.stopped) return;
      try {
        await work(runId);
      } catch (error) {
        this.services.log.warn({ runId, err: error }, 'an ended run could not be hashed anew or packed; trying again later');
      }
    }
  }

  private async reconcile(): Promise<void> {
    const unfinished = await this.services.db.run.findMany({
      where: { status: { in: ['PENDING', 'RUNNING'] } },
      select: { id: true, status: true, sequence: true, retries: true, lane: true, evaluators: true },
      orderBy: { id: 'asc' },
    });
    await this.runs.keepOnly(new Map(unfinished.map(({ id, retries }) => [id, retries])));
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
    for (const { id, runId } of await answeredInWaiting(this.services.db)) await this.dispatch.wake(runId, id);
    await this.lanes.keepOnly(new Set(unfinished.flatMap((run) => lanesOf({ lane: run.lane, evaluators: evaluatorsOf(run) }))));
  }
}
