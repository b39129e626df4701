import { type Client, createClient, type FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';

/** How a socket was closed. */
export interface Closed {
  code: number;
  reason: string;
}

export interface RealtimeOptions {
  /** Sent when the socket opens, instead of the key. */
  connectionParams?: Record<string, unknown>;
  /** Sent with the request that opens the socket. */
  headers?: Record<string, string>;
  /** How often a lost connection is made again, at once. */
  retryAttempts?: number;
}

/** A client of the API's WebSocket. It connects when it is made; what it receives waits in queues until the test asks. */
export class RealtimeClient {
  /** Resolves when the server has accepted the key; rejects with {@link Closed} when it has not. */
  readonly connected: Promise<void>;
  /** How the socket was closed, the first time it was. */
  readonly closed: Promise<Closed>;
  private socket: WebSocket | null = null;
  private readonly client: Client;

  constructor(url: string, key: string | null, options: RealtimeOptions = {}) {
    const opened = (socket: WebSocket): void => {
      this.socket = socket;
    };
    class TestSocket extends WebSocket {
      constructor(address: string, protocol: string) {
        super(address, protocol, { headers: options.headers });
        opened(this);
      }
    }
    this.client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: TestSocket,
      connectionParams: options.connectionParams ?? (key === null ? {} : { authorization: `Bearer ${key}` }),
      lazy: false,
      retryAttempts: options.retryAttempts ?? 0,
      retryWait: () => Promise.resolve(),
      shouldRetry: () => true,
      // The test reads `closed`.
      onNonLazyError: () => undefined,
    });
    this.closed = new Promise((resolve) => {
      this.client.on('closed', (event) => {
        const { code, reason } = event as Closed;
        resolve({ code, reason });
      });
    });
    this.connected = new Promise((resolve, reject) => {
      this.client.on('connected', () => resolve());
      this.closed.then(reject, reject);
    });
    // A test that expects a refusal reads `closed` alone.
    this.connected.catch(() => undefined);
  }

  subscribe<T = Record<string, unknown>>(query: string, variables: Record<string, unknown> = {}): RealtimeSubscription<T> {
    return new RealtimeSubscription<T>(this.client, query, variables);
  }

  /** Cuts the connection as a network would; resolves when the client has connected again by itself. */
  reconnect(): Promise<void> {
    return new Promise((resolve) => {
      const stopListening = this.client.on('connected', () => {
        stopListening();
        resolve();
      });
      this.socket?.terminate();
    });
  }

  /** Leaves what arrives unread, as a slow client does, until {@link resume}. */
  pause(): void {
    this.socket?.pause();
  }

  resume(): void {
    this.socket?.resume();
  }

  /** Sends text as it is, past the protocol. */
  sendRaw(text: string): void {
    this.socket?.send(text);
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

type Message<T> =
  | { kind: 'next'; result: FormattedExecutionResult<T> }
  | { kind: 'error'; error: unknown }
  | { kind: 'complete' };

/** One operation over the socket, its messages in the order of their arrival. */
export class RealtimeSubscription<T> {
  private readonly received: Message<T>[] = [];
  private readonly waiting: ((message: Message<T>) => void)[] = [];
  /** Tells the server that no more is wanted. */
  readonly stop: () => void;

  constructor(client: Client, query: string, variables: Record<string, unknown>) {
    this.stop = client.subscribe<T>(
      { query, variables },
      {
        next: (result) => this.receive({ kind: 'next', result: result as FormattedExecutionResult<T> }),
        error: (error) => this.receive({ kind: 'error', error }),
        complete: () => this.receive({ kind: 'complete' }),
      },
    );
  }

  /** The next result. @throws when the operation has failed or completed instead. */
  async nextResult(): Promise<FormattedExecutionResult<T>> {
    const message = await this.take();
    if (message.kind === 'next') return message.result;
    throw message.kind === 'error' ? message.error : new Error('The subscription has completed.');
  }

  /** The data of the next result. @throws when it has errors, or there is none. */
  async next(): Promise<T> {
    const { data, errors } = await this.nextResult();
    if (errors || !data) throw new Error(`The subscription gave errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** The first data from here on that satisfies the test; what comes before it is dropped. */
  async waitForMessage(satisfies: (data: T) => boolean): Promise<T> {
    let data = await this.next();
    while (!satisfies(data)) data = await this.next();
    return data;
  }

  /** Everything until the server completes the operation. */
  async rest(): Promise<T[]> {
    const all: T[] = [];
    for (let message = await this.take(); message.kind !== 'complete'; message = await this.take()) {
      if (message.kind === 'error') throw message.error;
      if (message.result.errors || !message.result.data)
        throw new Error(`The subscription gave errors: ${JSON.stringify(message.result.errors)}`);
      all.push(message.result.data);
    }
    return all;
  }

  private receive(message: Message<T>): void {
    const waiter = this.waiting.shift();
    if (waiter) waiter(message);
    else this.received.push(message);
  }

  private take(): Promise<Message<T>> {
    const message = this.received.shift();
    return message ? Promise.resolve(message) : new Promise((resolve) => this.waiting.push(resolve));
  }
}
