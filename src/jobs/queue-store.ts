import { createPostgresBackend, type Job, type Processor, Queue, Worker, type WorkerOptions } from 'bullmq';
import type { Config } from '../config.js';
import type { Database } from '../database/client.js';
import type { ItemJob } from './item-job.js';

/** What is used of BullMQ's queue and worker; the same on either store. */
export type JobQueue<Data> = Pick<
  Queue<Data, void>,
  | 'rateLimit'
  | 'setGlobalConcurrency'
  | 'removeGlobalConcurrency'
  | 'setGlobalRateLimit'
  | 'removeGlobalRateLimit'
  | 'getJobCounts'
  | 'close'
> & {
  addBulk(jobs: { name: string; data: Data; opts: object }[]): Promise<unknown>;
  getJob(id: string): Promise<Pick<Job<Data>, 'promote'> | undefined>;
  on(event: 'error', listener: (error: Error) => void): unknown;
};
export type JobWorker<Data> = Pick<Worker<Data, void>, 'close' | 'waitUntilReady' | 'run'> & {
  on(event: 'error', listener: (error: Error) => void): unknown;
};
export type JobProcessor<Data> = Processor<Data, void>;
export type JobWorkerOptions = Omit<WorkerOptions, 'connection'>;

export type ItemQueue = JobQueue<ItemJob>;
export type ItemWorker = JobWorker<ItemJob>;
export type ItemProcessor = JobProcessor<ItemJob>;

/** Where the queues are kept: PostgreSQL, or Redis where REDIS_URL is set. The same jobs run on both. */
export interface QueueStore {
  queue<Data>(name: string): JobQueue<Data>;
  worker<Data>(name: string, process: JobProcessor<Data>, options: JobWorkerOptions): JobWorker<Data>;
}

/** The connections that a lane opens on PostgreSQL: these for its queue, these for its worker, and one that listens. */
const laneConnections = { queue: 2, worker: 4 };

export async function openQueueStore(config: Config, db: Database, databaseUrl: string): Promise<QueueStore> {
  return config.redisUrl === null ? postgresStore(databaseUrl) : redisStore(config.redisUrl, await queuePrefix(db));
}

function postgresStore(url: string): QueueStore {
  const connection = (most: number) => ({ connectionString: url, schema: 'bullmq', migrate: true, max: most });
  return {
    queue: (name) => new Queue(name, { connection: connection(laneConnections.queue) }, createPostgresBackend),
    worker: (name, process, options) =>
      new Worker(name, process, { ...options, connection: connection(laneConnections.worker) } as never, createPostgresBackend),
  };
}

function redisStore(url: string, prefix: string): QueueStore {
  return {
    queue: (name) => new Queue(name, { connection: { url }, prefix }),
    // A worker's commands wait for Redis to come back rather than fail.
    worker: (name, process, options) =>
      new Worker(name, process, { ...options, connection: { url, maxRetriesPerRequest: null }, prefix }),
  };
}

/** Deployments that share a Redis keep their queues apart by what their databases are. */
async function queuePrefix(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<
    { prefix: string }[]
  >`SELECT 'variorum-' || id || '-' || current_database() AS prefix FROM deployment`;
  if (!row) throw new Error('The table deployment has no row: the migrations were not applied.');
  return row.prefix;
}
