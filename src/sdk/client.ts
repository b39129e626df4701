import { VariorumError } from './error.js';
import { RunResultsDocument } from './generated.js';
import { send } from './http.js';
import { LiveConnection } from './live.js';
import { type LiveOperations, liveOperationsBy, type Operations, operationsBy } from './operations.js';

export { unwrap, VariorumError, type VariorumErrorCode } from './error.js';
export type * from './generated.js';
export { everyNode } from './pages.js';

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:4000`. */
  url: string;
  apiKey: string;
  /** The global one when it is not given. */
  fetch?: typeof fetch;
  /** A class like the browser's WebSocket. The global one when it is not given; `ws` where there is none, as on Node 20. */
  webSocketImpl?: unknown;
}

/**
 * The API as typed functions. Each operation gives the value of its root field; a mutation gives a union of what it made and
 * the errors it can meet, which `unwrap` takes apart. Whatever else goes wrong is thrown as a {@link VariorumError}.
 *
 * Subscriptions are iterables that reconnect by themselves. `runResults` goes on after the last sequence that it gave:
 * nothing comes twice, and nothing is left out.
 */
export interface Client extends Operations, LiveOperations {
  /** Ends subscriptions quietly and whatever else is under way with `CLOSED`. */
  close(): Promise<void>;
}

/**
 * Makes a client. It connects when it is first used.
 *
 * @throws VariorumError when `url` is not an address.
 */
export function createClient(options: ClientOptions): Client {
  const { apiKey } = options;
  const url = endpointOf(options.url);
  const closing = new AbortController();
  const connection = { url, apiKey, closed: closing.signal };
  const http = { ...connection, fetch: options.fetch ?? globalThis.fetch };
  const live = new LiveConnection({ ...connection, webSocketImpl: options.webSocketImpl });
  return {
    ...operationsBy((query, variables) => send(http, query, variables)),
    ...liveOperationsBy((query, variables) => live.subscribe(query, () => variables)),
    runResults: (variables) => followResults(live, variables),
    async close() {
      closing.abort();
      await live.close();
    },
  };
}

type RunResults = ReturnType<LiveOperations['runResults']>;
type RunResult = RunResults extends AsyncIterableIterator<infer Result> ? Result : never;

function followResults(live: LiveConnection, { runId, after }: Parameters<LiveOperations['runResults']>[0]): RunResults {
  let last = after ?? 0;
  const results = live.subscribe<RunResult>(RunResultsDocument.toString(), () => ({ runId, after: last }));
  async function next(): Promise<IteratorResult<RunResult, undefined>> {
    let result = await results.next();
    // After a close with 1000, graphql-ws subscribes again by itself, with the variables of before.
    while (!result.done && result.value.sequence <= last) result = await results.next();
    if (!result.done) last = result.value.sequence;
    return result;
  }
  return { ...results, next };
}

function endpointOf(text: string): URL {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new VariorumError(
      `"${text}" is not the address of a server. Give one such as http://127.0.0.1:4000.`,
      'BAD_USER_INPUT',
    );
  }
  const url = new URL(text);
  if (!/\/graphql\/?$/.test(url.pathname)) url.pathname = `${url.pathname.replace(/\/$/, '')}/graphql`;
  return url;
}
