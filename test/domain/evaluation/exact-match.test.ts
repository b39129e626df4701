import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/json.js';
import { item, judged, scoreOf } from './judging.js';

test('without an expected output there is no score', () => {
  expect(scoreOf('EXACT_MATCH', {}, 'x', null)).toBeUndefined();
  expect(scoreOf('EXACT_MATCH', {}, {}, {})).toBeUndefined();
});

describe('one value', () => {
  test.each([
    ['18', '18', 1],
    [' 18\n', '18', 1],
    ['1,000', '1000', 1],
    ['1000.0', '1,000', 1],
    [1000, '1,000.00', 1],
    ['18', 18, 1],
    ['18', '19', 0],
    ['yes', 'Yes', 0],
    ['', '', 1],
    ['true', true, 1],
    ['null', 'null', 1],
    [null, 'null', 0],
    [{ a: 1 }, '1', 0],
    [['1'], '1', 0],
    ['0123', '123', 0],
  ] as [Json, Json, number][])('%j against %j is %d', (output, expected, value) => {
    expect(scoreOf('EXACT_MATCH', {}, output, expected)).toBe(value);
  });

  test('what counts as a difference can be chosen', () => {
    expect(scoreOf('EXACT_MATCH', { normalize: false }, '1,000', '1000')).toBe(0);
    expect(scoreOf('EXACT_MATCH', { normalize: [] }, '18 ', '18')).toBe(0);
    expect(scoreOf('EXACT_MATCH', { normalize: 'number' }, '1,000', '1000')).toBe(1);
    expect(scoreOf('EXACT_MATCH', { normalize: ['case', 'punctuation'] }, 'Yes.', 'yes')).toBe(1);
    expect(scoreOf('EXACT_MATCH', { normalize: ['date'] }, '2018-12-25', '25/12/2018')).toBe(1);
  });

  test('a difference is explained', () => {
    expect(judged('EXACT_MATCH', {}, '26', item('18'))).toMatchObject({ explanation: 'Expected "18", got "26".' });
  });
});

describe('an object', () => {
  const expected = { company: 'ACME', total: '9.00', lines: [{ sku: 1 }, { sku: 2 }], note: null };

  test('is scored by the share of its fields that match', () => {
    expect(scoreOf('EXACT_MATCH', {}, expected, expected)).toBe(1);
    expect(
      scoreOf('EXACT_MATCH', {}, { company: 'ACME', total: 9, lines: [{ sku: '1' }, { sku: 2, extra: 1 }], more: 1 }, expected),
    ).toBe(1);
    expect(judged('EXACT_MATCH', {}, { company: 'Acme', total: 9, lines: [{ sku: 1 }] }, item(expected))).toMatchObject({
      value: 0.5,
      passed: false,
      explanation: '2 of 4 expected fields match, not company, lines.',
    });
  });

  test('is read from text that holds it as JSON', () => {
    expect(scoreOf('EXACT_MATCH', {}, JSON.stringify(expected), expected)).toBe(1);
    expect(scoreOf('EXACT_MATCH', {}, 'none', { company: 'ACME' })).toBe(0);
    expect(scoreOf('EXACT_MATCH', {}, '[1, 2]', [1, 2])).toBe(1);
  });

  test('properties that every object inherits are not fields', () => {
    expect(scoreOf('EXACT_MATCH', {}, {}, { toString: null, constructor: 'x' })).toBe(0.5);
  });

  test('of flat fields: a naive reference agrees', () => {
    const scalar = fc.constantFrom<Json>('a', 'b', ' a', '1', 1, '1.0', '1,000', 1000, true, null);
    const fields = fc.dictionary(fc.constantFrom('x', 'y', 'z', 'w'), scalar);
    const spelling = new Map<Json | undefined, string>([
      ['a', 'a'],
      ['b', 'b'],
      [' a', 'a'],
      ['1', '1'],
      [1, '1'],
      ['1.0', '1'],
      ['1,000', '1000'],
      [1000, '1000'],
      [true, 'true'],
      [null, 'nothing'],
      [undefined, 'nothing'],
    ]);
    fc.assert(
      fc.property(fields, fields, (wanted, output) => {
        const names = Object.keys(wanted);
        const matching = names.filter((name) => spelling.get(wanted[name]) === spelling.get(output[name]));
        const value = scoreOf('EXACT_MATCH', {}, output, wanted);
        if (names.length === 0) expect(value).toBeUndefined();
        else expect(value).toBeCloseTo(matching.length / names.length, 9);
      }),
    );
  });

  test('always matches itself', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const scored = scoreOf('EXACT_MATCH', {}, value as Json, value as Json);
        expect(scored === undefined || scored === 1).toBe(true);
      }),
    );
  });
});
