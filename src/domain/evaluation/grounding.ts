import { z } from 'zod';
import { isJsonObject, type Json } from '../../json.js';
import { answerIn, answerOptions, jsonPointer, quoted, textOf } from './answer.js';
import { datesIn, readingsOfDate } from './dates.js';
import type { LocalEvaluator } from './evaluator.js';
import { type Normalization, normalizeText } from './normalization.js';
import { numbersIn, readingsOfAmount } from './numbers.js';
import { valueAt } from './pointer.js';

const Configuration = z.strictObject({
  ...answerOptions(['case', 'punctuation', 'whitespace', 'number', 'date']),
  /** A JSON Pointer into the item's input, to the document. By default it is all text in the input. */
  document: jsonPointer.default(''),
});

/**
 * The share of the answer's values that the source document has. Values are the strings and numbers in the answer, at any
 * depth; null, true, false and empty text are not looked for. An amount is found in any spelling of the number, a date in
 * any spelling of the date, other text as the same words in a row.
 */
export const grounding: LocalEvaluator<z.output<typeof Configuration>> = {
  where: 'local',
  kind: 'GROUNDING',
  threshold: 0.5,
  configuration: Configuration,
  judge({ item, output }, options) {
    const source = valueAt(item.input, options.document);
    if (source === undefined)
      throw new Error(`The input of item ${item.externalId} has nothing at ${options.document}, where the document should be.`);
    const answer = answerIn(output, options);
    if (!answer.found) return { value: 0, explanation: answer.explanation };
    const values = leavesOf(answer.value);
    const text = leavesOf(source)
      .map((leaf) => leaf.text)
      .join('\n');
    if (values.length === 0 || text === '') return null;

    const document = readDocument(text, options.normalize);
    const missing = values.filter((value) => !document.has(value.text));
    const found = values.length - missing.length;
    const places = missing.slice(0, 5).map(({ path, text: value }) => `${path ? `${path} ` : ''}${quoted(value)}`);
    const explanation =
      missing.length === 0
        ? null
        : `${found} of ${values.length} values are in the document, not ${places.join(', ')}${missing.length > 5 ? ', …' : ''}.`;
    return { value: found / values.length, explanation };
  },
};

/** Reads a document once, to look for many values. */
function readDocument(text: string, normalize: readonly Normalization[]): { has(value: string): boolean } {
  const textual = normalize.filter((name) => name !== 'number' && name !== 'date');
  const words = wordsOf(text, textual);
  const numbers = normalize.includes('number') ? numbersIn(text) : new Set<string>();
  const dates = normalize.includes('date') ? datesIn(text) : new Set<string>();
  return {
    has(value) {
      if (normalize.includes('number')) {
        const amounts = readingsOfAmount(value);
        // The words of an amount without its signs would be found in another amount: -5 in 5, 5 in 2.5.
        if (amounts.length > 0) return amounts.some((amount) => numbers.has(amount));
      }
      if (normalize.includes('date') && readingsOfDate(value).some((date) => dates.has(date))) return true;
      return words.includes(wordsOf(value, textual));
    },
  };
}

/** The text with a space at both ends, so that a search finds whole words alone. */
function wordsOf(text: string, textual: readonly Normalization[]): string {
  return ` ${normalizeText(text, textual).replace(/\s+/g, ' ').trim()} `;
}

/** Every string and number in a value, with its JSON Pointer. */
function leavesOf(value: Json, path = ''): { path: string; text: string }[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => leavesOf(element, `${path}/${index}`));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, element]) => leavesOf(element, `${path}/${key}`));
  if ((typeof value !== 'string' && typeof value !== 'number') || textOf(value).trim() === '') return [];
  return [{ path, text: textOf(value) }];
}
