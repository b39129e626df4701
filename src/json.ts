import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many lists and objects may be in each other in what comes from outside: what walks a value calls itself for each. */
export const deepestNesting = 500;

/** Whether more lists and objects than that are in each other somewhere in a value. */
export function isTooDeep(value: unknown): boolean {
  let level = [value].filter(isContainer);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    const next: object[] = [];
    for (const container of level) for (const part of Object.values(container)) if (isContainer(part)) next.push(part);
    level = next;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * The canonical text of a JSON value (RFC 8785): two values are the same when their canonical texts are, so key order,
 * number spelling and white space between tokens do not count.
 */
export function canonicalJson(value: Json): string {
  return canonicalize(value) ?? 'null';
}

/** SHA-256 of the canonical text. */
export function hashJson(value: Json): Buffer {
  return createHash('sha256').update(canonicalJson(value)).digest();
}

/**
 * The value with every string made storable: PostgreSQL's jsonb takes neither U+0000 nor a lone surrogate, and models
 * write both. Either becomes U+FFFD, the replacement character. A number beyond what a double holds, which text such as
 * 1e999 parses to, becomes null: JSON has no text for it.
 */
export function storable<T extends Json>(value: T): T;
export function storable(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((element) => storable(element));
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [storableText(key), storable(element)]));
  }
  return value;
}

/** {@link storable} for text. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}
