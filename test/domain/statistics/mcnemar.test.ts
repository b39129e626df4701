import fc from 'fast-check';
import jStat from 'jstat';
import { expect, test } from 'vitest';
import { mcnemar } from '../../../src/domain/statistics/mcnemar.js';

/** Twice the tail of the binomial distribution at even odds, from binomial coefficients of any size. */
function naivePValue(improved: number, regressed: number): number {
  const changes = improved + regressed;
  let ways = 1n;
  let tail = 0n;
  for (let count = 0; count <= Math.min(improved, regressed); count += 1) {
    tail += ways;
    ways = (ways * BigInt(changes - count)) / BigInt(count + 1);
  }
  const parts = 10n ** 30n;
  return Math.min(1, Number((2n * tail * parts) / 2n ** BigInt(changes)) / 1e30);
}

const count = fc.integer({ min: 0, max: 400 });

test('the p-value is exact', () => {
  fc.assert(
    fc.property(count, count, (improved, regressed) => {
      const exact = naivePValue(improved, regressed);
      const { pValue } = mcnemar(improved, regressed);
      expect(Math.abs(pValue - exact)).toBeLessThan(1e-11 * exact + 1e-29);
    }),
  );
});

test('the p-value is twice the tail that another implementation gives', () => {
  const tail = [0, 1, 2, 3].reduce((sum, successes) => sum + jStat.binomial.pdf(successes, 17, 0.5), 0);
  expect(mcnemar(14, 3).pValue).toBeCloseTo(2 * tail, 9);
});

test('nine items improved and one regressed: 22 of 1,024', () => {
  expect(mcnemar(9, 1)).toEqual({ improved: 9, regressed: 1, pValue: expect.closeTo(22 / 1024, 15) });
});

test.each([
  [0, 0],
  [1, 0],
  [4, 4],
  [5, 4],
  [1_000_000, 1_000_000],
])('%i improved and %i regressed say nothing', (improved, regressed) => {
  expect(mcnemar(improved, regressed).pValue).toBe(1);
});

test('a million changes give what the limit of many gives', () => {
  const limit = 2 * jStat.normal.cdf(-1999 / 1000, 0, 1);
  expect(mcnemar(501_000, 499_000).pValue / limit).toBeCloseTo(1, 4);
});

test('a p-value too small for a number is not 0', () => {
  expect(mcnemar(1_000_000, 0).pValue).toBe(Number.MIN_VALUE);
  expect(mcnemar(0, 1_000_000).pValue).toBe(Number.MIN_VALUE);
});
