import { describe, expect, test } from 'vitest';
import { verdictWords } from '../../src/dashboard/regression/verdict-words.js';

const interval = { confidenceLow: -0.2, itemsNeeded: null };

describe('A verdict in words', () => {
  test('says on which side of 0 the interval lies, or within which bounds', () => {
    expect(verdictWords({ ...interval, verdict: 'IMPROVED' }, 0.05)).toBe('Better: the interval lies above 0');
    expect(verdictWords({ ...interval, verdict: 'REGRESSED' }, 0.05)).toBe('Worse: the interval lies below 0');
    expect(verdictWords({ ...interval, verdict: 'NO_DIFFERENCE' }, 0.1)).toBe('No difference: the interval lies within ±0.1');
  });

  test('says how many more items would decide, where a number can be said', () => {
    const inconclusive = { ...interval, verdict: 'INCONCLUSIVE' } as const;
    expect(verdictWords({ ...inconclusive, itemsNeeded: 40 }, 0.05)).toBe(
      'Nothing can be said yet: about 40 more items would decide',
    );
    expect(verdictWords({ ...inconclusive, itemsNeeded: 1 }, 0.05)).toBe(
      'Nothing can be said yet: about 1 more item would decide',
    );
    expect(verdictWords({ ...inconclusive, itemsNeeded: 12_345 }, 0.05)).toContain('about 12,345 more items');
    expect(verdictWords(inconclusive, 0.05)).toBe('Nothing can be said yet: the interval holds 0 and reaches beyond ±0.05');
    expect(verdictWords({ ...inconclusive, confidenceLow: null }, 0.05)).toBe(
      'Nothing can be said: there are too few items for an interval',
    );
  });
});
