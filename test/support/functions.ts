import { type Config, readConfig } from '../../src/config.js';
import type { FunctionRun, FunctionStep } from '../../src/database/client.js';
import { type SentEvent, sendEvents } from '../../src/domain/functions/send-events.js';
import type { Scope } from '../../src/domain/scope.js';
import { DatabaseSignals } from '../../src/events/signals.js';
import type { InvocableFunction } from '../../src/functions/define-function.js';
import { startFunctionWorker } from '../../src/functions/worker/function-worker.js';
import type { Id } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import type { TestDatabase } from './database.js';
import { testScope } from './scope.js';
import { expectValue } from './seed.js';

/** A worker in this process that works on function runs, and who sends events and waits for what comes of them. */
export interface FunctionsWorker {
  scope: Scope;
  /** Sends an event. The last run that it started is what {@link ended} takes. */
  send(event: { name: string; data?: Json; id?: string }): Promise<SentEvent>;
  /** The run once it is as `fits` says; once it has ended, unless another is said. */
  ended(runId: Id<'functionRun'>): Promise<FunctionRun>;
  until(runId: Id<'functionRun'>, fits: (run: FunctionRun) => boolean): Promise<FunctionRun>;
  /** Sends an event that starts one run, and gives that once it has ended. */
  runToEnd(name: string, data?: Json): Promise<FunctionRun>;
  /** The steps of a run, in the order in which the handler asked for them. */
  steps(runId: Id<'functionRun'>): Promise<FunctionStep[]>;
  close(): Promise<void>;
}

/** @param environment over a short back-off. `REDIS_URL` has the queue in Redis. */
export async function startFunctionsWorker(
  database: TestDatabase,
  functions: readonly InvocableFunction[],
  environment: Record<string, string> = {},
  scope?: Scope,
): Promise<FunctionsWorker> {
  const config: Config = readConfig({ VARIORUM_RETRY_BASE_MS: '4', VARIORUM_WORKER_CONCURRENCY: '20', ...environment });
  const own = scope ? { ...scope, config } : await testScope(database, { config });
  const signals = await DatabaseSignals.open(database.url, own.log);
  const worker = await startFunctionWorker(own, signals, database.url, functions);

  async function send({ name, data = {}, id }: { name: string; data?: Json; id?: string }): Promise<SentEvent> {
    const [sent] = expectValue(await sendEvents(own, [{ name, data, externalId: id ?? null }]));
    if (!sent) throw new Error('One event gives one answer.');
    return sent;
  }

  async function until(runId: Id<'functionRun'>, fits: (run: FunctionRun) => boolean): Promise<FunctionRun> {
    let leave = (): void => undefined;
    const fitting = new Promise<FunctionRun>((resolve, reject) => {
      const look = (): void => {
        database.db.functionRun.findUniqueOrThrow({ where: { id: runId } }).then((run) => fits(run) && resolve(run), reject);
      };
      leave = signals.subscribe('functionRun', (signal) => {
        if (!signal || signal.ids.includes(runId)) look();
      });
      look();
    });
    return fitting.finally(leave);
  }

  const ended = (runId: Id<'functionRun'>) => until(runId, ({ completedAt }) => completedAt !== null);
  return {
    scope: own,
    send,
    until,
    ended,
    runToEnd: async (name, data = {}) => {
      const { runs } = await send({ name, data });
      const [runId] = runs;
      if (!runId || runs.length > 1) throw new Error(`"${name}" starts ${runs.length} functions.`);
      return ended(runId);
    },
    steps: (runId) => database.db.functionStep.findMany({ where: { runId }, orderBy: { position: 'asc' } }),
    close: async () => {
      await worker.close();
      await signals.close();
    },
  };
}
