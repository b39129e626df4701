import { z } from 'zod';
import { isFailure, ValidationError } from '../../failures.js';
import { canonicalJson, type JsonObject, storable, storableText } from '../../json.js';
import { parseGiven } from '../execution/parse-given.js';

/** Which items of a dataset version are chosen. Kept as it was made, so that it can be made again from another version. */
export type Selection =
  | { kind: 'ALL' }
  /** Those of these names, sorted, each once. */
  | { kind: 'LIST'; externalIds: string[] }
  /** Those whose metadata contains this, as JSON objects contain each other. */
  | { kind: 'FILTER'; metadata: JsonObject }
  /** So many, of all or of those whose metadata contains this, drawn by the seed. */
  | { kind: 'SAMPLE'; size: number; seed: string; metadata: JsonObject | null };

export const selectionKinds = ['ALL', 'LIST', 'FILTER', 'SAMPLE'] as const satisfies Selection['kind'][];

/** How items are to be chosen: one of the four ways. */
export interface SelectionInput {
  all?: boolean | null;
  externalIds?: readonly string[] | null;
  metadata?: JsonObject | null;
  sample?: { size: number; seed?: string | null; metadata?: JsonObject | null } | null;
}

/** The seed of a sample for which none is given: the same for all, so that samples of one size from one version are the same. */
export const defaultSeed = 'variorum';

/** More names are no list that somebody wrote: metadata chooses them better, and the list is part of the experiment. */
const mostNamed = 10_000;

const Sample = z.strictObject({
  size: z.int().min(1),
  seed: z.string().max(200).nullish(),
  metadata: z.looseObject({}).nullish(),
});

/**
 * A selection as it is stored. Whether the version has such items is {@link misfitOfSelection}'s question.
 *
 * @param field where the selection was given.
 */
export function readSelection(input: SelectionInput, field: string): Selection | ValidationError {
  const { all, externalIds, metadata, sample } = input;
  const ways = Object.values({ all, externalIds, metadata, sample }).filter((way) => way !== null && way !== undefined);
  if (ways.length !== 1 || all === false) {
    return new ValidationError(
      `${field} says nothing, or several things. Give one of all: true, externalIds, metadata and sample.`,
      {
        field,
      },
    );
  }
  if (all) return { kind: 'ALL' };
  if (externalIds) return readList(externalIds, `${field}.externalIds`);
  if (metadata) return { kind: 'FILTER', metadata: storable(metadata) };
  const read = parseGiven(Sample, sample, `${field}.sample`);
  if (isFailure(read)) return read;
  const seed = storableText(read.seed ?? defaultSeed);
  return { kind: 'SAMPLE', size: read.size, seed, metadata: sample?.metadata ? storable(sample.metadata) : null };
}

function readList(externalIds: readonly string[], field: string): Selection | ValidationError {
  const names = [...new Set(externalIds.map(storableText))].sort();
  if (names.length >= 1 && names.length <= mostNamed) return { kind: 'LIST', externalIds: names };
  const message =
    names.length === 0
      ? `${field} is empty. Name at least one item.`
      : `${field} has ${names.length} names. Give at most ${mostNamed}, or choose by metadata or a sample.`;
  return new ValidationError(message, { field });
}

/** Whether two selections choose the same items of any version. */
export function isSameSelection(a: Selection | null, b: Selection | null): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
