import { setTimeout as delay } from 'node:timers/promises';
import { isOutage } from '../database/outage.js';

const delaysMs = [50, 100, 200, 500, 1000];

/**
 * Reads, and tries again for as long as the database is away. Null once the signal aborts.
 *
 * @throws what is no outage, and would come again.
 */
export async function throughOutages<T>(read: () => Promise<T>, left: AbortSignal): Promise<T | null> {
  for (let failures = 0; !left.aborted; failures += 1) {
    try {
      return await read();
    } catch (error) {
      if (!isOutage(error)) throw error;
      // An abort ends the wait, and then the loop.
      await delay(delaysMs[Math.min(failures, delaysMs.length - 1)], undefined, { signal: left }).catch(() => undefined);
    }
  }
  return null;
}
