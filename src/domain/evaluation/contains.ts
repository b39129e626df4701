import { z } from 'zod';
import type { Json } from '../../json.js';
import { answerIn, answerOptions, expectedIn, normalizedTextOf, quoted } from './answer.js';
import type { LocalEvaluator } from './evaluator.js';

const wanted = z.string().min(1, 'must not be empty');
const Configuration = z.strictObject({
  ...answerOptions(['trim']),
  /** What the answer must contain: one text or several. By default it is the expected output. */
  text: z
    .union([wanted, z.array(wanted).min(1, 'must name a text')])
    .nullable()
    .default(null),
});

/** The share of the wanted texts that the answer contains. */
export const contains: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'CONTAINS',
  threshold: 1,
  configuration: Configuration,
  judge({ item, output }, options) {
    const given: Json = options.text ?? expectedIn(item.expectedOutput, options);
    const texts = (Array.isArray(given) ? given : [given]).filter(
      (text) => text !== null && normalizedTextOf(text, options) !== '',
    );
    if (texts.length === 0) return null;
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };

    const searched = normalizedTextOf(answer.value, options);
    const missing = texts.filter((text) => !searched.includes(normalizedTextOf(text, options)));
    const explanation = missing.length === 0 ? null : `Does not contain ${missing.slice(0, 10).map(quoted).join(', ')}.`;
    return { value: (texts.length - missing.length) / texts.length, explanation };
  },
};
