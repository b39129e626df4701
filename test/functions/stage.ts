import type { FunctionRun } from '../../src/database/client.js';
import { Variorum, type FunctionOptions } from '../../src/functions.js';
import type { Id } from '../../src/ids.js';
import type { Json } from '../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type FunctionsWorker, startFunctionsWorker } from '../support/functions.js';

const client = new Variorum({ id: 'stage' });

export type StageHandler = Parameters<typeof client.createFunction>[1];

/** The kinds of functions that there are: the default one, one that is tried once, and one that may not take long. */
const kinds = { usual: {}, once: { retries: 0 }, brief: { retries: 1, timeoutMs: 60 } } satisfies Record<
  string,
  Partial<FunctionOptions>
>;

/** A worker, and functions whose handlers tests write where they assert on what comes of them. */
export interface Stage {
  database: TestDatabase;
  worker: FunctionsWorker;
  /** Starts a run of the handler. */
  start(handler: StageHandler, given?: { data?: Json; kind?: keyof typeof kinds }): Promise<Id<'functionRun'>>;
  /** The run of the handler, once it has ended. */
  play(handler: StageHandler, given?: { data?: Json; kind?: keyof typeof kinds }): Promise<FunctionRun>;
  close(): Promise<void>;
}

export async function openStage(environment: Record<string, string> = {}): Promise<Stage> {
  const database = await createTestDatabase();
  const handlers = new Map<string, StageHandler>();
  const functions = Object.entries(kinds).map(([kind, options]) =>
    client.createFunction({ id: kind, triggers: { event: kind }, ...options }, (context) => {
      const handler = handlers.get(context.event.id);
      if (!handler) throw new Error('Nobody has said what this run is to do.');
      return handler(context);
    }),
  );
  const worker = await startFunctionsWorker(database, functions, environment);

  const start: Stage['start'] = async (handler, { data = {}, kind = 'usual' } = {}) => {
    const id = crypto.randomUUID();
    handlers.set(id, handler);
    const { runs } = await worker.send({ name: kind, data, id });
    const [runId] = runs;
    if (!runId) throw new Error('An event that triggers a function starts a run.');
    return runId;
  };
  return {
    database,
    worker,
    start,
    play: async (handler, given) => worker.ended(await start(handler, given)),
    close: async () => {
      await worker.close();
      await database.close();
    },
  };
}

/** How often each thing was done. */
export class Counter {
  readonly counts: Record<string, number> = {};

  /** @returns how often it was now. */
  add(name: string): number {
    const count = (this.counts[name] ?? 0) + 1;
    this.counts[name] = count;
    return count;
  }
}

/** A point in time that code waits for, and that the test lets come. */
export function moment(): { come: () => void; came: Promise<void> } {
  let come = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { come, came };
}
