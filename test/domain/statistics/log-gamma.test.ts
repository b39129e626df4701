import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logGamma } from '../../../src/domain/statistics/log-gamma.js';

/** The logarithm of an integer of any size. */
function logOf(integer: bigint): number {
  const digits = String(integer);
  return Math.log(Number(`0.${digits.slice(0, 20)}`)) + digits.length * Math.LN10;
}

/** All factorials from that of 0. */
const factorials = [1n];
for (let n = 1n; n <= 1000n; n += 1n) factorials.push((factorials.at(-1) ?? 0n) * n);

/** Relative, but near 1 and 2, where the logarithm is 0. */
function expectNear(found: number, exact: number): void {
  expect(Math.abs(found - exact)).toBeLessThan(1e-12 * Math.max(1, Math.abs(exact)));
}

test('of whole numbers up to 1,001 it is the logarithm of the exact factorial', () => {
  for (const [n, factorial] of factorials.entries()) expectNear(logGamma(n + 1), logOf(factorial));
});

test('of halves it is exact too: Γ(n + ½) = (2n)! √π / (4ⁿ n!)', () => {
  for (let n = 0; n <= 500; n += 1) {
    const exact = logOf(factorials[2 * n] ?? 0n) - logOf(4n ** BigInt(n)) - logOf(factorials[n] ?? 0n) + Math.log(Math.PI) / 2;
    expect(Math.abs(logGamma(n + 0.5) - exact)).toBeLessThan(1e-10 * Math.max(1, Math.abs(exact)));
  }
});

test('from a billionth to a hundred million, one step on is a factor of x', () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 8, noNaN: true }), (exponent) => {
      const x = 10 ** exponent;
      const [at, next] = [logGamma(x), logGamma(x + 1)];
      expect(Math.abs(next - at - Math.log(x))).toBeLessThan(1e-12 * Math.max(1, Math.abs(at)));
    }),
  );
});

test('of a billion it is what Stirling’s series gives', () => {
  const x = 1e9;
  const stirling = (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + 1 / (12 * x);
  expectNear(logGamma(x), stirling);
});
