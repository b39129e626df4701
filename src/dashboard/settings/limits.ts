import { misfitOfWhole } from '../form-words.js';
import { formatCount, formatDuration } from '../quantities.js';
import type { FormFields } from '../use-form-problems.js';

/** At once, or in a window. */
export const mostCalls = 1_000_000;
export const hourMs = 3_600_000;

/** What calls to a provider, or requests to an endpoint, are held to over all processes. */
export interface Limits {
  /** How many may be under way at once; null: no limit. */
  concurrency: number | null;
  /** How many may start in a window; null: no limit. */
  rateLimit: number | null;
  rateLimitWindowMs: number;
}

/** Limits as they stand in a form: empty where there is none. */
export interface LimitsDraft {
  concurrency: string;
  rateLimit: string;
  rateLimitWindowMs: string;
}

const units = new Map([
  [1000, 'second'],
  [60_000, 'minute'],
  [hourMs, 'hour'],
]);

export function draftLimits(limits?: Limits): LimitsDraft {
  return {
    concurrency: writtenNumber(limits?.concurrency),
    rateLimit: writtenNumber(limits?.rateLimit),
    rateLimitWindowMs: writtenNumber(limits?.rateLimitWindowMs ?? 1000),
  };
}

/** What a form says of limits, as mutations take it: null takes one away, of the window back to a second. */
export function readLimits(draft: LimitsDraft): Record<keyof LimitsDraft, number | null> {
  return {
    concurrency: readNumber(draft.concurrency),
    rateLimit: readNumber(draft.rateLimit),
    rateLimitWindowMs: readNumber(draft.rateLimitWindowMs),
  };
}

/** The fields of limits. @param what is limited: `Calls`. */
export function limitFormFields(what: string, { concurrency, rateLimit, rateLimitWindowMs }: LimitsDraft): FormFields {
  return {
    concurrency: {
      label: `${what} at once`,
      value: concurrency,
      misfit: concurrency === '' ? null : misfitOfWhole(concurrency, 1, mostCalls),
    },
    rateLimit: {
      label: `${what} in a window`,
      value: rateLimit,
      misfit: rateLimit === '' ? null : misfitOfWhole(rateLimit, 1, mostCalls),
    },
    rateLimitWindowMs: {
      label: 'Window, in ms',
      value: rateLimitWindowMs,
      misfit: rateLimit === '' && rateLimitWindowMs === '' ? null : misfitOfWhole(rateLimitWindowMs, 1, hourMs),
    },
  };
}

/** `5 at once, 20 per minute`. */
export function limitsInWords({ concurrency, rateLimit, rateLimitWindowMs }: Limits): string {
  const words = [
    concurrency === null ? null : `${formatCount(concurrency)} at once`,
    rateLimit === null ? null : `${formatCount(rateLimit)} ${windowInWords(rateLimitWindowMs)}`,
  ].filter((limit) => limit !== null);
  return words.length === 0 ? 'no limit' : words.join(', ');
}

function windowInWords(windowMs: number): string {
  const unit = units.get(windowMs);
  return unit ? `per ${unit}` : `per ${formatDuration(windowMs)}`;
}

/** The number in a number field; null where it is empty. */
export function readNumber(text: string): number | null {
  return text.trim() === '' ? null : Number(text);
}

/** A number as a number field holds it. */
export function writtenNumber(number: number | null | undefined): string {
  return number === null || number === undefined ? '' : String(number);
}
