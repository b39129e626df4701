import { z } from 'zod';
import { isFailure, type ValidationError } from '../../failures.js';
import { type JsonObject, storable } from '../../json.js';
import { type AnswerOptions, answerOptions } from '../evaluation/answer.js';
import { type Normalization, normalizations } from '../evaluation/normalization.js';
import { parseGiven } from '../execution/parse-given.js';

/** Which part of an output is the answer that is compared, as it is stored. */
export type ComparedAnswer = {
  /** A JSON Pointer (RFC 6901) into the output; empty: all of it. */
  pointer: string;
  /** A regular expression, whose last match is the answer; null: what is pointed at. */
  extract: string | null;
  /** Which differences don't count, in the order in which they are taken out. */
  normalize: Normalization[];
};

/** What is left out or null is as it is by default. */
export interface ComparedAnswerInput {
  pointer?: string | null;
  extract?: string | null;
  normalize?: readonly Normalization[] | null;
}

// Two phrasings of one answer often differ in the spelling of a number; EXACT_MATCH looks past that too.
const Options = z.strictObject(answerOptions(['trim', 'number']));

/**
 * The one way in which a setting is stored, so that two of the same meaning are equal; null for one that leaves nothing out.
 *
 * @returns an error whose `field` starts with `comparedAnswer`.
 */
export function readComparedAnswer(input: ComparedAnswerInput): ComparedAnswer | null | ValidationError {
  const { pointer, extract, normalize } = input;
  const given = storable({
    ...(typeof pointer === 'string' && { pointer }),
    ...(typeof extract === 'string' && { extract }),
    ...(normalize && { normalize: [...normalize] }),
  } satisfies JsonObject);
  const options = parseGiven<AnswerOptions>(Options, given, 'comparedAnswer');
  if (isFailure(options)) return options;
  const chosen = normalizations.filter((name) => options.normalize.includes(name));
  const leavesNothingOut = options.pointer === '' && options.extract === null && chosen.every((name) => name === 'trim');
  return leavesNothingOut ? null : { pointer: options.pointer, extract: given.extract ?? null, normalize: chosen };
}

/** A stored setting, ready to find answers; null where the whole output is compared. */
export function answerOptionsOf(row: { comparedAnswer: unknown }): AnswerOptions | null {
  return row.comparedAnswer === null ? null : Options.parse(row.comparedAnswer);
}
