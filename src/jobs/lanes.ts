import { limitsOfLane } from '../domain/execution/lanes.js';
import type { Services } from '../domain/scope.js';
import { type ItemJob, jobIdOf, jobOptions } from './item-job.js';
import type { ItemProcessor, ItemQueue, ItemWorker, QueueStore } from './queue-store.js';
import { Semaphore } from './semaphore.js';
import { workerOptions } from './worker-options.js';

/** The queue of one provider or endpoint, with this process's worker on it. */
export interface Lane {
  name: string;
  queue: ItemQueue;
  worker: ItemWorker;
  /** Holds this process's calls in the lane. */
  calling: Semaphore;
}

/** The lanes that this process has open. A lane opens with the first run that needs it, and closes when none does. */
export class Lanes {
  private readonly lanes = new Map<string, Promise<Lane>>();
  /** The lanes that were asked for since the last look at unfinished runs. */
  private asked = new Set<string>();
  private closing = false;

  constructor(
    private readonly services: Services,
    private readonly store: QueueStore,
    private readonly process: (lane: Lane) => ItemProcessor,
  ) {}

  /** @throws Error once the process stops. */
  open(name: string): Promise<Lane> {
    if (this.closing) return Promise.reject(new Error('The process is stopping and opens no more lanes.'));
    this.asked.add(name);
    const known = this.lanes.get(name);
    if (known) return known;
    const opening = this.start(name);
    this.lanes.set(name, opening);
    opening.catch(() => this.lanes.delete(name));
    return opening;
  }

  /** Puts jobs into a lane's queue; one that is there already is not put in again. */
  async enqueue(name: string, jobs: ItemJob[]): Promise<void> {
    if (jobs.length === 0) return;
    const { queue } = await this.open(name);
    const options = jobOptions(this.services.config);
    await queue.addBulk(jobs.map((job) => ({ name: job.stage, data: job, opts: { ...options, jobId: jobIdOf(job) } })));
  }

  /**
   * Closes the lanes that are not needed and were not asked for since the last call, and has the limits of the others hold
   * as they are set now. What is needed was read before, so a lane may have been opened since.
   */
  async keepOnly(needed: Set<string>): Promise<void> {
    const recent = this.asked;
    this.asked = new Set();
    for (const [name, opening] of this.lanes) {
      const lane = await opening;
      if (needed.has(name) || recent.has(name) || this.asked.has(name)) await this.applyLimits(lane);
      else await this.shut(name, lane);
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    const opened = await Promise.allSettled(this.lanes.values());
    await Promise.all(
      opened.flatMap((result) => (result.status === 'fulfilled' ? [this.shut(result.value.name, result.value)] : [])),
    );
  }

  private async start(name: string): Promise<Lane> {
    const { config, log } = this.services;
    const queue = this.store.queue<ItemJob>(name);
    const calling = new Semaphore(config.workerConcurrency);
    // The processor gets the lane, which has the worker, which is made with the processor.
    const lane: Lane = {
      name,
      queue,
      calling,
      worker: this.store.worker<ItemJob>(name, (job, token) => processor(job, token), {
        ...workerOptions(config),
        // More slots than calls, so that a call never waits while another's result is committed.
        concurrency: config.workerConcurrency * 2,
      }),
    };
    const processor = this.process(lane);
    for (const part of [queue, lane.worker])
      part.on('error', (error) => log.warn({ lane: name, error: error.message }, 'the queue reports an error'));
    try {
      await lane.worker.waitUntilReady();
      await this.applyLimits(lane);
    } catch (error) {
      await this.shut(name, lane);
      throw error;
    }
    lane.worker
      .run()
      .catch((error: unknown) => log.error({ lane: name, err: error }, 'a worker stopped for a reason nobody expected'));
    return lane;
  }

  private async applyLimits({ name, queue }: Lane): Promise<void> {
    const { concurrency, rateLimit } = await limitsOfLane(this.services, name);
    if (concurrency === null) await queue.removeGlobalConcurrency();
    else await queue.setGlobalConcurrency(concurrency);
    if (rateLimit === null) await queue.removeGlobalRateLimit();
    else await queue.setGlobalRateLimit(rateLimit.max, rateLimit.windowMs);
  }

  private async shut(name: string, lane: Lane): Promise<void> {
    this.lanes.delete(name);
    await lane.worker.close();
    await lane.queue.close();
  }
}
