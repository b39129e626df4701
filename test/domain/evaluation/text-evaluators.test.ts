import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { item, judged, scoreOf } from './judging.js';

describe('CONTAINS', () => {
  test('looks for the expected output, or for the texts that are given', () => {
    expect(scoreOf('CONTAINS', {}, 'The answer is Paris.', 'Paris')).toBe(1);
    expect(scoreOf('CONTAINS', {}, 'The answer is Rome.', 'Paris')).toBe(0);
    expect(scoreOf('CONTAINS', { text: 'answer' }, 'The answer is Rome.')).toBe(1);
    expect(judged('CONTAINS', { text: ['Rome', 'Paris'] }, 'The answer is Rome.', item())).toMatchObject({
      value: 0.5,
      passed: false,
      explanation: 'Does not contain "Paris".',
    });
  });

  test('without a text to look for there is no score', () => {
    expect(scoreOf('CONTAINS', {}, 'x', null)).toBeUndefined();
    expect(scoreOf('CONTAINS', {}, 'x', ' ')).toBeUndefined();
  });

  test('normalizes both sides where asked to', () => {
    expect(scoreOf('CONTAINS', {}, 'It is PARIS', 'paris')).toBe(0);
    expect(scoreOf('CONTAINS', { normalize: ['case', 'number'] }, 'PARIS has 2,100,000 people', '2100000')).toBe(1);
  });
});

describe('REGEX', () => {
  test('matches anywhere, with line ends as ends', () => {
    expect(scoreOf('REGEX', { pattern: '^A: \\d+$' }, 'so\nA: 12\nthere')).toBe(1);
    expect(scoreOf('REGEX', { pattern: '^A: \\d+$' }, 'A: twelve')).toBe(0);
    expect(scoreOf('REGEX', { pattern: 'yes', flags: 'i' }, 'YES')).toBe(1);
    expect(scoreOf('REGEX', { pattern: 'a.b', flags: 's' }, 'a\nb')).toBe(1);
  });

  test('sees the text as it is, and structures as JSON', () => {
    expect(scoreOf('REGEX', { pattern: '\\d,\\d{3}' }, '1,000')).toBe(1);
    expect(scoreOf('REGEX', { pattern: '"total":9' }, { total: 9 })).toBe(1);
    expect(scoreOf('REGEX', { pattern: '^9$', pointer: '/total' }, { total: 9 })).toBe(1);
  });
});

describe('LEVENSHTEIN', () => {
  /** The recurrence as it is defined. */
  function naiveDistance(a: string, b: string): number {
    if (a === '' || b === '') return Math.max(a.length, b.length);
    if (a[0] === b[0]) return naiveDistance(a.slice(1), b.slice(1));
    return 1 + Math.min(naiveDistance(a.slice(1), b), naiveDistance(a, b.slice(1)), naiveDistance(a.slice(1), b.slice(1)));
  }

  test('is 1 - edits / length of the longer text', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(text, text, (output, expected) => {
        const longer = Math.max(output.length, expected.length);
        expect(scoreOf('LEVENSHTEIN', {}, output, expected)).toBeCloseTo(
          longer === 0 ? 1 : 1 - naiveDistance(output, expected) / longer,
          9,
        );
      }),
    );
  });

  test('passes from one half', () => {
    expect(judged('LEVENSHTEIN', {}, 'abxx', item('abcd'))).toMatchObject({
      value: 0.5,
      passed: true,
      explanation: '2 edits over 4 characters.',
    });
    expect(scoreOf('LEVENSHTEIN', {}, 'x', null)).toBeUndefined();
  });

  test('texts that would take too long are not compared', () => {
    expect(judged('LEVENSHTEIN', {}, 'a'.repeat(40_000), item('b'.repeat(40_000)))).toMatchObject({
      value: null,
      error: { message: expect.stringContaining('too long to compare') },
    });
  });
});
