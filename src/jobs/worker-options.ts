import type { Config } from '../config.js';
import type { JobWorkerOptions } from './queue-store.js';
import { backoffOf } from './retrying.js';

/** How every worker treats its jobs. */
export function workerOptions(config: Config): JobWorkerOptions {
  return {
    // It runs once it is connected: a worker whose first connection broke asks for it again without end or pause.
    autorun: false,
    lockDuration: config.stalledMs,
    stalledInterval: config.stalledMs,
    // By default a job that stalls twice is failed for good, and what it was to do would be lost.
    maxStalledCount: 1_000_000,
    runRetryDelay: 1000,
    settings: { backoffStrategy: (attemptsMade, _type, error) => backoffOf(config, attemptsMade, error) },
  };
}
