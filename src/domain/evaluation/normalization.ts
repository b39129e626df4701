import { withCanonicalDates } from './dates.js';
import { withCanonicalNumbers } from './numbers.js';

/** What may be taken out of two texts before they are compared, in the order in which it is applied. */
const rules = {
  /** White space at both ends. */
  trim: (text: string) => text.trim(),
  /** The spelling of dates: see dates.ts. */
  date: withCanonicalDates,
  /** The spelling of numbers, thousands separators above all: see numbers.ts. */
  number: withCanonicalNumbers,
  /** Upper and lower case. */
  case: (text: string) => text.toLowerCase(),
  /** Punctuation and symbols, which become white space; neither a decimal point nor a minus sign does. */
  punctuation: (text: string) =>
    text
      .replace(/(?<!\d)\.|\.(?!\d)|(?<!^|\s)[-\u2212]|[-\u2212](?!\d)|(?![.\-\u2212])[\p{P}\p{S}]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  /** How much white space, and of which kind. */
  whitespace: (text: string) => text.replace(/\s+/g, ' ').trim(),
};

export type Normalization = keyof typeof rules;
export const normalizations = Object.keys(rules) as Normalization[];

/** The text with the given differences taken out. */
export function normalizeText(text: string, chosen: readonly Normalization[]): string {
  return normalizations.filter((name) => chosen.includes(name)).reduce((result, name) => rules[name](result), text);
}
