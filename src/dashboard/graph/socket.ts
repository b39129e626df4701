import { createClient, type ExecutionResult, type Sink, type SubscribePayload } from 'graphql-ws';
import { setConnection } from './connection.js';

/** The server closed the socket because the session counts no longer (graphql-ws: Forbidden). */
const forbidden = 4403;
/** The longest wait between two attempts to connect, in milliseconds. */
const longestWaitMs = 10_000;
/** How long the server may take to answer a ping, in milliseconds: a network that swallows everything closes no socket. */
const pongWithinMs = 5_000;

export interface SocketEvents {
  /** The socket is open again after it was lost: whatever was read before may have changed since. */
  onReconnected(): void;
  /** The session has ended. */
  onRefused(): void;
}

export interface Socket {
  /** @returns what ends the subscription. */
  subscribe(payload: SubscribePayload, sink: Sink<ExecutionResult>): () => void;
}

/** The socket that all subscriptions share. It tries to connect again for as long as something is subscribed to. */
export function openSocket({ onReconnected, onRefused }: SocketEvents): Socket {
  let lost = false;
  let subscriptions = 0;
  let pongMissing: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazyCloseTimeout: 5_000,
    keepAlive: 15_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (event) => !isClosedWith(event, forbidden),
    retryWait: async (attempts) => {
      const waitMs = Math.min(longestWaitMs, 250 * 2 ** attempts) * (0.75 + Math.random() / 2);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    on: {
      connected: () => {
        setConnection('open');
        if (lost) onReconnected();
        lost = false;
      },
      ping: (received) => {
        if (!received) pongMissing = setTimeout(() => client.terminate(), pongWithinMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pongMissing);
      },
      closed: (event) => {
        clearTimeout(pongMissing);
        const asked = isClosedWith(event, 1000);
        setConnection(asked ? 'idle' : 'reconnecting');
        lost = !asked;
        if (isClosedWith(event, forbidden)) onRefused();
      },
    },
  });
  return {
    subscribe(payload, sink) {
      subscriptions += 1;
      let end = (): void => undefined;
      let again: ReturnType<typeof setTimeout> | undefined;
      const begin = (): void => {
        end = client.subscribe(payload, {
          ...sink,
          error: (error) => {
            // graphql-ws gives up at once after codes such as 1011, which a proxy or a server that fails closes with.
            if (error instanceof CloseEvent && error.code !== forbidden) again = setTimeout(begin, longestWaitMs / 4);
            else sink.error(error);
          },
        });
      };
      begin();
      return () => {
        clearTimeout(again);
        end();
        subscriptions -= 1;
        // Nobody tries to connect any more, and nothing on screen waits for it.
        if (subscriptions === 0 && lost) setConnection('idle');
      };
    },
  };
}

function isClosedWith(event: unknown, code: number): boolean {
  return event instanceof CloseEvent && event.code === code;
}
