import { Client, fetchExchange, mapExchange, subscriptionExchange } from 'urql';
import { createCache } from './cache.js';
import { Refresh } from './refresh.js';
import { openSocket } from './socket.js';

export interface Graph {
  client: Client;
  /** The same without the cache by id: for the rows of a matrix, which are many, belong to one page, and are gone when it is scrolled. */
  uncached: Client;
}

/**
 * Makes the clients of all pages: queries and mutations over HTTP, subscriptions over one WebSocket. Whoever asks is known by the
 * session cookie, which no script can read.
 *
 * @param onSignedOut is called when the server says that the session counts no longer.
 */
export function openGraph(onSignedOut: () => void): Graph {
  const refresh = new Refresh();
  const socket = openSocket({ onReconnected: () => refresh.readAgain(), onRefused: onSignedOut });
  const sessionEnd = mapExchange({
    onError: (error) => {
      if (error.response?.status === 401) onSignedOut();
    },
  });
  const subscriptions = subscriptionExchange({
    forwardSubscription: ({ query = '', variables, operationName }) => ({
      subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables, operationName }, sink) }),
    }),
  });
  const options = { url: '/graphql', preferGetMethod: false };
  return {
    client: new Client({
      ...options,
      // What is known is on screen at once; what is true follows.
      requestPolicy: 'cache-and-network',
      exchanges: [sessionEnd, refresh.exchange, createCache(), fetchExchange, subscriptions],
    }),
    uncached: new Client({ ...options, exchanges: [sessionEnd, fetchExchange, subscriptions] }),
  };
}
