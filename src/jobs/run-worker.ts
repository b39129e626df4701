import { ResultCommitter } from '../domain/results/result-committer.js';
import type { Services } from '../domain/scope.js';
import type { RunSignal, DatabaseSignals } from '../events/signals.js';
import type { Id } from '../ids.js';
import { ActiveRuns } from './active-runs.js';
import { Dispatch } from './dispatch.js';
import { ItemCache } from './item-cache.js';
import { Lanes } from './lanes.js';
import { Packing } from './packing.js';
import { createItemProcessor, type ItemProcessing } from './process-item.js';
import { openQueueStore } from './queue-store.js';
import { Reconciler } from './reconciler.js';

/** The part of a process that works on runs. */
export interface RunWorker {
  /** Gives jobs that are under way back to the queue, and closes every connection. */
  close(): Promise<void>;
}

/** Begins runs that the database tells of, works on their items, and picks up what others left lying. */
export async function startRunWorker(services: Services, signals: DatabaseSignals, databaseUrl: string): Promise<RunWorker> {
  const { db, log } = services;
  const stopping = new AbortController();
  const store = await openQueueStore(services.config, db, databaseUrl);
  const runs = new ActiveRuns(services);
  const lanes: Lanes = new Lanes(services, store, (lane) => createItemProcessor(processing, lane));
  const dispatch = new Dispatch(services, runs, lanes);
  const reconciler = new Reconciler(services, runs, lanes, dispatch);
  const committer = new ResultCommitter(db, log, (runId, units) => attempt(runId, () => dispatch.release(runId, units)));
  const items = new ItemCache(db);
  const packing = new Packing(services);
  const processing: ItemProcessing = { runs, lanes, committer, items, stopping: stopping.signal };

  /** What fails here was committed before, so the reconciler will find it. */
  function attempt(runId: Id<'run'>, work: () => Promise<void>): void {
    work().catch((error: unknown) =>
      log.warn({ runId, err: error }, 'a run could not be moved on; the next look at unfinished runs will'),
    );
  }

  function hear(signal: RunSignal | null): void {
    if (!signal) return void reconciler.look();
    const { runId } = signal;
    switch (signal.status) {
      case 'PENDING':
        return attempt(runId, () => dispatch.begin(runId));
      case 'RUNNING':
        return attempt(runId, () => dispatch.join(runId));
      case 'COMPLETED':
      case 'FAILED':
      case 'CANCELLED':
        runs.end(runId);
        return packing.add(runId);
    }
  }

  const unsubscribe = [
    signals.subscribe('run', hear),
    // Missed ones are made up for by the look that missed signals of runs bring about.
    signals.subscribe('test', (signal) => signal && attempt(signal.runId, () => dispatch.wake(signal.runId, signal.testId))),
  ];
  await reconciler.look();
  return {
    close: async () => {
      for (const end of unsubscribe) end();
      await reconciler.stop();
      stopping.abort();
      await runs.keepOnly(new Map());
      await lanes.close();
      await packing.close();
    },
  };
}
