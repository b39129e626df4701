import { createHash } from 'node:crypto';
import { canonicalJson, isJsonObject, type Json, storable } from '../../json.js';
import { type AnswerOptions, answerIn } from './answer.js';
import { type Normalization, normalizeText } from './normalization.js';

/** What is hashed where there is no answer. Bare words are not canonical JSON, so no output is hashed from these. */
const textInstead = { error: 'error', noAnswer: 'no answer' };

/** An output, or that there is none. */
export type Answered = { kind: 'answer'; output: Json } | { kind: 'fault' };

/**
 * What an answer is told apart by: the first 8 bytes, in hexadecimal, of SHA-256 over its canonical JSON (RFC 8785), white
 * space around strings left out. All errors are one answer, which no output is.
 *
 * @param compared the part of the output that is the answer; all of it by default. All outputs that have no answer there, or
 * whose search for it takes too long, are one answer, which is neither an error nor what any other output has.
 */
export function answerHash(outcome: Answered, compared: AnswerOptions | null = null): string {
  return createHash('sha256').update(textOf(outcome, compared)).digest('hex').slice(0, 16);
}

function textOf(outcome: Answered, compared: AnswerOptions | null): string {
  if (outcome.kind === 'fault') return textInstead.error;
  const output = storable(outcome.output);
  if (compared === null) return canonicalJson(trimmed(output));
  const answer = answerOrNone(output, compared);
  return answer.found ? canonicalJson(trimmed(normalized(answer.value, compared.normalize))) : textInstead.noAnswer;
}

function answerOrNone(output: Json, compared: AnswerOptions) {
  try {
    return answerIn(output, compared);
  } catch {
    // The pattern's search was ended. The result is paid for, and is kept whatever the pattern does.
    return { found: false } as const;
  }
}

/** A value whose strings are without the differences that don't count. Where spelling of numbers is one, a number is as its text. */
function normalized(value: Json, normalize: readonly Normalization[]): Json {
  if (typeof value === 'string') return normalizeText(value, normalize);
  if (typeof value === 'number') return normalize.includes('number') ? normalizeText(String(value), normalize) : value;
  if (Array.isArray(value)) return value.map((element) => normalized(element, normalize));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, normalized(element, normalize)]));
}

/** A value without white space around its strings. */
export function trimmed(value: Json): Json {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimmed);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, trimmed(element)]));
  return value;
}
