import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, storable } from '../../json.js';
import type { Outcome } from '../../models/outcome.js';

/** Bare words are not canonical JSON, so no output is hashed from this text. */
const errorText = 'error';

/**
 * What an answer is told apart by: the first 8 bytes, in hexadecimal, of SHA-256 over its canonical JSON (RFC 8785), white
 * space around strings left out. All errors are one answer, which no output is.
 */
export function answerHash(outcome: Outcome): string {
  const text = outcome.kind === 'fault' ? errorText : canonicalJson(trimmed(storable(outcome.output)));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function trimmed(value: Json): Json {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, trimmed(element)]));
  return value;
}
