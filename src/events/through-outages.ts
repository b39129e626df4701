import { setTimeout as delay } from 'node:timers/promises';
import { isOutage } from '../database/outage.js';
import type { Leaving } from './stream.js';

const delaysMs = [50, 100, 200, 500, 1000];

/**
 * Reads, and tries again for as long as the database is away. Null once whoever wanted to know has left.
 *
 * @throws what is no outage, and would come again.
 */
export async function throughOutages<T>(read: () => Promise<T>, leaving: Leaving): Promise<T | null> {
  for (let failures = 0; !leaving.done; failures += 1) {
    try {
      return await read();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await delay(delaysMs[Math.min(failures, delaysMs.length - 1)], undefined, { ref: false });
    }
  }
  return null;
}
