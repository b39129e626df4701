import { expect, test } from 'vitest';
import { formatCost, formatDuration, formatPercent, formatScore, formatTokens } from '../../src/cli/quantities.js';

test('money has cents, or two digits that say something where there are none; unknown is not free', () => {
  const costs = ['0', '0.0000421', '0.004215', '0.25', '0.5', '0.999', '4.2', '1234.5', null];
  expect(costs.map(formatCost)).toMatchInlineSnapshot(`
    [
      "$0.00",
      "$0.000042",
      "$0.0042",
      "$0.25",
      "$0.5",
      "$1.00",
      "$4.20",
      "$1,234.50",
      "unknown",
    ]
  `);
});

test('what nothing is known of is a dash', () => {
  expect([formatDuration(null), formatTokens(null), formatScore(null), formatPercent(null)]).toEqual(['–', '–', '–', '–']);
});

test('durations have a decimal where they are short', () => {
  expect([0.42, 9.95, 12.3, 1250.4].map(formatDuration)).toMatchInlineSnapshot(`
    [
      "0.4 ms",
      "10 ms",
      "12 ms",
      "1,250 ms",
    ]
  `);
});
