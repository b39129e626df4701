import pg from 'pg';
import type { Logger } from 'pino';
import type { RunStatus } from '../database/client.js';
import type { Id } from '../ids.js';

/** What the database tells of a run with the commit that changed it (the triggers on `run`). */
export interface RunSignal {
  runId: Id<'run'>;
  experimentId: Id<'experiment'>;
  organizationId: Id<'organization'>;
  lane: string;
  status: RunStatus;
  sequence: number;
}

/** Null: signals may have been missed, so whoever relies on them reads the tables again. */
export type RunSignalListener = (signal: RunSignal | null) => void;

/** What can be listened to. */
export interface SignalSource {
  /** @returns the function that ends the subscription. */
  subscribe(listener: RunSignalListener): () => void;
}

const channel = 'variorum_run';
/** An attempt that is not answered this soon is given up for the next one. */
const connectTimeoutMs = 10_000;
const reconnectDelaysMs = [50, 100, 200, 500, 1000];

/**
 * One connection that listens to what the database tells of runs, shared by all of a process. Signals only wake; the
 * truth stays in the tables, so a lost connection costs a re-read and nothing else.
 */
export class RunSignals implements SignalSource {
  private readonly listeners = new Set<RunSignalListener>();
  private client: pg.Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  private constructor(
    private readonly url: string,
    private readonly log: Logger,
  ) {}

  /** Resolves once it listens. @throws Error when the database can't be reached this first time. */
  static async open(url: string, log: Logger): Promise<RunSignals> {
    const signals = new RunSignals(url, log);
    await signals.connect();
    return signals;
  }

  subscribe(listener: RunSignalListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
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
    client.on('notification', ({ payload }) => this.tell(JSON.parse(payload ?? 'null')));
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    if (this.closed) await client.end();
    else this.client = client;
  }

  private lose(client: pg.Client, error: Error | null): void {
    if (this.closed || this.client !== client) return;
    this.client = null;
    this.log.warn({ error: error?.message }, 'lost the connection that tells of runs; connecting again');
    this.reconnect(0);
  }

  private reconnect(attempt: number): void {
    this.retry = setTimeout(
      () => {
        this.connect().then(
          () => this.tell(null),
          () => this.closed || this.reconnect(attempt + 1),
        );
      },
      reconnectDelaysMs[Math.min(attempt, reconnectDelaysMs.length - 1)],
    );
  }

  private tell(signal: RunSignal | null): void {
    for (const listener of this.listeners) listener(signal);
  }
}
