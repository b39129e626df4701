import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector, request } from 'undici';
import type { ReachableAddresses } from '../config.js';
import { describeReachable, isReachable } from './addresses.js';

/** A `fetch` that refuses addresses outside what the deployment allows, checked at the moment of dialling. */
export type GuardedFetch = (url: string | URL, init?: GuardedRequest) => Promise<Response>;

/** What of a request can be said. */
export interface GuardedRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
  /** The most bytes that an answer may have; 64 MiB by default. What comes after them is not read. */
  mostBytes?: number;
}

/** A request was to go where this deployment sends none. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** A service answered more than was to be read. */
export class ResponseTooLarge extends Error {
  override readonly name = 'ResponseTooLarge';
  readonly status: number;

  constructor(status: number, mostBytes: number) {
    super(`The answer is larger than ${mostBytes / 1024 / 1024} MiB.`);
    this.status = status;
  }
}

/** More than a service has reason to answer; a worker holds one such answer for each call under way. */
const mostBytesByDefault = 64 * 1024 * 1024;
/** Statuses that come without a body; a `Response` insists. */
const bodyless = new Set([204, 205, 304]);
const defaultHeaders = { accept: '*/*', 'user-agent': 'variorum' };

/**
 * Makes the one `fetch` that a process sends requests to models and endpoints with.
 *
 * A name is resolved when a connection is opened, and the connection goes to an address that was checked then: what
 * the name meant before or means later is of no account. Redirects are not followed; they come back as they are, with
 * their 3xx status. There is no time-out of its own: the caller's signal ends a request. An answer is read whole before
 * it is given; of one that is no success and too large, what may be read is given.
 *
 * A refused address rejects with {@link AddressRefused}, a success that is too large with {@link ResponseTooLarge}, an aborted
 * signal with its reason, and other faults with an error that has the system's or undici's `code`.
 *
 * @param lookup resolves names, as `dns.lookup` does.
 */
export function createGuardedFetch(reachable: ReachableAddresses, lookup: LookupFunction = systemLookup): GuardedFetch {
  const dispatcher = new Agent({
    connect: guardedConnector(reachable, lookup),
    // A process has some 64 calls under way in a lane (VARIORUM_WORKER_CONCURRENCY); one origin may serve several lanes.
    connections: 256,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return async (url, { method = 'GET', headers, body, signal, mostBytes = mostBytesByDefault } = {}) => {
    const reason = checkUrl(String(url), reachable);
    if (reason !== null) throw new AddressRefused(reason);
    // Not undici's own fetch, which takes three times the CPU for what is not needed here.
    const answered = await request(url, { dispatcher, method, headers: { ...defaultHeaders, ...headers }, body, signal });
    const { statusCode: status } = answered;
    const { bytes, cut } = await readUpTo(mostBytes, answered.body);
    if (cut && status < 300) throw new ResponseTooLarge(status, mostBytes);
    return new Response(bodyless.has(status) ? null : bytes, { status, headers: headersOf(answered.headers) });
  };
}

/** The first bytes of a body, and whether there are more; these are not received. */
async function readUpTo(
  mostBytes: number,
  body: AsyncIterable<Uint8Array>,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; cut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > mostBytes) break;
  }
  return { bytes: Buffer.concat(chunks, Math.min(length, mostBytes)), cut: length > mostBytes };
}

/** By name, those that came more than once joined. */
function headersOf(received: Record<string, string | string[] | undefined>): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}

/**
 * Why a URL can't be right, or null: for the moment it is saved. What its host's name resolves to is checked when it is
 * dialled, not here.
 */
export function checkUrl(text: string, reachable: ReachableAddresses): string | null {
  if (!URL.canParse(text)) return `"${text}" is not a URL: give it whole, such as https://example.com/path.`;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `The URL starts with "${url.protocol}": only http: and https: are spoken here.`;
  }
  if (url.username !== '' || url.password !== '') {
    return 'The URL holds a user name or a password: give them in a header, which is kept secret.';
  }
  const host = bareHost(url.hostname);
  const names = /(^|\.)localhost\.?$/.test(host) ? '127.0.0.1' : host;
  if (isIP(names) !== 0 && !isReachable(names, reachable)) {
    return `${host} is refused: ${describeReachable(reachable)}.`;
  }
  return null;
}

function guardedConnector(reachable: ReachableAddresses, lookup: LookupFunction): buildConnector.connector {
  const connect = buildConnector({ lookup: guardedLookup(reachable, lookup) });
  return (options, callback) => {
    // Node looks names up, and dials what is already an address.
    const host = bareHost(options.hostname);
    if (isIP(host) !== 0 && !isReachable(host, reachable)) {
      callback(new AddressRefused(`${host} is refused: ${describeReachable(reachable)}.`), null);
      return;
    }
    connect(options, callback);
  };
}

function guardedLookup(reachable: ReachableAddresses, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found, family) => {
      if (error) return callback(error, []);
      const addresses = typeof found === 'string' ? [{ address: found, family: family ?? isIP(found) }] : found;
      const allowed = addresses.filter(({ address }) => isReachable(address, reachable));
      const first = allowed[0];
      if (!first) {
        const named = addresses.map(({ address }) => address).join(', ') || 'no address';
        return callback(
          new AddressRefused(`${hostname} is refused, it resolves to ${named}: ${describeReachable(reachable)}.`),
          [],
        );
      }
      return options.all ? callback(null, allowed) : callback(null, first.address, first.family);
    });
  };
}

/** A URL writes IPv6 addresses in brackets. */
function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
