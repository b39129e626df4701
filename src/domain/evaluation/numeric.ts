import { z } from 'zod';
import { answerIn, answerOptions, expectedIn, normalizedTextOf, quoted } from './answer.js';
import type { LocalEvaluator } from './evaluator.js';
import { numberOf } from './numbers.js';

const tolerance = z.number().min(0, 'must not be negative').default(0);
const Configuration = z.strictObject({
  ...answerOptions(['trim']),
  /** The right number. By default it is the expected output. */
  expected: z.number().nullable().default(null),
  /** How far off the answer may be, in the unit of the number. */
  absoluteTolerance: tolerance,
  /** How far off the answer may be, as a share of the right number: 0.01 is 1 %. */
  relativeTolerance: tolerance,
});

/** Whether the answer is the right number, or no further off than the larger of the two tolerances. */
export const numeric: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'NUMERIC',
  threshold: 1,
  configuration: Configuration,
  judge({ item, output }, options) {
    const given = options.expected ?? expectedIn(item.expectedOutput, options);
    if (given === null) return null;
    const expected = numberOf(normalizedTextOf(given, options));
    if (expected === null)
      throw new Error(
        `The expected output ${quoted(given)} is not a number. Correct the item, or give "expected" in the configuration.`,
      );
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };
    const number = numberOf(normalizedTextOf(answer.value, options));
    if (number === null) return { value: 0, explanation: `${quoted(answer.value)} is not a number.` };

    const allowed = Math.max(options.absoluteTolerance, options.relativeTolerance * Math.abs(expected));
    if (Math.abs(number - expected) <= allowed + roundingOf(number, expected)) return { value: 1, explanation: null };
    return { value: 0, explanation: `Expected ${expected}${allowed > 0 ? ` ± ${allowed}` : ''}, got ${number}.` };
  },
};

/** What doubles may add to a difference of two numbers: 1.1 - 1 is more than 0.1 in them. */
function roundingOf(a: number, b: number): number {
  return Number.EPSILON * Math.max(Math.abs(a), Math.abs(b));
}
