import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparisonSearch } from '../../src/dashboard/comparison/search.js';
import { numberWithin, parseSearch, stringifySearch } from '../../src/dashboard/search-values.js';

/** What somebody may look for, much of which is also a number, a constant or JSON. */
const typed = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.double().map(String),
  fc.json(),
  fc.constantFrom('1.10', '007', '1e3', '0x10', '-0', ' 1 ', 'true', 'null', 'NaN', '"quoted"', '+', '%', 'a&b=c#d'),
);

describe('An address', () => {
  test('has a text as it was typed, be it typed there or put there by the page', () => {
    fc.assert(
      fc.property(typed, (search) => {
        expect(comparisonSearch(parseSearch(`?search=${encodeURIComponent(search)}`)).search).toBe(search);
        expect(comparisonSearch(parseSearch(stringifySearch({ search }))).search).toBe(search);
      }),
    );
  });

  test('gives back all that a page puts there, and has nothing of what is not said', () => {
    const values = fc.record({
      search: fc.option(typed, { nil: undefined }),
      errored: fc.constantFrom(true as const, undefined),
      below: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      order: fc.constantFrom('SCORE_SPREAD' as const, undefined),
    });
    fc.assert(
      fc.property(values, (said) => {
        const address = stringifySearch(comparisonSearch(said));
        expect(comparisonSearch(parseSearch(address))).toEqual(comparisonSearch(said));
        const names = Object.entries(said).flatMap(([name, value]) => (value === undefined ? [] : [name]));
        expect(Object.keys(parseSearch(address)).sort()).toEqual(names.sort());
      }),
    );
    expect(stringifySearch(comparisonSearch({}))).toBe('');
  });

  test('has a number only where there is one, within its bounds', () => {
    expect(['0.5', '1', ' 0 ', 0.25].map((given) => numberWithin(0, 1, given))).toEqual([0.5, 1, 0, 0.25]);
    for (const given of ['', ' ', 'half', '1.5', '-1', 'Infinity', Number.NaN, null, undefined, true, ['1']])
      expect(numberWithin(0, 1, given)).toBeUndefined();
  });
});
