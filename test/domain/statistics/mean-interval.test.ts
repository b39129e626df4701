import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrapInterval } from '../../../src/domain/statistics/bootstrap.js';
import { type Group, groupsOf } from '../../../src/domain/statistics/groups.js';
import { meanIntervalOfGroups } from '../../../src/domain/statistics/mean-interval.js';
import { momentsOfGroups } from '../../../src/domain/statistics/moments.js';
import { seededRandom } from '../../../src/domain/statistics/random.js';
import { drawn, otherRandom, shareOf } from './samples.js';

/** As a database groups: by distinct value. */
function byValue(values: Float64Array): Group[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([mean, items]) => ({ items, mean, variance: 0 }));
}

/** As a database groups: by range, with the mean and variance of each. */
function byRange(values: Float64Array, width: number): Group[] {
  const ranges = new Map<number, number[]>();
  for (const value of values) {
    const range = Math.floor(value / width);
    ranges.set(range, [...(ranges.get(range) ?? []), value]);
  }
  return [...ranges.values()].map(momentsGroup);
}

function momentsGroup(values: number[]): Group {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { items: values.length, mean, variance };
}

const world = otherRandom(17);
const samples: [string, Float64Array, Group[]][] = [];
const add = (name: string, values: Float64Array, groups: Group[]) => samples.push([name, values, groups]);
const dollars = drawn(600, () => Math.ceil(20 * world() ** 3) * 0.0013);
add('costs in dollars', dollars, byValue(dollars));
const milliseconds = drawn(4000, () => 300 + Math.exp(5 + 1.2 * (world() + world() + world() - 1.5)));
add('durations in milliseconds, by ranges', milliseconds, byRange(milliseconds, 25));
const errors = drawn(900, () => (world() < 0.03 ? 1 : 0));
add('errors', errors, byValue(errors));

test.each(samples)('the interval of groups is that of a bootstrap of the values: %s', (_, values, groups) => {
  const exact = bootstrapInterval(values.toSorted(), seededRandom('other draws'));
  const found = meanIntervalOfGroups(groups, 'seed');
  const { variance } = momentsOfGroups(groups);
  const standardError = Math.sqrt(variance / values.length);
  expect(Math.abs((found?.low ?? Number.NaN) - (exact?.low ?? Number.NaN)) / standardError).toBeLessThan(0.15);
  expect(Math.abs((found?.high ?? Number.NaN) - (exact?.high ?? Number.NaN)) / standardError).toBeLessThan(0.15);
});

const shapes: [string, () => number][] = [
  ['even', () => world()],
  ['skewed', () => -Math.log(1 - world() * 0.999_999)],
  ['very skewed', () => Math.exp(5 * (world() + world() + world() - 1.5))],
  ['small but for a few', () => (world() < 0.01 ? 1e5 : 100 * world())],
  ['around two points', () => world() + (world() < 0.3 ? 20 : 3)],
];

test.each(shapes)('32 parts of the range are enough: 500 values that are %s', (_, value) => {
  const values = drawn(500, value).sort();
  const [low = 0, high = 0] = [values[0], values.at(-1)];
  // The highest value is in the last part.
  const groups = byRange(
    values.map((each) => each - low),
    ((high - low) / 32) * 1.000_001,
  ).map((group) => ({ ...group, mean: group.mean + low }));
  const exact = bootstrapInterval(values, seededRandom('other draws'));
  const found = meanIntervalOfGroups(groups, 'seed');
  if (!exact || !found) throw new Error('500 values are enough for an interval.');
  const width = exact.high - exact.low;
  expect(groups.length).toBeLessThanOrEqual(32);
  expect(Math.abs(found.low - exact.low) / width).toBeLessThan(0.04);
  expect(Math.abs(found.high - exact.high) / width).toBeLessThan(0.04);
});

test('over values that come in few groups, it is the interval of the values themselves', () => {
  const sorted = drawn(500, () => Math.floor(20 * world()) / 4).sort();
  const groups = groupsOf(sorted) ?? [];
  const exact = bootstrapInterval(sorted, seededRandom('seed bootstrap'));
  const found = meanIntervalOfGroups(groups, 'seed');
  expect(groups).toHaveLength(20);
  expect(found).toEqual({
    low: expect.closeTo(exact?.low ?? Number.NaN, 10),
    high: expect.closeTo(exact?.high ?? Number.NaN, 10),
  });
});

test('in experiments whose mean is known, the interval of 60 skewed values in ranges holds it in about 95 of 100', () => {
  const share = shareOf(150, (experiment) => {
    const values = drawn(60, () => -1000 * Math.log(1 - world() * 0.999_999));
    const interval = meanIntervalOfGroups(byRange(values, 1000), `experiment ${experiment}`);
    return interval !== null && interval.low <= 1000 && 1000 <= interval.high;
  });
  // A bootstrap by percentiles holds a little less where values are skewed.
  expect(share).toBeGreaterThan(0.9);
  expect(share).toBeLessThan(0.98);
});

test('the same groups give the same interval, in whichever order they come', () => {
  const groups = byRange(milliseconds, 100);
  const interval = meanIntervalOfGroups(groups, 'report');
  expect(meanIntervalOfGroups(groups.toReversed(), 'report')).toEqual(interval);
  expect(meanIntervalOfGroups(groups, 'another')).not.toEqual(interval);
});

test('equal values are their point, even where they cannot be added up exactly, or are far from 0', () => {
  const alike = (mean: number, ...items: number[]): Group[] => items.map((count) => ({ items: count, mean, variance: 0 }));
  expect(meanIntervalOfGroups(alike(0.1, 6), 'seed')).toEqual({ low: 0.1, high: 0.1 });
  expect(meanIntervalOfGroups(alike(1_760_000_000_000.3, 7, 3), 'seed')).toEqual({
    low: 1_760_000_000_000.3,
    high: 1_760_000_000_000.3,
  });
});

test('five items have no interval, nor has nothing', () => {
  expect(
    meanIntervalOfGroups(
      [
        { items: 3, mean: 1, variance: 0 },
        { items: 2, mean: 4, variance: 0 },
      ],
      'seed',
    ),
  ).toBeNull();
  expect(meanIntervalOfGroups([], 'seed')).toBeNull();
});

test('the moments of groups are those of the values', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 8 }), (lists) => {
      const { units, mean, variance } = momentsOfGroups(lists.map(momentsGroup));
      const all = momentsGroup(lists.flat());
      expect(units).toBe(all.items);
      expect(Math.abs(mean - all.mean)).toBeLessThan(1e-6);
      expect(Math.abs(variance - all.variance)).toBeLessThan(1e-9 * (1 + all.variance) + 1e-3);
    }),
  );
});

test('groups without items count for nothing, and where there are no others there are no units', () => {
  const empty = { items: 0, mean: 99, variance: 7 };
  const group = { items: 4, mean: 0.1, variance: 2 };
  expect(momentsOfGroups([empty, group, empty])).toEqual({ units: 4, mean: 0.1, variance: 2 });
  expect(momentsOfGroups([empty])).toEqual({ units: 0, mean: 0, variance: 0 });
});
