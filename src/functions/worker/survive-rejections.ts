import type { Logger } from 'pino';
import { isNonRetriable, isStepError } from '../errors.js';

/**
 * Lets the process live on where a promise of a handler is rejected and nobody waits for it, or not yet: by default Node ends it, with all
 * runs that are under way. What the handler makes of it later is not touched.
 *
 * @returns undoes it.
 */
export function surviveRejections(log: Logger): () => void {
  const hear = (error: unknown): void => {
    // The engine's own are known already, by the step or the run that has failed.
    if (isStepError(error) || isNonRetriable(error)) return;
    log.error({ err: error }, 'a promise was rejected, and nobody waited for it; if a handler made it, it lacks an await');
  };
  process.on('unhandledRejection', hear);
  return () => void process.off('unhandledRejection', hear);
}
