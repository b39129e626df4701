import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readingsOfDate } from '../../../src/domain/evaluation/dates.js';
import { normalizations, normalizeText } from '../../../src/domain/evaluation/normalization.js';
import { canonicalNumber, numberOf, numbersIn } from '../../../src/domain/evaluation/numbers.js';

describe('numbers', () => {
  test.each([
    ['1,000', '1000'],
    ['1000.0', '1000'],
    ['1e3', '1000'],
    ["1'000'000", '1000000'],
    ['1_000', '1000'],
    ['1\u202f000', '1000'],
    ['+5', '5'],
    ['-0', '0'],
    ['\u22125', '-5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['0.50', '0.5'],
    ['1.5e-3', '0.0015'],
    ['-1,234,567.890', '-1234567.89'],
  ])('%s is %s', (spelling, canonical) => {
    expect(canonicalNumber(spelling)).toBe(canonical);
  });

  test.each([
    '',
    '.',
    '-',
    '1,00',
    '1,0000',
    ',100',
    '0123',
    '007',
    '10 m',
    '1.2.3',
    '1,000,00',
    '0x10',
    'NaN',
    'Infinity',
    '1e',
    '1e9999',
  ])('%j is no number', (text) => {
    expect(canonicalNumber(text)).toBeNull();
  });

  /** A number as units of 10^-scale, and spellings of it. */
  const spelled = fc
    .record({
      negative: fc.boolean(),
      integer: fc.bigInt({ min: 0n, max: 10n ** 30n }),
      fraction: fc.stringMatching(/^\d{0,8}$/),
    })
    .chain(({ negative, integer, fraction }) =>
      fc.record({
        units: fc.constant((negative ? -1n : 1n) * (integer * 10n ** 8n + BigInt(fraction.padEnd(8, '0')))),
        text: fc.tuple(fc.constantFrom('', ',', '_', "'"), fc.nat(5), fc.boolean()).map(([separator, zeros, plus]) => {
          const grouped = integer.toString().replace(/\B(?=(\d{3})+$)/g, separator);
          const sign = negative ? '-' : plus ? '+' : '';
          return `${sign}${grouped}${fraction || zeros ? `.${fraction}${'0'.repeat(zeros)}` : ''}`;
        }),
      }),
    );

  test('two spellings are the same exactly when the numbers are (reference: integers of 10^-8)', () => {
    fc.assert(
      fc.property(spelled, spelled, (a, b) => {
        expect(canonicalNumber(a.text) === canonicalNumber(b.text)).toBe(a.units === b.units);
        expect(normalizeText(a.text, ['number']) === normalizeText(b.text, ['number'])).toBe(a.units === b.units);
      }),
    );
  });

  test('every double keeps its value', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (number) => Number(canonicalNumber(String(number))) === number,
      ),
    );
  });

  test('in a text, thousands separators and zeros at the end go, and lists of digits stay', () => {
    expect(normalizeText('1,000 apples for $2.50, not 53,55 or 10.5.30 or v1.20', ['number'])).toBe(
      '1000 apples for $2.5, not 53,55 or 10.5.30 or v1.20',
    );
  });

  test('an amount is a number with its sign', () => {
    expect(['$1,000.50', '-€5', '12 %', '007', '12 apples', '', '1e400'].map(numberOf)).toEqual([
      1000.5,
      -5,
      12,
      7,
      null,
      null,
      null,
    ]);
  });

  test('a document has every number in all of its readings', () => {
    expect(numbersIn('NO.53 55,57 RM60.30 -5.59 1.234,50')).toEqual(
      new Set(['53', '55.57', '55', '57', '60.3', '5.59', '-5.59', '1234.5', '1', '234', '50']),
    );
  });
});

describe('dates', () => {
  test.each([
    '2018-12-25',
    '2018/12/25',
    '25/12/2018',
    '12/25/2018',
    '25-12-18',
    '25.12.2018',
    '25 Dec 2018',
    '25-DEC-18',
    '25th of December 2018',
    'December 25th, 2018',
    'Dec. 25, 2018',
  ])('%s', (text) => {
    expect(readingsOfDate(text)).toEqual(['2018-12-25']);
    expect(normalizeText(`on ${text}, at noon`, ['date'])).toBe('on 2018-12-25, at noon');
  });

  test.each(['31/02/2018', '2018-13-01', '1.2.13', '5 marbles 20', '10/11', '2018', '123/12/2018'])('%s is none', (text) => {
    expect(readingsOfDate(text)).toEqual([]);
    expect(normalizeText(text, ['date'])).toBe(text);
  });

  test('the day comes first where either may', () => {
    expect(readingsOfDate('04/03/2018')).toEqual(['2018-03-04', '2018-04-03']);
    expect(normalizeText('04/03/2018', ['date'])).toBe('2018-03-04');
  });

  test('years of two digits are 1969 to 2068', () => {
    expect(['25/12/68', '25/12/69'].flatMap(readingsOfDate)).toEqual(['2068-12-25', '1969-12-25']);
  });
});

describe('text', () => {
  test.each([
    [['trim'], ' a  B. ', 'a  B.'],
    [['case'], ' a  B. ', ' a  b. '],
    [['whitespace'], ' a \n B. ', 'a B.'],
    [['punctuation'], '"Well—no": -5.50 (U.S.) $3', 'Well no -5.50 U S 3'],
    [[], ' a  B. ', ' a  B. '],
    [normalizations, ' The PRICE:  $1,000.00 on 25/12/2018! ', 'the price 1000 on 2018 12 25'],
  ] as const)('%j', (chosen, text, normalized) => {
    expect(normalizeText(text, chosen)).toBe(normalized);
  });

  test('the order in which the names are given does not matter', () => {
    const subset = fc.subarray(normalizations);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        subset,
        (text, chosen) => normalizeText(text, chosen) === normalizeText(text, chosen.toReversed()),
      ),
    );
  });

  test('case, trim and white space are those of a naive reference', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'B', ' ', '\n', '\t', 'É'), { maxLength: 20 }), (characters) => {
        const words = characters
          .join('')
          .split(/\s/)
          .filter((word) => word !== '');
        expect(normalizeText(characters.join(''), ['case', 'whitespace'])).toBe(words.join(' ').toLowerCase());
      }),
    );
  });
});
