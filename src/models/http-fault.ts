import { AddressRefused, ResponseTooLarge } from './guarded-fetch.js';
import type { Fault, Recovery } from './outcome.js';

/** Headers of a response: any `Headers`, or an object with lower-case names. */
export type ResponseHeaders = Iterable<[string, string]> | Record<string, string | undefined>;

export interface FaultOptions {
  /** Texts that the message must not hold: keys and secret headers that went out with the request. */
  secrets?: readonly (string | null | undefined)[];
  /** How long the call took, in milliseconds. */
  durationMs?: number | null;
}

export interface ResponseFaultOptions extends FaultOptions {
  /** Whether 409 (Conflict) passes, as model providers mean it; not by default. */
  conflictPasses?: boolean;
}

/** How long a limit holds where the service did not say. */
const defaultRateLimitMs = 1000;
/** A limit that the service says is over already has not been; waiting uses up no attempt, so there has to be some. */
const shortestRateLimitMs = 100;
/** A service that asks for more is asked again after this long; a broken clock there must not stop a run for ever. */
const longestRetryAfterMs = 60 * 60 * 1000;
const longestMessage = 1000;
/** Statuses of a fault that passes: Request Timeout, Too Early (RFC 9110, RFC 8470). So are all of 5xx. */
const passingStatuses = new Set([408, 425]);

/**
 * The fault that a response without success is. `type` is `rate_limited` for 429, `redirected` for 3xx, else `http_` and
 * the status.
 *
 * @param message what the service said, or what can be said for it.
 */
export function faultOfResponse(
  status: number,
  headers: ResponseHeaders | undefined,
  message: string,
  { conflictPasses = false, ...options }: ResponseFaultOptions = {},
): Fault {
  const afterMs = headers ? retryAfterMs(headers) : null;
  if (status === 429) {
    return fault(
      'rate_limited',
      message,
      { when: 'rate-limit', retryAfterMs: Math.max(afterMs ?? defaultRateLimitMs, shortestRateLimitMs) },
      options,
    );
  }
  if (status >= 300 && status < 400) {
    const said = `${message} It answered with a redirect, and redirects are not followed: use the address that it leads to.`;
    return fault('redirected', said, { when: 'never' }, options);
  }
  const passes = status >= 500 || passingStatuses.has(status) || (conflictPasses && status === 409);
  return fault(`http_${status}`, message, passes ? { when: 'backoff', retryAfterMs: afterMs } : { when: 'never' }, options);
}

/**
 * The fault behind what a guarded fetch threw: `address_refused`, `response_too_large`, `network`, and `unexpected` for
 * what is none of these, such as an invalid header.
 */
export function faultOfError(error: unknown, options: FaultOptions = {}): Fault {
  const causes = causesOf(error);
  const refused = causes.find((cause) => cause instanceof AddressRefused);
  if (refused) return fault('address_refused', refused.message, { when: 'never' }, options);
  const tooLarge = causes.find((cause) => cause instanceof ResponseTooLarge);
  if (tooLarge) return fault('response_too_large', tooLarge.message, { when: 'never' }, options);
  const message = causes.map((cause) => cause.message).find((text) => text !== '' && text !== 'fetch failed') ?? String(error);
  const codes = causes.map((cause) => ('code' in cause && typeof cause.code === 'string' ? cause.code : ''));
  const code = codes.find((text) => text !== '');
  // fetch says "fetch failed" before an answer began and "terminated" in the middle of one.
  const failed = causes.some((cause) => cause instanceof TypeError && /^(fetch failed|terminated)$/.test(cause.message));
  if (failed || /^(E[A-Z_]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+)$/.test(code ?? '')) {
    const said = code && !message.includes(code) ? `${message} (${code})` : message;
    return fault('network', said, { when: 'backoff', retryAfterMs: null }, options);
  }
  return fault('unexpected', message, { when: 'never' }, options);
}

/** The fault of a call that was given up because it took too long. */
export function timeoutFault(timeoutMs: number, options: FaultOptions = {}): Fault {
  return fault('timeout', `No answer within ${timeoutMs} ms.`, { when: 'backoff', retryAfterMs: null }, options);
}

/**
 * How long a service asks to wait, in milliseconds, or null: from `retry-after-ms`, else `retry-after` in seconds or as an
 * HTTP date (RFC 9110 §10.2.3).
 */
export function retryAfterMs(headers: ResponseHeaders): number | null {
  const named = new Map<string, string | undefined>(isIterable(headers) ? headers : Object.entries(headers));
  const read = (name: string) => named.get(name)?.trim() ?? '';
  const milliseconds = read('retry-after-ms');
  if (/^\d+(\.\d+)?$/.test(milliseconds)) return bounded(Number(milliseconds));
  const value = read('retry-after');
  if (/^\d+(\.\d+)?$/.test(value)) return bounded(Number(value) * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : bounded(date - Date.now());
}

function isIterable(headers: ResponseHeaders): headers is Iterable<[string, string]> {
  return Symbol.iterator in headers;
}

function bounded(ms: number): number {
  return Math.ceil(Math.min(Math.max(ms, 0), longestRetryAfterMs));
}

function fault(type: string, message: string, recovery: Recovery, { secrets = [], durationMs = null }: FaultOptions): Fault {
  return { kind: 'fault', type, message: presentable(message, secrets), recovery, usage: null, cost: null, durationMs };
}

/** Without secrets, and no longer than a person reads. */
function presentable(message: string, secrets: readonly (string | null | undefined)[]): string {
  const clean = withoutSecrets(message, secrets);
  return clean.length > longestMessage ? `${clean.slice(0, longestMessage)}…` : clean;
}

/** A text in which secrets are replaced by a word, also where they are quoted as JSON. */
export function withoutSecrets(message: string, secrets: readonly (string | null | undefined)[]): string {
  const forms = secrets.flatMap((secret) => (secret ? [secret, JSON.stringify(secret).slice(1, -1)] : []));
  // The longest first: a part of it that is a secret as well would leave the rest of it behind.
  forms.sort((one, other) => other.length - one.length);
  return forms.reduce((text, form) => text.replaceAll(form, '[secret]'), message);
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && !causes.includes(cause); cause = cause.cause) causes.push(cause);
  return causes;
}
