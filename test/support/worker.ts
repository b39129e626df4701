import { readConfig } from '../../src/config.js';
import type { Run } from '../../src/database/client.js';
import type { Scope } from '../../src/domain/scope.js';
import { type LiveRuns, openLiveRuns } from '../../src/events/live-runs.js';
import { DatabaseSignals } from '../../src/events/signals.js';
import type { Id } from '../../src/ids.js';
import { startRunWorker } from '../../src/jobs/run-worker.js';
import type { TestDatabase } from './database.js';
import { testScope } from './scope.js';

/** What one process has when it works on runs and tells of them. */
export interface TestWorker {
  scope: Scope;
  live: LiveRuns;
  /** The run once it has ended. */
  ended(runId: Id<'run'>): Promise<Run>;
  close(): Promise<void>;
}

/** A worker in this process, on the queue that the test run is about: PostgreSQL, or Redis where `redisUrl` is given. */
export async function startTestWorker(
  database: TestDatabase,
  environment: Record<string, string> = {},
  scope?: Scope,
): Promise<TestWorker> {
  const config = readConfig({ VARIORUM_RETRY_BASE_MS: '4', ...environment });
  const own = scope ? { ...scope, config } : await testScope(database, { config });
  const signals = await DatabaseSignals.open(database.url, own.log);
  const live = openLiveRuns(database.db, signals);
  const worker = await startRunWorker(own, signals, database.url);
  return {
    scope: own,
    live,
    ended: async (runId) => {
      let last: Run | null = null;
      for await (const run of live.progress.ofRun(runId)) last = run;
      if (!last) throw new Error('There is no such run.');
      return last;
    },
    close: async () => {
      await worker.close();
      live.close();
      await signals.close();
    },
  };
}
