import { DelayedError, type Job } from 'bullmq';
import { handOutRuns, type RunJob } from '../../domain/functions/hand-out.js';
import { unfinishedJobs } from '../../domain/functions/unfinished-jobs.js';
import type { Scope } from '../../domain/scope.js';
import type { ManySignal } from '../../events/signals.js';
import { encodeId, type Id } from '../../ids.js';
import { jobOptions } from '../../jobs/item-job.js';
import type { JobQueue, JobWorker, QueueStore } from '../../jobs/queue-store.js';
import { workerOptions } from '../../jobs/worker-options.js';
import type { Over } from '../attempt/flow.js';
import type { AttemptRunner } from './attempt-runner.js';
import type { FunctionCatalog } from './function-catalog.js';
import { Pace } from './pace.js';
import { workThrough } from './work-through.js';

/** The work on one function run, one attempt after the other until it has ended, or on several that are quick. */
type FunctionJob = Omit<RunJob, 'id'> | FormerJob;

/** A job that was put into the queue before runs could share one. */
interface FormerJob {
  functionId: Id<'durableFunction'>;
  runId: Id<'functionRun'>;
  runs?: undefined;
}

export interface AppQueueOptions {
  scope: Scope;
  store: QueueStore;
  runner: AttemptRunner;
  catalog: FunctionCatalog;
}

/** So many runs are handed out at a time. */
const batch = 500;
/** A worker that has not got a function leaves its runs to others, and looks again later and later: they may be down. */
const leaveToOthersMs = (times: number): number => Math.min(10 * 2 ** times, 1_000);

/** The queue of an app's function runs, with this process's worker on it. */
export class AppQueue {
  private worker: JobWorker<FunctionJob> | null = null;
  private handing: Promise<void> | null = null;
  private handAgain = false;
  private readonly pace = new Pace();
  /** How many jobs of unfinished runs were not in the queue at the last look; at the first, it is taken for granted that some were not. */
  private missing = 1;
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;
  private isClosing = false;

  private constructor(
    private readonly app: string,
    private readonly queue: JobQueue<FunctionJob>,
    private readonly options: AppQueueOptions,
  ) {}

  /** Opens those of all apps, or, where one can't be opened, none. */
  static async openAll(apps: readonly string[], options: AppQueueOptions): Promise<AppQueue[]> {
    const tried = await Promise.allSettled(apps.map((app) => AppQueue.open(app, options)));
    const opened = tried.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const failed = tried.find((each) => each.status === 'rejected');
    if (!failed) return opened;
    await Promise.all(opened.map((queue) => queue.close()));
    throw failed.reason;
  }

  /** Nothing is handed out before somebody has it {@link hear}. */
  private static async open(app: string, options: AppQueueOptions): Promise<AppQueue> {
    const { scope, store } = options;
    const { config, log } = scope;
    const name = `functions-${scope.organizationId}-${app}`;
    const opened = new AppQueue(app, store.queue(name), options);
    const worker = store.worker<FunctionJob>(name, (job, token) => opened.process(job, token), {
      ...workerOptions(config),
      concurrency: config.workerConcurrency,
    });
    opened.worker = worker;
    for (const part of [opened.queue, worker])
      part.on('error', (error) => log.warn({ app, error: error.message }, 'the queue of function runs reports an error'));
    await worker.waitUntilReady().catch(async (error: unknown) => {
      await opened.close();
      throw error;
    });
    worker.run().catch((error: unknown) => log.error({ app, err: error }, 'a worker stopped for a reason nobody expected'));
    return opened;
  }

  /** Functions may have runs to hand out. */
  hear(signal: ManySignal<'durableFunction'> | null): void {
    if (signal === null) return void this.look();
    const mine = this.options.catalog.idsOf(this.app);
    if (signal.ids.some((id) => mine.includes(id))) void this.handOut();
  }

  async close(): Promise<void> {
    this.isClosing = true;
    if (this.timer) clearTimeout(this.timer);
    await this.worker?.close();
    await Promise.all([this.handing, this.looking]);
    await this.queue.close();
  }

  /** Puts what waits into the queue; a call while one does makes it look once more. Never rejects. */
  private handOut(): Promise<void> {
    if (this.handing) {
      this.handAgain = true;
      return this.handing;
    }
    this.handing = this.handOutAll()
      .catch((error: unknown) =>
        this.options.scope.log.warn({ app: this.app, err: error }, 'function runs could not be handed out; the next look will'),
      )
      .finally(() => {
        this.handing = null;
        if (this.handAgain && !this.isClosing) void this.handOut();
      });
    return this.handing;
  }

