import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { answerIn, answerOptions, expectedIn, normalizedTextOf } from './answer.js';
import type { LocalEvaluator } from './evaluator.js';

const Configuration = z.strictObject(answerOptions(['trim']));

/** The largest product of two lengths that is compared: some 0.3 s, in which the process does nothing else. */
const largestProduct = 1e9;

/** How similar the answer is to the expected text: 1 - edit distance / length of the longer one, in UTF-16 code units. */
export const levenshtein: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'LEVENSHTEIN',
  threshold: 0.5,
  configuration: Configuration,
  judge({ item, output }, options) {
    const given = expectedIn(item.expectedOutput, options);
    if (given === null) return null;
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };

    const expected = normalizedTextOf(given, options);
    const actual = normalizedTextOf(answer.value, options);
    if (expected.length * actual.length > largestProduct) {
      throw new Error(
        `Texts of ${expected.length} and ${actual.length} characters are too long to compare. Judge a part of the output with "pointer" or "extract".`,
      );
    }
    const longer = Math.max(expected.length, actual.length);
    const edits = distance(expected, actual);
    return {
      value: longer === 0 ? 1 : 1 - edits / longer,
      explanation: edits === 0 ? null : `${edits} edits over ${longer} characters.`,
    };
  },
};
