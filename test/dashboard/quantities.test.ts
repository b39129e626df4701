import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCost } from '../../src/dashboard/quantities.js';

test.each([
  [null, 'unknown'],
  ['0', '$0.00'],
  ['0.000000000000', '$0.00'],
  ['1234.5', '$1,234.50'],
  ['1', '$1.00'],
  ['0.9996', '$1.00'],
  ['0.5', '$0.50'],
  ['0.1728', '$0.173'],
  ['0.1668', '$0.167'],
  ['0.002', '$0.002'],
  ['0.00144', '$0.00144'],
  ['0.00139', '$0.00139'],
  ['-0.25', '−$0.25'],
  ['0.0001004', '$0.0001'],
  ['0.000000001', '$0.000000001'],
])('%s US dollars are shown as %s', (dollars, shown) => {
  expect(formatCost(dollars)).toBe(shown);
});

test('what is shown below a dollar is within a two hundredth of what it costs', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (amount) => {
      expect(Math.abs(Number(formatCost(String(amount)).slice(1)) / amount - 1)).toBeLessThanOrEqual(0.00501);
    }),
  );
});
