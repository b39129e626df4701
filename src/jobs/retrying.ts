import type { Config } from '../config.js';
import type { Fault } from '../models/outcome.js';

const longestBackoffMs = 60_000;

/** Thrown to have BullMQ try a job again after a back-off. */
export class TransientFault extends Error {
  readonly retryAfterMs: number | null;

  constructor(fault: Fault, retryAfterMs: number | null) {
    super(`${fault.type}: ${fault.message}`);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * How long to wait before a job is tried again, in milliseconds: what the service asked for, or else twice as long with
 * every attempt, spread by a quarter either way so that what failed together does not come back together.
 *
 * @param attemptsMade 1 after the first attempt.
 */
export function backoffOf(config: Config, attemptsMade: number, error?: Error): number {
  if (error instanceof TransientFault && error.retryAfterMs !== null) return error.retryAfterMs;
  const backoff = Math.min(config.retryBaseMs * 2 ** (attemptsMade - 1), longestBackoffMs);
  return Math.round(backoff * (0.75 + Math.random() / 2));
}
