import fc from 'fast-check';
import { expect, test } from 'vitest';
import { item, judged, scoreOf } from './judging.js';

test('a number is right in any spelling', () => {
  expect(scoreOf('NUMERIC', {}, '$1,000.00', '1000')).toBe(1);
  expect(scoreOf('NUMERIC', {}, 12.5, 12.5)).toBe(1);
  expect(scoreOf('NUMERIC', { extract: 'A: (.*)' }, 'So\nA: 12', 12)).toBe(1);
  expect(scoreOf('NUMERIC', { expected: 5 }, '5', 'not looked at')).toBe(1);
});

test('tolerances are absolute or a share of the right number; the larger holds', () => {
  expect(scoreOf('NUMERIC', { absoluteTolerance: 0.1 }, 1.1, 1)).toBe(1);
  expect(scoreOf('NUMERIC', { absoluteTolerance: 0.1 }, 1.11, 1)).toBe(0);
  expect(scoreOf('NUMERIC', { relativeTolerance: 0.01 }, -202, -200)).toBe(1);
  expect(scoreOf('NUMERIC', { relativeTolerance: 0.01 }, -203, -200)).toBe(0);
  expect(scoreOf('NUMERIC', { relativeTolerance: 0.01, absoluteTolerance: 3 }, -203, -200)).toBe(1);
});

test('an answer that is no number scores 0', () => {
  expect(judged('NUMERIC', {}, 'a dozen', item(12))).toMatchObject({ value: 0, explanation: '"a dozen" is not a number.' });
  expect(scoreOf('NUMERIC', {}, null, 0)).toBe(0);
  expect(scoreOf('NUMERIC', {}, '', 0)).toBe(0);
});

test('an expected output that is no number is not the fault of the answer', () => {
  expect(judged('NUMERIC', {}, '12', item('twelve'))).toMatchObject({
    value: null,
    error: { message: expect.stringContaining('"twelve" is not a number') },
  });
  expect(scoreOf('NUMERIC', {}, '12', null)).toBeUndefined();
});

test('whole numbers are within a whole tolerance as integers are', () => {
  const whole = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(whole, whole, fc.nat(500), (output, expected, absoluteTolerance) => {
      expect(scoreOf('NUMERIC', { absoluteTolerance }, output, expected)).toBe(
        Math.abs(output - expected) <= absoluteTolerance ? 1 : 0,
      );
    }),
  );
});
