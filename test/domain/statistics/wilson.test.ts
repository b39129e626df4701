import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilsonRate } from '../../../src/domain/statistics/wilson.js';

// Newcombe, "Two-sided Confidence Intervals for the Single Proportion", Statistics in Medicine 17 (1998), table I, method 3.
test.each([
  [81, 263, 25.53, 36.62],
  [15, 148, 6.24, 16.05],
  [0, 20, 0, 16.11],
  [1, 29, 0.61, 17.18],
])('%i of %i passed: the rate lies between %d and %d, as published', (passed, judged, low, high) => {
  const rate = wilsonRate(passed, judged);
  expect(rate).toMatchObject({ passed, judged, rate: (100 * passed) / judged });
  expect(rate?.low).toBeCloseTo(low, 2);
  expect(rate?.high).toBeCloseTo(high, 2);
});

const passedOfJudged = fc
  .integer({ min: 1, max: 5000 })
  .chain((judged) => fc.tuple(fc.integer({ min: 0, max: judged }), fc.constant(judged)));

test('each end is a rate that is 1.96 of its own standard errors away, and the rate lies between', () => {
  fc.assert(
    fc.property(passedOfJudged, ([passed, judged]) => {
      const { low = Number.NaN, high = Number.NaN, rate = Number.NaN } = wilsonRate(passed, judged) ?? {};
      expect(0 <= low && low <= rate && rate <= high && high <= 100).toBe(true);
      for (const end of [low, high]) {
        const errors = Math.abs(rate - end) ** 2 * judged - 1.959963984540054 ** 2 * end * (100 - end);
        expect(Math.abs(errors)).toBeLessThan(1e-6);
      }
    }),
  );
});

test('all of the judged passed: the rate reaches 100, and no further', () => {
  expect(wilsonRate(7, 7)).toMatchObject({ rate: 100, high: 100 });
});

test('there is no rate where nothing was judged', () => {
  expect(wilsonRate(0, 0)).toBeNull();
});
