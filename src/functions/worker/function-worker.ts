import { registerFunctions } from '../../domain/functions/register-functions.js';
import { sendEvents } from '../../domain/functions/send-events.js';
import { liveSettings } from '../../domain/live/live-settings.js';
import type { Scope } from '../../domain/scope.js';
import type { DatabaseSignals } from '../../events/signals.js';
import { isFailure } from '../../failures.js';
import { encodeId } from '../../ids.js';
import { openQueueStore } from '../../jobs/queue-store.js';
import type { InvocableFunction } from '../define-function.js';
import { invalidateManaged, useManagedSource } from '../managed/source.js';
import { processBinding } from '../process-binding.js';
import { AppQueue } from './app-queue.js';
import { AttemptRunner } from './attempt-runner.js';
import { FunctionCatalog } from './function-catalog.js';
import { surviveRejections } from './survive-rejections.js';

/** The part of a process that works on function runs. */
export interface FunctionWorker {
  /** Lets the steps that are under way end, gives their runs back to the queue, and closes every connection. */
  close(): Promise<void>;
}

/**
 * Makes functions known and works on their runs, those of other workers' making too.
 *
 * @param scope of the organization that the functions belong to.
 * @throws Error where two functions have one id; what was opened is closed then.
 */
export async function startFunctionWorker(
  scope: Scope,
  signals: DatabaseSignals,
  databaseUrl: string,
  functions: readonly InvocableFunction[],
): Promise<FunctionWorker> {
  const catalog = FunctionCatalog.of(functions);
  catalog.identify(await registerFunctions(scope, catalog.definitions));
  const store = await openQueueStore(scope.config, scope.db, databaseUrl);
  const runner = new AttemptRunner(scope, catalog);
  // What handlers find in their process is there before the first is called.
  const undo = [
    surviveRejections(scope.log),
    signals.subscribe('functionRunCancelled', (signal) => {
      if (signal) runner.cancel(signal.ids);
      else void runner.cancelEnded();
    }),
    signals.subscribe('liveSettings', () => invalidateManaged('all')),
    useManagedSource({ read: (names) => liveSettings(scope, names) }),
    processBinding.bind({
      send: async (events) => {
        const sent = await sendEvents(
          scope,
          events.map(({ id, ...event }) => ({ ...event, externalId: id })),
        );
        if (isFailure(sent)) throw sent;
        return sent.map(({ event }) => encodeId('event', event.id));
      },
    }),
  ];
  const close = async (queues: readonly AppQueue[]): Promise<void> => {
    runner.drain();
    await Promise.all(queues.map((queue) => queue.close()));
    // Not before: steps that were under way may have sent events.
    for (const end of undo) end();
  };
  const queues = await AppQueue.openAll(catalog.apps, { scope, store, runner, catalog }).catch(async (error: unknown) => {
    await close([]);
    throw error;
  });
  undo.push(
    signals.subscribe('durableFunction', (signal) => {
      for (const queue of queues) queue.hear(signal);
    }),
  );
  // Not before somebody listens: events that come in between would wait for the next look.
  for (const queue of queues) queue.hear(null);
  return { close: () => close(queues) };
}
