import { z } from 'zod';
import { isJsonObject, type Json } from '../../json.js';
import { type AnswerOptions, answerIn, answerOptions, expectedIn, normalizedTextOf, quoted, structureIn } from './answer.js';
import type { LocalEvaluator } from './evaluator.js';

const Configuration = z.strictObject(answerOptions(['trim', 'number']));

/**
 * Whether the answer is the expected one. Where an object is expected, the value is the share of its fields that match; what
 * the answer has besides does not count, and a missing field is the same as null. Scalars are compared as text, so `9` and
 * `"9.00"` are the same number. An answer that is text is read as JSON where an object or a list is expected.
 */
export const exactMatch: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'EXACT_MATCH',
  threshold: 1,
  configuration: Configuration,
  judge({ item, output }, options) {
    const expected = expectedIn(item.expectedOutput, options);
    if (expected === null || (isJsonObject(expected) && Object.keys(expected).length === 0)) return null;
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };

    if (isJsonObject(expected)) return judgeFields(expected, asStructure(answer.value), options);
    if (equal(expected, answer.value, options)) return { value: 1, explanation: null };
    return { value: 0, explanation: `Expected ${quoted(expected)}, got ${quoted(answer.value)}.` };
  },
};

function judgeFields(expected: Record<string, Json>, answer: Json, options: AnswerOptions) {
  const names = Object.keys(expected);
  const different = names.filter((name) => !equal(expected[name] ?? null, fieldOf(answer, name), options));
  if (different.length === 0) return { value: 1, explanation: null };
  const matching = names.length - different.length;
  return {
    value: matching / names.length,
    explanation: `${matching} of ${names.length} expected fields match, not ${different.join(', ')}.`,
  };
}

function equal(expected: Json, answer: Json, options: AnswerOptions): boolean {
  if (Array.isArray(expected)) {
    const list = asStructure(answer);
    return (
      Array.isArray(list) &&
      list.length === expected.length &&
      expected.every((element, index) => equal(element, list[index] ?? null, options))
    );
  }
  if (isJsonObject(expected)) {
    const object = asStructure(answer);
    return (
      isJsonObject(object) && Object.entries(expected).every(([name, value]) => equal(value, fieldOf(object, name), options))
    );
  }
  if (expected === null || answer === null || typeof answer === 'object') return expected === answer;
  return normalizedTextOf(expected, options) === normalizedTextOf(answer, options);
}

function fieldOf(answer: Json, name: string): Json {
  return isJsonObject(answer) && Object.hasOwn(answer, name) ? (answer[name] ?? null) : null;
}

function asStructure(answer: Json): Json {
  return typeof answer === 'string' ? structureIn(answer) : answer;
}
