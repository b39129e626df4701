import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrapInterval } from '../../../src/domain/statistics/bootstrap.js';
import { detectableDifference, itemsToDecide, standardDeviation } from '../../../src/domain/statistics/power.js';
import { seededRandom } from '../../../src/domain/statistics/random.js';
import { verdictOf } from '../../../src/domain/statistics/verdict.js';
import { normalSample, otherRandom, shareOf } from './samples.js';

test.each([10, 40])('the difference that %i items can show comes out in four of five experiments', (items) => {
  const sd = 0.1;
  const difference = detectableDifference({ items, sd }) ?? Number.NaN;
  const world = otherRandom(items);
  const shown = shareOf(200, (experiment) => {
    const deltas = normalSample(items, { mean: difference, sd }, world).sort();
    return verdictOf(bootstrapInterval(deltas, seededRandom(`experiment ${experiment}`)), 0.05) === 'IMPROVED';
  });
  expect(shown).toBeGreaterThan(0.74);
  expect(shown).toBeLessThan(0.86);
});

test('as many items as are asked for can be expected to show the difference, and one fewer cannot', () => {
  const difference = fc.double({ min: 0.001, max: 1, noNaN: true });
  const sd = fc.double({ min: 0.01, max: 1, noNaN: true });
  fc.assert(
    fc.property(difference, sd, fc.integer({ min: 2, max: 50 }), (meanDelta, deviation, items) => {
      const more = itemsToDecide(-meanDelta, deviation, items) ?? Number.NaN;
      const total = items + more;
      expect(more).toBeGreaterThanOrEqual(1);
      expect(detectableDifference({ items: total, sd: deviation })).toBeLessThanOrEqual(meanDelta * (1 + 1e-9));
      if (more === 1) return;
      expect(detectableDifference({ items: total - 1, sd: deviation }) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(meanDelta);
    }),
  );
});

test('no number of items shows a difference of 0, and five items show none at all', () => {
  expect(itemsToDecide(0, 0.3, 40)).toBeNull();
  expect(detectableDifference({ items: 5, sd: 0.3 })).toBeNull();
});

test('items that all change alike are still asked for until there are six', () => {
  expect(itemsToDecide(0.5, 0, 2)).toBe(4);
});

test('the standard deviation is that of a sample', () => {
  expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
  expect(standardDeviation(Float64Array.of(3, 3))).toBe(0);
  expect(standardDeviation([3])).toBeNull();
});
