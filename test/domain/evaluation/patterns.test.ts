import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compilePattern, lastMatch, matches } from '../../../src/domain/evaluation/patterns.js';
import { item, judged } from './judging.js';

const catastrophes = [
  '^(a+)+$',
  '^(a|a)*$',
  '^(?:a?){40}a{40}$',
  '^(a|a|b)*?c$',
  '(.*)\\1{20}x',
  '^(([a-z])+.)+[A-Z]$',
  `^${'a?'.repeat(20)}${'a'.repeat(20)}$`,
  `^${'(a|a)'.repeat(40)}b$`,
];

test.each(catastrophes)('the search for %s comes to an end', (source) => {
  const begun = performance.now();
  try {
    expect(matches(compilePattern(source), `${'a'.repeat(38)}!`)).toBe(false);
  } catch (error) {
    expect(error).toMatchObject({ message: expect.stringContaining('did not come to an end within 250 ms') });
  }
  expect(performance.now() - begun).toBeLessThan(3000);
});

test('a polynomial pattern over a long text comes to an end too', () => {
  expect(() => lastMatch(compilePattern('\\s*\\s*\\s*x'), ' '.repeat(20_000))).toThrow('did not come to an end');
});

test('after a search that was given up, the next one works', () => {
  expect(() => matches(compilePattern('^(a+)+$'), `${'a'.repeat(38)}!`)).toThrow();
  expect(lastMatch(compilePattern('(a+)+'), 'b aa')?.[0]).toBe('aa');
});

test('a pattern that would take long to compile is refused', () => {
  expect(() => compilePattern(`^${'a?'.repeat(21)}$`)).toThrow('it has 21 optional or counted parts, and may have 20');
  expect(compilePattern('(?:a+?|b*?|\\?|[?{]|(?=c)|(?<!d)|(?<e>f)){1}').source).toContain('(?<e>f)');
});

test('an evaluator with such a pattern fails, and the variant is not to blame', () => {
  expect(judged('REGEX', { pattern: '^(a+)+$' }, `${'a'.repeat(38)}!`, item())).toMatchObject({
    value: null,
    passed: null,
    error: { type: 'evaluator_failed' },
  });
  expect(judged('JSON_SCHEMA', { schema: { type: 'string', pattern: '^(a+)+$' } }, `${'a'.repeat(38)}!`, item())).toMatchObject({
    value: null,
    error: { type: 'evaluator_failed' },
  });
});

test('guarded or not, a search finds the same', () => {
  const texts = fc.array(fc.constantFrom('A: ', '12', '3', '\n', ' ', 'x'), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const plain = lastMatch(compilePattern('A: (\\d+)'), text);
      const guarded = lastMatch(compilePattern('(?:A: ){1}(\\d+)'), text);
      expect(guarded?.[1]).toBe(plain?.[1]);
      expect(plain?.[1]).toBe([...text.matchAll(/A: (\d+)/g)].at(-1)?.[1]);
    }),
    { numRuns: 50 },
  );
});
