import jStat from 'jstat';
import { expect, test } from 'vitest';
import { t975, upperTail, z80, z975 } from '../../../src/domain/statistics/normal.js';

test('the quantiles of the normal distribution are those of another implementation', () => {
  expect(z975).toBeCloseTo(jStat.normal.inv(0.975, 0, 1), 9);
  expect(z80).toBeCloseTo(jStat.normal.inv(0.8, 0, 1), 9);
});

test.each([0, 0.1, 0.5, 1, 1.96, 2.5, 3, 4, 6])('the tail above %d is that of another implementation', (z) => {
  expect(Math.abs(upperTail(z) - jStat.normal.cdf(-z, 0, 1))).toBeLessThan(7.5e-8);
});

test.each([
  [5, 4e-4],
  [6, 2e-4],
  [10, 1e-5],
  [30, 1e-7],
  [1000, 1e-7],
  [99_999, 1e-6],
])('the quantile of Student’s t at %i degrees of freedom is off by less than %d', (degrees, error) => {
  expect(Math.abs(t975(degrees) - jStat.studentt.inv(0.975, degrees))).toBeLessThan(error);
});
