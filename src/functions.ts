import type { InvocableFunction } from './functions/define-function.js';

export { type EventToSend, type EventTypes, Variorum, type VariorumOptions } from './functions/client.js';
export type { ConcurrencyLimit, FunctionOptions, InvocableFunction, Trigger } from './functions/define-function.js';
export { NonRetriableError, StepError } from './functions/errors.js';
export { experiment } from './functions/experiment.js';
export type { Selector } from './functions/selection/selector.js';
export type {
  ExperimentOptions,
  GroupTools,
  HandlerContext,
  HandlerLogger,
  ReceivedEvent,
  StepContext,
  StepTools,
  VariantContext,
} from './functions/types.js';

/** A worker that was started in this process. */
export interface Serving {
  /** Lets the steps that are under way end, and stops. */
  stop(): Promise<void>;
}

/**
 * Works on function runs in this process, as `variorum worker --functions` does: on the database of DATABASE_URL, or on the
 * embedded one under VARIORUM_DATA_DIR.
 *
 * @throws Error when two functions have one id, or the environment is not usable.
 */
export async function serve({ functions }: { functions: readonly InvocableFunction[] }): Promise<Serving> {
  // Loaded here, so that who only sends events does not load a server.
  const { startProcess } = await import('./start-process.js');
  const running = await startProcess({ api: false, worker: false, functions });
  return { stop: () => running.stop() };
}
