import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisOver, placeOn } from '../../src/dashboard/live/interval-axis.js';
import { formatMetric, formatMetricDifference, verdictWords } from '../../src/dashboard/live/metric.js';
import { promotedShare } from '../../src/dashboard/live/promoted-share.js';

const value = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
const interval = fc.tuple(value, value, value).map((values) => {
  const [low = 0, mean = 0, high = 0] = values.toSorted((a, b) => a - b);
  return { low, mean, high };
});

describe('The plot of intervals', () => {
  test('holds each mean and interval, in their order', () => {
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 5 }), (intervals) => {
        const axis = axisOver(intervals);
        if (!axis) throw new Error('There are values.');
        for (const { low, mean, high } of intervals) {
          const places = [0, placeOn(axis, low), placeOn(axis, mean), placeOn(axis, high), 100];
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test('has a single value in the middle, 0 too, and is not there where nothing was measured', () => {
    for (const mean of [0, 0.5, -3, 1e6]) {
      const axis = axisOver([{ mean, low: null, high: null }]);
      expect(axis && placeOn(axis, mean)).toBe(50);
    }
    expect(axisOver([{ mean: null, low: null, high: null }])).toBeNull();
  });
});

test('what is measured has its unit, and a difference its sign', () => {
  expect(formatMetric('errors', 0.0504)).toBe('5.0 %');
  expect(formatMetric('durationMs', 402)).toBe('402 ms');
  expect(formatMetric('cost', 1e-7)).toBe('$0.0000001');
  expect(formatMetric('score', -0.25)).toBe('−0.250');
  expect(formatMetric('score', 1834.56)).toBe('1,835');
  expect(formatMetric('score', 0.00001234)).toBe('0.00001234');
  expect(formatMetric('cost', null)).toBe('–');

  expect(formatMetricDifference('errors', 0.069)).toBe('+6.9 points');
  expect(formatMetricDifference('durationMs', -500)).toBe('−500 ms');
  expect(formatMetricDifference('cost', 0.00012)).toBe('+$0.00012');
  expect(formatMetricDifference('score', 0)).toBe('0.000');
});

test('a verdict says what is better: less of errors, time and money, more of a score', () => {
  const said = (verdict: 'IMPROVED' | 'REGRESSED') =>
    (['errors', 'durationMs', 'cost', 'score'] as const).map((kind) => verdictWords(kind, verdict));
  expect(said('IMPROVED')).toEqual(['Fewer errors', 'Faster', 'Cheaper', 'Higher']);
  expect(said('REGRESSED')).toEqual(['More errors', 'Slower', 'Dearer', 'Lower']);
  expect(verdictWords('score', 'INCONCLUSIVE')).toBe('Can’t be told yet');
});

describe('The share that a promoted variant would get', () => {
  const variants = [
    { name: 'current', weight: 100 },
    { name: 'candidate', weight: 0 },
  ];

  test('is its new weight beside those of the others', () => {
    expect(promotedShare(variants, 'candidate', 25)).toBe(0.2);
    expect(promotedShare(variants, 'current', 50)).toBe(1);
  });

  test('is not known where no weights choose, or none would be positive', () => {
    expect(promotedShare([{ name: 'current', weight: null }, ...variants], 'candidate', 25)).toBeNull();
    expect(promotedShare(variants, 'current', 0)).toBeNull();
  });
});
