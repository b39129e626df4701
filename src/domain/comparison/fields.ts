import { canonicalJson, isJsonObject, type Json } from '../../json.js';
import { trimmed } from '../evaluation/answer-hash.js';
import { valueAt } from '../evaluation/pointer.js';
import { moreThanHalf } from './row.js';

/** So many differing fields of a row are told; outputs can have any number. */
const mostFields = 200;

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
 * through objects and lists. Values are the same when their canonical JSON is, white space around texts left out.
 *
 * @param outputs of the cells of one row that have an output.
 */
export function divergentFields(outputs: readonly Json[]): DivergentField[] {
  const leaves = outputs.map((output) => new Map(leavesOf(output)));
  const pointers = new Set(leaves.flatMap((fields) => [...fields.keys()]));
  const divergent: DivergentField[] = [];
  for (const pointer of pointers) {
    // An empty object beside one with fields: the fields tell it.
    const kinds = new Set(outputs.map((output) => containerAt(output, pointer)));
    if (kinds.size === 1 && !kinds.has(null)) continue;
    const values = leaves.map((fields) => {
      const value = fields.get(pointer);
      return value === undefined ? null : { value };
    });
    const votes = values.map((held) => (held === null ? absent : canonicalJson(trimmed(held.value))));
    if (new Set(votes).size === 1) continue;
    const winner = moreThanHalf(votes);
    divergent.push({
      pointer,
      majority: winner === null ? null : (values[votes.indexOf(winner)] ?? null),
      values,
      outliers: votes.map((vote) => vote !== winner),
    });
    if (divergent.length === mostFields) break;
  }
  return divergent;
}

function containerAt(output: Json, pointer: string): 'list' | 'object' | null {
  const value = valueAt(output, pointer);
  if (Array.isArray(value)) return 'list';
  return isJsonObject(value) ? 'object' : null;
}

/** Bare words are not JSON. */
const absent = 'absent';

function* leavesOf(value: Json, pointer = ''): Generator<[string, Json]> {
  const entries = Array.isArray(value) ? value.entries() : isJsonObject(value) ? Object.entries(value) : [];
  let empty = true;
  for (const [key, element] of entries) {
    empty = false;
    yield* leavesOf(element, `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
  if (empty) yield [pointer, value];
}
