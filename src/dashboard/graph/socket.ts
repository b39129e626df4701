import { type Client, createClient } from 'graphql-ws';
import { setConnection } from './connection.js';

/** The server closed the socket because the session counts no longer (graphql-ws: Forbidden). */
const forbidden = 4403;
/** The longest wait between two attempts to connect, in milliseconds. */
const longestWaitMs = 10_000;

export interface SocketEvents {
  /** The socket is open again after it was lost: whatever was read before may have changed since. */
  onReconnected(): void;
  /** The session has ended. */
  onRefused(): void;
}

/** The socket that all subscriptions share. It tries to connect again for as long as something is subscribed to. */
export function openSocket({ onReconnected, onRefused }: SocketEvents): Client {
  let lost = false;
  return createClient({
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
      closed: (event) => {
        const asked = isClosedWith(event, 1000);
        setConnection(asked ? 'idle' : 'reconnecting');
        lost = !asked;
        if (isClosedWith(event, forbidden)) onRefused();
      },
    },
  });
}

function isClosedWith(event: unknown, code: number): boolean {
  return event instanceof CloseEvent && event.code === code;
}
