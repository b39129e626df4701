import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateDifference } from '../../../src/domain/statistics/paired-rates.js';

// Fagerland, Lydersen and Laake, "Recommended tests and confidence intervals for paired binomial proportions", Statistics in Medicine
// 33 (2014), table V, and "Statistical Analysis of Contingency Tables", 2017, chapter 8: Tango's asymptotic score interval.
test.each([
  { improved: 1, regressed: 7, items: 21, published: { value: -28.6, low: -51.7, high: -2.6 }, decimals: 1 },
  { improved: 6, regressed: 16, items: 161, published: { value: -6.21, low: -12.4, high: -0.54 }, decimals: 2 },
])('$improved improved and $regressed regressed of $items: the published difference', ({ published, decimals, ...given }) => {
  const { value, low, high } = known(given);
  expect(value).toBeCloseTo(published.value, decimals);
  expect(low).toBeCloseTo(published.low, decimals);
  expect(high).toBeCloseTo(published.high, decimals);
});

const changes = fc
  .integer({ min: 1, max: 100_000 })
  .chain((items) => fc.tuple(fc.nat(items), fc.constant(items)))
  .chain(([changed, items]) => fc.tuple(fc.nat(changed), fc.constant(changed), fc.constant(items)))
  .map(([improved, changed, items]) => ({ improved, regressed: changed - improved, items }));

function known({ improved, regressed, items }: { improved: number; regressed: number; items: number }) {
  const difference = rateDifference(improved, regressed, items);
  if (!difference) throw new Error('Items have a difference.');
  return difference;
}

test('the difference lies in its interval, which lies between -100 and 100 and mirrors when the runs are exchanged', () => {
  fc.assert(
    fc.property(changes, (given) => {
      const { value, low, high } = known(given);
      expect(-100 <= low && low <= value && value <= high && high <= 100).toBe(true);
      const exchanged = known({ ...given, improved: given.regressed, regressed: given.improved });
      expect([exchanged.value + 0, exchanged.low + 0, exchanged.high + 0]).toEqual([0 - value, 0 - high, 0 - low]);
    }),
  );
});

test('the interval holds 0 where McNemar’s statistic is at most 1.96', () => {
  fc.assert(
    fc.property(changes, ({ improved, regressed, items }) => {
      const { low, high } = known({ improved, regressed, items });
      const statistic = Math.abs(improved - regressed) / Math.sqrt(Math.max(1, improved + regressed));
      fc.pre(Math.abs(statistic - 1.959963984540054) > 1e-6);
      expect(low <= 0 && 0 <= high).toBe(statistic <= 1.959963984540054);
    }),
  );
});

test('each end is a difference that is 1.96 of its own standard errors away, with the rates that are most probable under it', () => {
  fc.assert(
    fc.property(changes, ({ improved, regressed, items }) => {
      const { low, high } = known({ improved, regressed, items });
      for (const end of [low, high]) {
        const difference = end / 100;
        const variance = mostProbableVariance(difference, { improved, regressed, items });
        const distance = Math.abs(improved - regressed - items * difference);
        // At an end of the scale there is nothing beyond that could be rejected.
        if (Math.abs(end) < 100)
          expect(distance / items).toBeCloseTo((1.959963984540054 * Math.sqrt(variance)) / Math.sqrt(items), 5);
      }
    }),
    { numRuns: 50 },
  );
});

/** By search over the rate of those that regressed, instead of by formula. */
function mostProbableVariance(difference: number, of: { improved: number; regressed: number; items: number }): number {
  const same = of.items - of.improved - of.regressed;
  const times = (count: number, rate: number) => (count === 0 ? 0 : count * Math.log(Math.max(rate, Number.MIN_VALUE)));
  const likelihood = (rate: number) =>
    times(of.regressed, rate) + times(of.improved, rate + difference) + times(same, 1 - 2 * rate - difference);
  let [low, high] = [Math.max(0, -difference), (1 - difference) / 2];
  for (let step = 0; step < 200; step += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3];
    if (likelihood(left) < likelihood(right)) low = left;
    else high = right;
  }
  return 2 * low + difference - difference ** 2;
}

test('nothing changed among twenty items: the difference may still be 16 points either way', () => {
  const { value, low, high } = known({ improved: 0, regressed: 0, items: 20 });
  expect(value).toBe(0);
  expect(high).toBeCloseTo(16.11, 2);
  expect(low).toBe(-high);
});

test('there is no difference without items', () => {
  expect(rateDifference(0, 0, 0)).toBeNull();
});
