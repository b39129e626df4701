import { expect, test } from 'vitest';
import { compareWithFirst } from '../../../src/domain/live/compare-variants.js';

test('a variant that cannot be compared yet counts among those that the p-values are adjusted for', () => {
  const first = { units: 400, mean: 0.5, variance: 0.25 };
  const better = { units: 400, mean: 0.64, variance: 0.23 };
  const few = { units: 5, mean: 1, variance: 0 };
  const enough = { units: 400, mean: 0.5, variance: 0.25 };
  const [, alone] = compareWithFirst([first, better], 'more');
  const [, besideFew, none] = compareWithFirst([first, better, few], 'more');
  const [, besideEnough] = compareWithFirst([first, better, enough], 'more');
  expect(alone?.adjustedPValue).toBe(alone?.pValue);
  expect(none).toBeNull();
  expect(besideFew?.adjustedPValue).toBe(2 * (alone?.pValue ?? Number.NaN));
  expect(besideFew).toEqual(besideEnough);
});
