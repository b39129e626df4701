import { z } from 'zod';
import { answerIn, answerOptions, normalizedTextOf, quoted } from './answer.js';
import type { LocalEvaluator } from './evaluator.js';
import { compilePattern, matches } from './patterns.js';

const Configuration = z
  .strictObject({
    ...answerOptions([]),
    /** A regular expression of JavaScript; `^` and `$` are the ends of a line. */
    pattern: z.string().min(1, 'must not be empty').max(2000, 'must have at most 2,000 characters'),
    /** `i`: upper and lower case are the same. `s`: `.` is also the end of a line. */
    flags: z
      .string()
      .regex(/^[is]*$/, 'may hold i and s')
      .default(''),
  })
  .transform(({ pattern, flags, ...options }, context) => {
    try {
      return { ...options, pattern: compilePattern(pattern, flags) };
    } catch (error) {
      context.addIssue({
        code: 'custom',
        path: ['pattern'],
        message: `does not compile: ${error instanceof Error ? error.message : error}`,
      });
      return z.NEVER;
    }
  });

/** Whether the answer matches a pattern anywhere. */
export const regex: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'REGEX',
  threshold: 1,
  configuration: Configuration,
  judge({ output }, options) {
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };
    if (matches(options.pattern, normalizedTextOf(answer.value, options))) return { value: 1, explanation: null };
    return { value: 0, explanation: `${quoted(answer.value)} does not match ${options.pattern.source}.` };
  },
};
