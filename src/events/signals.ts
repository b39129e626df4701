import pg from 'pg';
import type { Logger } from 'pino';
import type { RunStatus } from '../database/client.js';
import type { Id, Noun } from '../ids.js';

/** A run has changed. */
export interface RunSignal {
  runId: Id<'run'>;
  experimentId: Id<'experiment'>;
  organizationId: Id<'organization'>;
  lane: string;
  status: RunStatus;
  sequence: number;
}

/** An experiment was created or has changed, or a variant, step or evaluator of it. */
export interface ExperimentSignal {
  experimentId: Id<'experiment'>;
  organizationId: Id<'organization'>;
}

/** A test that an app answers later has its answer, or got one too late. */
export interface TestSignal {
  testId: Id<'result'>;
  runId: Id<'run'>;
}

/** Several things of one kind have changed. */
export interface ManySignal<N extends Noun> {
  ids: Id<N>[];
}

/** Several things that lists of an organization show have changed. */
export interface ListedSignal<N extends Noun> extends ManySignal<N> {
  /** Whose they are; not said where no list shows what has changed of them. */
  organizationId?: Id<'organization'>;
}

/** What the database tells of, with the commit that made it so, each on a channel of its own. */
export interface Signals {
  run: RunSignal;
  experiment: ExperimentSignal;
  test: TestSignal;
  /** Function runs, or steps of them, which no list shows. */
  functionRun: ListedSignal<'functionRun'>;
  /** Function runs that nobody is to work on any more. */
  functionRunCancelled: ManySignal<'functionRun'>;
  /** Functions that may have runs to hand out. */
  durableFunction: ManySignal<'durableFunction'>;
  /** Live experiments, or variants, exposures or scores of them. */
  liveExperiment: ListedSignal<'liveExperiment'>;
  /** What was set in the graph for live experiments. */
  liveSettings: ManySignal<'liveExperiment'>;
}
export type Topic = keyof Signals;

/** Null: signals may have been missed, so whoever relies on them reads the tables again. */
export type SignalListener<T extends Topic> = (signal: Signals[T] | null) => void;

/** What can be listened to. */
export interface SignalSource {
  /** @returns the function that ends the subscription. */
  subscribe<T extends Topic>(topic: T, listener: SignalListener<T>): () => void;
}

const topicOf: Record<string, Topic> = {
  variorum_run: 'run',
  variorum_experiment: 'experiment',
  variorum_test: 'test',
  variorum_function_run: 'functionRun',
  variorum_function_run_cancelled: 'functionRunCancelled',
  variorum_function: 'durableFunction',
  variorum_live_experiment: 'liveExperiment',
  variorum_live_settings: 'liveSettings',
};
/** An attempt that is not answered this soon is given up for the next one. */
const connectTimeoutMs = 10_000;
const reconnectDelaysMs = [50, 100, 200, 500, 1000];

/**
 * One connection that listens to what the database tells of, shared by all of a process. Signals only wake; the truth
 * stays in the tables, so a lost connection costs a re-read and nothing else.
 */
export class DatabaseSignals implements SignalSource {
  private readonly listeners: { [T in Topic]: Set<SignalListener<T>> } = {
    run: new Set(),
    experiment: new Set(),
    test: new Set(),
    functionRun: new Set(),
    functionRunCancelled: new Set(),
    durableFunction: new Set(),
    liveExperiment: new Set(),
    liveSettings: new Set(),
  };
  private client: pg.Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  private constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {}

  /** Resolves once it listens. @throws Error when the database can't be reached this first time. */
  static async open(url: string, log: Logger): Promise<DatabaseSignals> {
    const signals = new DatabaseSignals(url, log);
    await signals.connect();
    return signals;
  }

  subscribe<T extends Topic>(topic: T, listener: SignalListener<T>): () => void {
    const listeners = this.listeners[topic];
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('error', (error) => this.lose(client, error));
    client.on('end', () => this.lose(client, null));
    client.on('notification', ({ channel, payload }) => {
      const topic = topicOf[channel];
      if (topic) this.tell(topic, JSON.parse(payload ?? 'null'));
    });
    await client.connect();
    await client.query(
      Object.keys(topicOf)
        .map((channel) => `LISTEN ${channel}`)
        .join('; '),
    );
    if (this.closed) await client.end();
    else this.client = client;
  }

  private lose(client: pg.Client, error: Error | null): void {
    if (this.closed || this.client !== client) return;
    this.client = null;
    this.log.warn({ error: error?.message }, 'lost the connection that tells of changes; connecting again');
    this.reconnect(0);
  }

  private reconnect(attempt: number): void {
    this.retry = setTimeout(
      () => {
        this.connect().then(
          () => {
            for (const topic of Object.values(topicOf)) this.tell(topic, null);
          },
          () => this.closed || this.reconnect(attempt + 1),
        );
      },
      reconnectDelaysMs[Math.min(attempt, reconnectDelaysMs.length - 1)],
    );
  }

  private tell<T extends Topic>(topic: T, signal: Signals[T] | null): void {
    for (const listener of this.listeners[topic]) listener(signal);
  }
}