  private async handOutAll(): Promise<void> {
    const { scope, catalog } = this.options;
    for (let full = true; full && !this.isClosing; ) {
      this.handAgain = false;
      const functions = catalog.idsOf(this.app).map((id) => ({ id, together: this.pace.together(id) }));
      const jobs = await handOutRuns(scope.db, functions, { runs: batch, jobs: scope.config.workerConcurrency });
      await this.enqueue(jobs);
      full = jobs.reduce((sum, { runs }) => sum + runs.length, 0) >= batch;
    }
  }

  /** A job that is in the queue is not put in again. Those that are to come next come in the opposite order. */
  private async enqueue(jobs: readonly RunJob[], { isNext = false } = {}): Promise<void> {
    if (jobs.length === 0) return;
    await this.queue.addBulk(
      jobs.map(({ id, ...data }) => ({
        name: 'attempt',
        data,
        opts: {
          jobId: id,
          lifo: isNext,
          ...jobOptions(this.options.scope.config),
          // What fails the job is an outage: the run decides by itself how often it is tried.
          attempts: 1_000_000,
        },
      })),
    );
  }

  /** Hands out what waits, and finds what the queue has lost; then again after a while. Never rejects. */
  private look(): Promise<void> {
    this.looking ??= this.handOut()
      .then(() => this.findLost())
      .catch((error: unknown) =>
        this.options.scope.log.warn({ app: this.app, err: error }, 'function runs could not be looked at; trying again later'),
      )
      .finally(() => {
        this.looking = null;
        if (this.timer) clearTimeout(this.timer);
        if (!this.isClosing) this.timer = setTimeout(() => void this.look(), this.options.scope.config.reconcileMs);
      });
    return this.looking;
  }

  /** Queues again what was handed out and has no job, after a process died between the two, or the queue's data was lost. */
  private async findLost(): Promise<void> {
    const { scope } = this.options;
    // The queue has those of other workers' functions, too.
    const { organizationId } = scope;
    const functions = await scope.db.durableFunction.findMany({ where: { organizationId, app: this.app }, select: { id: true } });
    const functionIds = functions.map(({ id }) => id);
    const { waiting = 0, active = 0, delayed = 0, prioritized = 0, paused = 0 } = await this.queue.getJobCounts();
    const unfinished = await unfinishedJobs.count(scope.db, functionIds);
    const before = this.missing;
    this.missing = unfinished - (waiting + active + delayed + prioritized + paused);
    // One that is just being queued is missing for a moment only.
    if (this.missing <= 0 || before <= 0) return;
    for await (const jobs of unfinishedJobs.pages(scope.db, functionIds, batch)) {
      if (this.isClosing) return;
      await this.enqueue(jobs);
    }
  }

  private async process(job: Job<FunctionJob>, token: string | undefined): Promise<void> {
    const { runner, catalog } = this.options;
    const { id = '', data } = job;
    const { functionId } = data;
    const runs = data.runs ?? [data.runId];
    if (!catalog.get(functionId)) return this.again(job, token, Date.now() + leaveToOthersMs(job.attemptsStarted));
    const over = await workThrough(
      { id, functionId, runs },
      {
        pace: this.pace,
        isRedelivered: job.attemptsStarted > 1,
        isDraining: () => runner.isDraining,
        attempt: (run) => this.attempt(run, id),
        split: async (rest) => this.enqueue((await runner.split(id, rest)).reverse(), { isNext: true }),
      },
    );
    switch (over?.kind) {
      case 'RETRY':
        return this.again(job, token, over.retryAt.getTime());
      case 'YIELD':
        return this.again(job, token, Date.now());
      default:
    }
  }

  private attempt(run: Id<'functionRun'>, job: string): Promise<Over | null> {
    const { scope, runner } = this.options;
    return runner.attempt({ id: run, job }).catch((error: unknown) => {
      scope.log.warn(
        { functionRun: encodeId('functionRun', run), err: error },
        'an attempt at a function run broke off; it is made anew',
      );
      throw error;
    });
  }

  private async again(job: Job<FunctionJob>, token: string | undefined, at: number): Promise<never> {
    await job.moveToDelayed(at, token);
    throw new DelayedError();
  }
}
