import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateIntervalOfGroups } from '../../../src/domain/statistics/rate-interval.js';
import { wilsonRate } from '../../../src/domain/statistics/wilson.js';

const zeros = (items: number) => ({ items, mean: 0, variance: 0 });
const ones = (items: number) => ({ items, mean: 1, variance: 0 });

test.each([
  ['none of 54', [zeros(54)], 0, 0.0664],
  ['all of 54', [ones(54)], 0.9336, 1],
  ['20 of 290', [zeros(270), ones(20)], 0.0451, 0.1041],
])('%s', (_, groups, low, high) => {
  expect(rateIntervalOfGroups(groups)?.low).toBeCloseTo(low, 4);
  expect(rateIntervalOfGroups(groups)?.high).toBeCloseTo(high, 4);
});

test('it is that of the pass rate, as a part of 1, however the units are grouped', () => {
  const groups = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.boolean()), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(groups, (given) => {
      const items = given.reduce((sum, [count]) => sum + count, 0);
      const count = given.reduce((sum, [count, isOne]) => sum + (isOne ? count : 0), 0);
      const interval = rateIntervalOfGroups(given.map(([count, isOne]) => (isOne ? ones(count) : zeros(count))));
      const rate = wilsonRate(count, items);
      expect(interval).toEqual(items < 6 ? null : { low: (rate?.low ?? NaN) / 100, high: (rate?.high ?? NaN) / 100 });
    }),
  );
});

test.each([
  ['fewer than 6', [zeros(5)]],
  ['a unit that failed half of the time', [zeros(50), { items: 1, mean: 0.5, variance: 0 }]],
  ['a group of different values', [{ items: 9, mean: 1, variance: 0.1 }]],
])('%s: there is none', (_, groups) => {
  expect(rateIntervalOfGroups(groups)).toBeNull();
});
