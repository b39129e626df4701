import { canonicalJson, isJsonObject, type Json } from '../../json.js';
import { trimmed } from '../evaluation/answer-hash.js';
import { moreThanHalf } from './row.js';

/** So many differing fields of a row are told; outputs can have any number. */
export const mostFields = 200;
/** So many values of a row are looked at, those of all outputs together; what comes behind them is not told. */
export const mostValues = 10_000;

/** A field whose value differs between the outputs of a row. */
export interface DivergentField {
  /** Where it is: a JSON Pointer (RFC 6901) into the outputs. */
  pointer: string;
  /** What more than half of the outputs have there; null where nothing has that much, or more than half have nothing. */
  majority: { value: Json } | null;
  /** In the order of the outputs; null for one that has nothing there. */
  values: ({ value: Json } | null)[];
  /** For each output, whether it is not as the majority has it; all of them where there is none. */
  outliers: boolean[];
}

/**
 * The fields in which outputs differ, in the order in which they are first met. A field is what stands at the end of a path
 * through objects and lists, as far as all outputs that go there have an object, or a list: where one has something else, all that
 * each has is its value. Values are the same when their canonical JSON is, white space around texts left out.
 *
 * @param outputs of the cells of one row that have an output.
 */
export function divergentFields(outputs: readonly Json[]): DivergentField[] {
  const divergent: DivergentField[] = [];
  let looked = 0;
  for (const { pointer, values } of fieldsOf(outputs)) {
    looked += values.length;
    if (looked > mostValues) break;
    const votes = values.map((value) => (value === undefined ? absent : canonicalJson(trimmed(value))));
    if (new Set(votes).size === 1) continue;
    const held = values.map((value) => (value === undefined ? null : { value }));
    const winner = moreThanHalf(votes);
    divergent.push({
      pointer,
      majority: winner === null ? null : (held[votes.indexOf(winner)] ?? null),
      values: held,
      outliers: votes.map((vote) => vote !== winner),
    });
    if (divergent.length === mostFields) break;
  }
  return divergent;
}

/** Bare words are not JSON. */
const absent = 'absent';

/** What outputs have at one place; undefined where they have nothing there. */
interface Field {
  pointer: string;
  values: readonly (Json | undefined)[];
}

/** All fields of outputs, one at a time: who has enough need not go through the others. */
function* fieldsOf(values: readonly (Json | undefined)[], pointer = ''): Generator<Field> {
  const keys = keysWithin(values);
  if (keys === null) yield { pointer, values };
  for (const key of keys ?? []) {
    const children = values.map((value) => childOf(value, key));
    yield* fieldsOf(children, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

/** The keys that objects, or lists, have between them; null where the values are to be compared as they are. */
function keysWithin(values: readonly (Json | undefined)[]): string[] | null {
  const present = values.filter((value) => value !== undefined);
  if (!present.every(isJsonObject) && !present.every(Array.isArray)) return null;
  const keys = present.map((value) => Object.keys(value));
  // Nothing within an empty one would tell it from one that is not there.
  if (present.length < values.length && keys.some((own) => own.length === 0)) return null;
  const all = [...new Set(keys.flat())];
  return all.length === 0 ? null : all;
}

function childOf(parent: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(parent)) return parent[Number(key)];
  return isJsonObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}
