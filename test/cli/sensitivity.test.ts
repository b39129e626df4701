import { expect, test } from 'vitest';
import { describeSensitivity } from '../../src/cli/sensitivity.js';

test.each([
  [
    1319,
    'DEFAULT',
    0.03858,
    '1,319 items can show a difference of about 0.039 in the mean score (if one item in four turns out otherwise).',
  ],
  [
    500,
    'EARLIER_RUNS',
    0.0125,
    '500 items can show a difference of about 0.013 in the mean score (by how the last two runs differed).',
  ],
  [
    100_000,
    'EARLIER_RUNS',
    0.00042,
    '100,000 items can show a difference of about 0.0004 in the mean score (by how the last two runs differed).',
  ],
  [1, 'DEFAULT', null, '1 item: too few to tell a difference from chance.'],
  [6, 'EARLIER_RUNS', 1.2, '6 items: too few to show even the largest difference (by how the last two runs differed).'],
] as const)('%d items by %s, %d: %s', (items, basis, smallestDifference, said) => {
  expect(describeSensitivity({ items, basis, standardDeviation: 0.5, smallestDifference })).toBe(said);
});
