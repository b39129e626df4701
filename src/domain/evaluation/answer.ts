import { z } from 'zod';
import { isJsonObject, type Json } from '../../json.js';
import { type Normalization, normalizations, normalizeText } from './normalization.js';
import { compilePattern, lastMatch } from './patterns.js';
import { pointerSyntax, valueAt } from './pointer.js';

/** What every evaluator's configuration may have: which part of the output is the answer, and which differences don't count. */
export interface AnswerOptions {
  pointer: string;
  extract: RegExp | null;
  normalize: readonly Normalization[];
}

export const jsonPointer = z
  .string()
  .regex(pointerSyntax, 'must be a JSON Pointer (RFC 6901), such as /total or /lines/0/amount');

/** A regular expression, given as text. */
const pattern = z
  .string()
  .min(1, 'must not be empty')
  .max(2000, 'must have at most 2,000 characters')
  .transform((source, context) => {
    try {
      return compilePattern(source);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `does not compile: ${error instanceof Error ? error.message : error}` });
      return z.NEVER;
    }
  });

/**
 * The options that all evaluators share, for the configuration of one.
 *
 * `pointer`: a JSON Pointer (RFC 6901) into the output; all of it by default. Where `expectedOutput` is an object or a list that
 * has something at that place too, this is what is expected. `extract`: a regular expression over the pointed-to value as
 * text; the answer is its last match: group 1, or the whole match where there is none. `normalize`: names of differences that
 * don't count, one or a list of them; `true` for the evaluator's default, `false` for none.
 */
export function answerOptions(normalize: readonly Normalization[]) {
  return {
    pointer: jsonPointer.default(''),
    extract: pattern.nullable().default(null),
    normalize: z.preprocess((given) => chosenOf(given, normalize), z.array(z.enum(normalizations))),
  };
}

function chosenOf(given: unknown, byDefault: readonly Normalization[]): unknown {
  if (given === undefined || given === null || given === true) return [...byDefault];
  if (given === false) return [];
  return typeof given === 'string' ? [given] : given;
}

/** The part of an output that is judged, or why there is none. */
export type SelectedAnswer = { found: true; value: Json } | { found: false; explanation: string };

/** Finds the answer in an output. No answer scores 0. */
export function answerIn(output: Json, { pointer, extract }: AnswerOptions): SelectedAnswer {
  const value = valueAt(output, pointer);
  if (value === undefined) return { found: false, explanation: `No answer: the output has nothing at ${pointer}.` };
  if (extract === null) return { found: true, value };
  const match = lastMatch(extract, textOf(value));
  if (match === null) return { found: false, explanation: `No answer: the output does not match ${extract.source}.` };
  return { found: true, value: match[1] ?? match[0] };
}

/** What a verdict takes for which nobody was asked, as there is no answer: none of it is unknown. */
export const notAsked = { usage: { inputTokens: 0, outputTokens: 0 }, cost: '0' };

/** What the answer should be; null where nothing is known. */
export function expectedIn(expectedOutput: Json, { pointer }: AnswerOptions): Json {
  const value = valueAt(expectedOutput, pointer);
  return value === undefined ? expectedOutput : value;
}

/** A value as text: a string as it is, anything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value as text, without the differences that don't count. */
export function normalizedTextOf(value: Json, { normalize }: AnswerOptions): string {
  return normalizeText(textOf(value), normalize);
}

/** A value in which every string is without the differences that don't count. */
export function withNormalizedStrings(value: Json, options: AnswerOptions): Json {
  if (typeof value === 'string') return normalizeText(value, options.normalize);
  if (Array.isArray(value)) return value.map((element) => withNormalizedStrings(element, options));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, withNormalizedStrings(element, options)]));
}

/** A value for an explanation: as JSON, and not too long. */
export function quoted(value: Json): string {
  const text = JSON.stringify(value);
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

/** The object or list that a text holds as JSON; null where it holds none. */
export function structureIn(text: string): Json {
  try {
    const value = JSON.parse(text) as Json;
    return Array.isArray(value) || isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
