import type { Leaving } from './stream.js';

/** Resolves after some milliseconds, or as soon as the subscriber has left. */
export function pause(ms: number, leaving: Leaving): Promise<void> {
  if (leaving.done) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      forget();
      resolve();
    }, ms);
    // What nobody waits for any more keeps no process running.
    timer.unref();
    const forget = leaving.on(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
