import type { Json } from '../json.js';

/** Tokens that a call is known to have used; null where the service did not say. */
export interface Usage {
  inputTokens: number | null;
  outputTokens: number | null;
}

/** What came of one call to a model or an endpoint: expected faults are data, not exceptions. */
export type Outcome = Answer | Fault;

export interface Answer {
  kind: 'answer';
  output: Json;
  usage: Usage | null;
  /** US dollars as a decimal string; null where the price is unknown. */
  cost: string | null;
  /** The call alone: no queue, no back-off, no evaluators. */
  durationMs: number;
}

export interface Fault {
  kind: 'fault';
  /** Which fault, as a stable word: `timeout`, `rate_limited`, `network`, `http_404`, `schema_mismatch`, … */
  type: string;
  /** What happened, for a person. Never holds a secret. */
  message: string;
  recovery: Recovery;
  usage: Usage | null;
  cost: string | null;
  durationMs: number | null;
}

/** Whether the same call may be tried again: `never`, after a back-off, or when a limit that the service set has passed. */
export type Recovery =
  | { when: 'never' }
  | { when: 'backoff'; retryAfterMs: number | null }
  | { when: 'rate-limit'; retryAfterMs: number };
