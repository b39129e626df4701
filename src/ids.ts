import { createHash } from 'node:crypto';
import { TypeID, typeid } from 'typeid-js';

/** The prefix of each noun's public ids (TypeIDs); the prefix says the type, so `node(id:)` needs no encoding. */
export const idPrefixes = {
  organization: 'org',
  apiKey: 'key',
  dataset: 'dst',
  datasetVersion: 'dsv',
  datasetItem: 'dsi',
  outputSchema: 'sch',
  outputSchemaVersion: 'scv',
  modelProvider: 'prv',
  endpoint: 'ept',
  experiment: 'exp',
  variant: 'var',
  evaluator: 'evl',
  run: 'run',
  result: 'res',
  shareLink: 'shl',
  inferenceStep: 'stp',
  delivery: 'dlv',
  durableFunction: 'fun',
  event: 'evt',
  functionRun: 'fnr',
  liveExperiment: 'lex',
} as const;
export type Noun = keyof typeof idPrefixes;

/** A UUID that names one noun: what the database keeps. An id of another noun does not fit in its place. */
export type Id<N extends Noun> = string & { readonly __noun?: N };

/** A new id (UUID of version 7), for what needs one before it is stored. */
export function newId<N extends Noun>(noun: N): Id<N> {
  return typeid(idPrefixes[noun]).toUUID();
}

/** The public form of an id, such as `run_01k…`. */
export function encodeId<N extends Noun>(noun: N, id: Id<N>): string {
  return TypeID.fromUUID(idPrefixes[noun], id).toString();
}

/** The id behind its public form, or null for what is not an id of this noun. */
export function decodeId<N extends Noun>(noun: N, text: string): Id<N> | null {
  try {
    return TypeID.fromString(text, idPrefixes[noun]).toUUID();
  } catch {
    return null;
  }
}

/** The noun that a public id's prefix names, or null. */
export function nounOf(text: string): Noun | null {
  const prefix = text.slice(0, text.lastIndexOf('_'));
  const found = Object.entries(idPrefixes).find(([, candidate]) => candidate === prefix);
  return found ? (found[0] as Noun) : null;
}

/**
 * The id of the result that an item gives in a run and trial: fixed before the result exists, so that it can go out with
 * a request and a repeated attempt means the same result.
 */
export function resultIdOf(runId: Id<'run'>, itemId: Id<'datasetItem'>, trial: number): Id<'result'> {
  return idWithin(runId, `${runId}/${itemId}/${trial}`);
}

/** The id of an exposure: the same whenever the run comes by it again. @param unit what is counted once, in hexadecimal digits. */
export function exposureIdOf(
  runId: Id<'functionRun'>,
  liveExperimentId: Id<'liveExperiment'>,
  variant: string,
  unit: string,
): string {
  return idWithin(runId, `${runId}/${liveExperimentId}/${unit}/${variant}`);
}

/** The id of what a text names within a run. A UUID of version 8 (RFC 9562) that starts with the run's time, so that ids still sort by run. */
function idWithin(runId: string, text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  Buffer.from(runId.replaceAll('-', '').slice(0, 12), 'hex').copy(bytes);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
