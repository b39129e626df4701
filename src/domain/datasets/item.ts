import { createHash } from 'node:crypto';
import { type FailureCode, ValidationError } from '../../failures.js';
import { canonicalJson, isJsonObject, type Json, type JsonObject, storable, storableText } from '../../json.js';

/** An item as it is given. An `expectedOutput` of null is none, and so is a `metadata` of null. */
export interface ItemInput {
  externalId: string;
  input: Json;
  expectedOutput?: Json;
  metadata?: JsonObject | null;
}

/** The same, not checked yet. */
export type UncheckedItem = { [key in keyof ItemInput]?: unknown };

/** An item that may be stored. */
export interface PreparedItem {
  externalId: string;
  /** Canonical JSON of `{expectedOutput, input, metadata}`: what the item is, apart from its name. */
  content: string;
  /** SHA-256 of `content`. */
  contentHash: Buffer;
}

/** Where an item was given, for messages. */
export interface Place {
  /** What a message calls the place: `items[3]` or `Line 12`. */
  label: string;
  /** The code of what is wrong with the form of an item at this place. */
  code: FailureCode;
  path?: string;
  line?: number;
}

/** The most bytes of JSON that an item may have: 1 MiB. */
const maxItemBytes = 1024 * 1024;
const maxExternalIdLength = 255;
// Far below what jsonb and recursive functions bear, far above what data has.
const maxDepth = 200;

export function placeInList(index: number): Place {
  return { label: `items[${index}]`, code: 'VALIDATION', path: `items[${index}]` };
}

export function placeInFile(line: number): Place {
  return { label: `Line ${line}`, code: 'MALFORMED_LINE', line };
}

/** Something wrong with one part of an item. */
function itemProblem(place: Place, key: keyof ItemInput, message: string): ValidationError {
  const field = place.path === undefined ? key : `${place.path}.${key}`;
  return new ValidationError(`${place.label}: ${message}`, { code: place.code, field, line: place.line });
}

/** Checks an item and makes it storable; the answer to the first thing wrong is a ValidationError that names the place. */
export function prepareItem(given: UncheckedItem, place: Place): PreparedItem | ValidationError {
  const { externalId, input, expectedOutput } = given;
  const metadata = given.metadata ?? {};
  if (typeof externalId !== 'string' || externalId.trim() === '') {
    return itemProblem(
      place,
      'externalId',
      'externalId is missing or no text. Give every item a name of its own, such as "case-17".',
    );
  }
  if (externalId.length > maxExternalIdLength) {
    const message = `externalId has ${externalId.length} characters; at most ${maxExternalIdLength} fit.`;
    return itemProblem(place, 'externalId', message);
  }
  if (input === undefined || input === null) {
    return itemProblem(place, 'input', 'input is missing. Give what the variants are to be run on.');
  }
  if (!isJsonObject(metadata)) {
    return itemProblem(place, 'metadata', 'metadata must be an object, such as {"source": "2024"}.');
  }
  // Whoever gives an item has parsed it from JSON.
  const parts: JsonObject = { expectedOutput: (expectedOutput ?? null) as Json, input: input as Json, metadata };
  for (const key of ['input', 'expectedOutput', 'metadata'] as const) {
    const flaw = flawIn(parts[key]);
    if (flaw) return itemProblem(place, key, `${key} ${flaw}.`);
  }
  const content = canonicalJson(storable(parts));
  const bytes = Buffer.byteLength(content);
  if (bytes > maxItemBytes) return tooLarge(externalId, bytes, place);
  return { externalId: storableText(externalId), content, contentHash: createHash('sha256').update(content).digest() };
}

function tooLarge(externalId: string, bytes: number, place: Place): ValidationError {
  const message =
    `${place.label}: the item "${externalId}" has ${bytes.toLocaleString('en-US')} bytes of JSON; ` +
    `the limit is ${maxItemBytes.toLocaleString('en-US')} (1 MiB). Shorten it, or give a link to what is large.`;
  return new ValidationError(message, { code: 'ITEM_TOO_LARGE', field: place.path, line: place.line });
}

/** What keeps a value from being stored, or null. JSON text such as 1e999 parses to a number that JSON has no text for. */
function flawIn(value: Json | undefined, depth = 0): string | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'has a number beyond what a double holds';
  if (typeof value !== 'object' || value === null) return null;
  if (depth === maxDepth) return `is nested deeper than ${maxDepth} levels`;
  for (const part of Object.values(value)) {
    const flaw = flawIn(part, depth + 1);
    if (flaw) return flaw;
  }
  return null;
}
