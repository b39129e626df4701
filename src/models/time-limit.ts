import { setMaxListeners } from 'node:events';

/** What came of work under a time limit. */
export type Limited<T> = { ended: 'in-time'; value: T } | { ended: 'too-late' } | { ended: 'failed'; error: unknown };

/**
 * Does work that a signal stops and that may take `timeoutMs`. Both the timer and the listener are gone when it returns:
 * `AbortSignal.timeout` and `AbortSignal.any` keep theirs for as long as the time-out, at every call.
 *
 * @throws what the work threw, when `signal` has aborted.
 */
export async function withTimeLimit<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Limited<T>> {
  signal.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal.reason);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort(new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError'));
  }, timeoutMs);
  // One signal may stop all calls of a run, and Node warns of a leak at the eleventh.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return { ended: 'in-time', value: await work(controller.signal) };
  } catch (error) {
    if (signal.aborted) throw error;
    return late ? { ended: 'too-late' } : { ended: 'failed', error };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
