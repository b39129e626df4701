import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findAmounts, parseNumber } from '../../../src/models/rules/amounts.js';
import { findDates } from '../../../src/models/rules/dates.js';
import type { Field } from '../../../src/models/rules/field.js';
import { placesOf } from '../../../src/models/rules/label.js';
import { Line, wordsOf } from '../../../src/models/rules/page.js';

test.each(['en', 'de', 'fr', 'de-CH', 'en-IN', 'sv', 'pt-PT'])('money as %s writes it is read back', (locale) => {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 11 }), (cents) => {
      const written = format.format(cents / 100);
      expect(parseNumber(written)).toBe(cents / 100);
      expect(findAmounts(`Total: EUR ${written}`).map(({ value, isMoney }) => ({ value, isMoney }))).toEqual([
        { value: cents / 100, isMoney: true },
      ]);
    }),
  );
});

test('a lone separator before three digits is a thousands separator', () => {
  expect(['1,250', '1.250', '0.250', '1.25', '12,5', '1.234.567', '1250'].map(parseNumber)).toEqual([
    1250, 1250, 0.25, 1.25, 12.5, 1234567, 1250,
  ]);
});

test('dates, times, shares and codes are not amounts', () => {
  expect(findAmounts('on 12/03/2025 at 12:31, 6% of SH01 and T2.5x, A-17')).toEqual([]);
});

test('a sign belongs to its amount, and so does a minus', () => {
  expect(findAmounts('RM 9.00 $8.20 -5.59 -$3.00 7 CHF').map(({ text, value, isMoney }) => [text, value, isMoney])).toEqual([
    ['9.00', 9, true],
    ['$8.20', 8.2, true],
    ['-5.59', -5.59, true],
    ['-$3.00', -3, true],
    ['7', 7, true],
  ]);
});

test('a date is read back in every spelling', () => {
  const spellings: ((date: Date, day: string, month: string, year: string) => string)[] = [
    (_, day, month, year) => `${year}-${month}-${day}`,
    (_, day, month, year) => `${day}/${month}/${year}`,
    (_, day, month, year) => `${day}.${month}.${year.slice(2)}`,
    ...(['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const).map((locale) => (date: Date) => {
      return date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'UTC' });
    }),
  ];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...spellings), (days, spell) => {
      const date = new Date(Date.UTC(1990, 0, 1) + (days % 10_000) * 86_400_000);
      const iso = date.toISOString().slice(0, 10);
      const [year = '', month = '', day = ''] = iso.split('-');
      expect(findDates(`issued ${spell(date, day, month, year)}, paid`).map((found) => found.iso)).toEqual([iso]);
    }),
  );
});

test('the month stands first only where that alone makes a date', () => {
  expect(['03/04/2025', '12/28/2017', '31/02/2025'].map((text) => findDates(text)[0]?.iso)).toEqual([
    '2025-04-03',
    '2017-12-28',
    undefined,
  ]);
});

test('a label is where a plain search over runs of words finds it', () => {
  const word = fc.constantFrom('sub', 'total', 'subtotal', 'to', 'tal', 'date');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.array(word, { minLength: 1, maxLength: 3 }), (words, label) => {
      const line = new Line(words.join('-'));
      const field: Field = { kind: 'text', labels: [label.join('')], type: 'string', format: null, choices: [], pattern: null };
      expect(placesOf(field, line, { lines: [line], labels: field.labels })).toEqual(naivePlaces(line.text, label.join('')));
    }),
  );
});

/** Every run of words that reads as the label when written in one piece. */
function naivePlaces(text: string, label: string): { start: number; end: number }[] {
  const words = wordsOf(text);
  return words.flatMap(({ start }, first) =>
    words.slice(first).flatMap(({ end }, count) => {
      const run = words.slice(first, first + count + 1).map((word) => word.text);
      return run.join('') === label ? [{ start, end }] : [];
    }),
  );
}
