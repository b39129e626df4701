import { type Client as SocketClient, createClient as createSocketClient } from 'graphql-ws';
import { errorOfResponse, reasonOf, VariorumError } from './error.js';
import { rootOf } from './operations.js';

/** How often in a row a lost connection is made again: with the waits between, for about a minute. */
const mostAttempts = 16;
const longestWaitMs = 5_000;
/** A connection over which the server does not answer this soon is lost, though nothing said so. */
const heartbeatMs = 20_000;
const heartbeatTimeoutMs = 10_000;

/** Close codes of the protocol `graphql-transport-ws`. From 4400 on, one side was wrong and would be again, but for a few. */
const forbidden = 4403;
const firstWrong = 4400;
/** Too slow to begin, on the server's and on the client's side, and found silent. */
const passingCodes = new Set([4408, 4418, 4499]);

export interface LiveOptions {
  /** Of the GraphQL endpoint. */
  url: URL;
  apiKey: string;
  webSocketImpl: unknown;
  closed: AbortSignal;
}

/** Subscriptions over one WebSocket, which is opened for the first of them and closed after the last. */
export class LiveConnection {
  private socket: Promise<SocketClient> | null = null;
  private wasConnected = false;

  constructor(private readonly options: LiveOptions) {}

  /**
   * What a subscription tells, until the server completes it. A connection that is lost is made again, and the subscription
   * with it; `variables` is asked each time, so that it can go on where it was.
   *
   * Ends quietly when it is left or the client is closed.
   * @throws VariorumError when the server refuses, can't be reached at first, or stays away for about a minute.
   */
  subscribe<T>(query: string, variables: () => Record<string, unknown>): AsyncIterableIterator<T> {
    const left = new AbortController();
    const values = this.follow<T>(query, variables, AbortSignal.any([left.signal, this.options.closed]));
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: () => values.next(),
      // A generator's own would wait for the value that may never come.
      return: () => {
        left.abort();
        return values.return(undefined);
      },
    };
  }

  async close(): Promise<void> {
    await (await this.socket)?.dispose();
  }

  private async *follow<T>(
    query: string,
    variables: () => Record<string, unknown>,
    left: AbortSignal,
  ): AsyncGenerator<T, void, void> {
    for (let failures = 0; !left.aborted; ) {
      try {
        for await (const data of this.followOnce(query, variables(), left)) {
          failures = 0;
          yield rootOf(data) as T;
        }
        return;
      } catch (error) {
        if (left.aborted) return;
        const failure = this.failureOf(error);
        if (!this.wasConnected || !isPassing(failure) || ++failures > mostAttempts) throw failure;
        await wait(Math.min(longestWaitMs, 100 * 2 ** failures) * (0.5 + Math.random() / 2), left);
      }
    }
  }

  private async *followOnce(
    query: string,
    variables: Record<string, unknown>,
    left: AbortSignal,
  ): AsyncGenerator<Record<string, unknown>> {
    this.socket ??= this.open();
    const results = (await this.socket).iterate({ query, variables });
    const leave = (): void => void results.return?.();
    left.addEventListener('abort', leave, { once: true });
    try {
      if (left.aborted) return;
      for await (const { data, errors } of results) {
        if (errors && errors.length > 0) throw errorOfResponse(errors);
        if (data) yield data;
      }
    } finally {
      left.removeEventListener('abort', leave);
    }
  }

  private async open(): Promise<SocketClient> {
    const { url, apiKey, webSocketImpl } = this.options;
    const address = new URL(url);
    address.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    let silence: ReturnType<typeof setTimeout> | undefined;
    const client = createSocketClient({
      url: address.href,
      connectionParams: { authorization: `Bearer ${apiKey}` },
      webSocketImpl: webSocketImpl ?? ('WebSocket' in globalThis ? undefined : (await import('ws')).WebSocket),
      // `follow` does it, for it knows where a subscription was.
      retryAttempts: 0,
      keepAlive: heartbeatMs,
      on: {
        connected: () => {
          this.wasConnected = true;
        },
        ping: (received) => {
          if (!received) silence = setTimeout(() => client.terminate(), heartbeatTimeoutMs);
        },
        pong: (received) => {
          if (received) clearTimeout(silence);
        },
        closed: () => clearTimeout(silence),
      },
    });
    return client;
  }

  private failureOf(error: unknown): VariorumError {
    if (error instanceof VariorumError) return error;
    if (Array.isArray(error)) return errorOfResponse(error);
    const { origin } = this.options.url;
    const close = closeEventOf(error);
    if (!close) return new VariorumError(`${origin} can't be reached: ${reasonOf(error)}.`, 'NETWORK', { cause: error });
    const reason = close.reason || `the connection was closed with ${close.code}`;
    if (close.code === forbidden) return new VariorumError(reason, 'UNAUTHENTICATED', { cause: error });
    const isWrong = close.code >= firstWrong && !passingCodes.has(close.code);
    if (isWrong) return new VariorumError(`${origin} ended the subscription: ${reason}.`, 'BAD_RESPONSE', { cause: error });
    return new VariorumError(`${origin} can't be reached: ${reason}.`, 'NETWORK', { cause: error });
  }
}

/** A server that restarts, or whose database does, is worth waiting for. */
function isPassing({ code }: VariorumError): boolean {
  return code === 'NETWORK' || code === 'INTERNAL_SERVER_ERROR';
}

function closeEventOf(error: unknown): { code: number; reason: string } | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'number') return null;
  return { code: error.code, reason: 'reason' in error && typeof error.reason === 'string' ? error.reason : '' };
}

function wait(ms: number, left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      left.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    left.addEventListener('abort', end);
  });
}
