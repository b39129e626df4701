import jStat from 'jstat';
import { describe, expect, test } from 'vitest';
import { bootstrapInterval, type Interval } from '../../../src/domain/statistics/bootstrap.js';
import { type Group, groupsOf } from '../../../src/domain/statistics/groups.js';
import { standardDeviation } from '../../../src/domain/statistics/power.js';
import { type Random, seededRandom } from '../../../src/domain/statistics/random.js';
import { drawn, normalSample, otherRandom, shareOf } from './samples.js';

/** Draws every item of every resample. */
function naiveInterval(values: Float64Array, random: Random): Interval {
  const items = values.length;
  const means = drawn(4000, () => {
    let sum = 0;
    for (let draw = 0; draw < items; draw += 1) sum += values[Math.floor(random() * items)] ?? Number.NaN;
    return sum / items;
  }).sort();
  const tail = jStat.normal.cdf(-jStat.studentt.inv(0.975, items - 1) * Math.sqrt(items / (items - 1)), 0, 1);
  const at = (part: number): number => means[Math.round(part * (means.length - 1))] ?? Number.NaN;
  return { low: at(tail), high: at(1 - tail) };
}

const random = otherRandom(7);
const samples: [string, Float64Array][] = [
  ['6 items', Float64Array.of(-300, -100, 0, 50, 200, 700)],
  ['25 items that pass or fail', drawn(25, () => Math.floor(random() * 3) - 1)],
  ['1,319 items that pass or fail', drawn(1319, () => Math.floor(random() * 3) - 1)],
  ['400 items, few of which changed', drawn(400, () => (random() < 0.02 ? 1000 : 0))],
  ['100 items on a grid', drawn(100, () => Math.round(random() * 20) * 50 - 400)],
  ['120 items, all distinct', normalSample(120, { mean: 3, sd: 10 }, random)],
  ['2,000 items, all distinct', normalSample(2000, { mean: 3, sd: 10 }, random)],
  ['2,000 items, half of them 0 and the others skewed', drawn(2000, () => (random() < 0.5 ? 0 : Math.exp(4 * random())))],
  ['2,000 near items and one far away', Float64Array.from([...normalSample(2000, { mean: 0, sd: 1 }, random), 200])],
];

test.each(samples)('the interval over %s is that of a bootstrap that draws each item', (_, values) => {
  const sorted = values.toSorted();
  const interval = bootstrapInterval(sorted, seededRandom('bootstrap'));
  const naive = naiveInterval(sorted, otherRandom(11));
  const standardError = (standardDeviation(sorted) ?? Number.NaN) / Math.sqrt(values.length);
  // The ends scatter by 0.04 standard errors; those over few items by more, and the mean of 25 that pass or fail jumps by 0.2.
  const tolerance = values.length < 50 ? 0.3 : 0.15;
  expect(Math.abs((interval?.low ?? Number.NaN) - naive.low) / standardError).toBeLessThan(tolerance);
  expect(Math.abs((interval?.high ?? Number.NaN) - naive.high) / standardError).toBeLessThan(tolerance);
});

describe('in experiments whose true mean is known', () => {
  const experiments = 300;

  /** In which part of the experiments the interval holds the mean. */
  function coverage(mean: number, sample: () => Float64Array): number {
    return shareOf(experiments, (experiment) => {
      const interval = bootstrapInterval(sample().sort(), seededRandom(`experiment ${experiment}`));
      return interval !== null && interval.low <= mean && mean <= interval.high;
    });
  }

  test.each([6, 10, 30])('the interval over %i items that scatter around it holds it in 95 of 100', (items) => {
    const world = otherRandom(items);
    const share = coverage(5, () => normalSample(items, { mean: 5, sd: 20 }, world));
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
  });

  test('the interval over 100 items that pass or fail holds it in 95 of 100', () => {
    const world = otherRandom(3);
    // A tenth gets better and a twentieth worse.
    const delta = (part: number): number => (part < 0.1 ? 1000 : part < 0.15 ? -1000 : 0);
    const share = coverage(50, () => drawn(100, () => delta(world())));
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
  });
});

test('where all items changed alike, the interval is that change', () => {
  expect(bootstrapInterval(new Float64Array(6).fill(-500), seededRandom(''))).toEqual({ low: -500, high: -500 });
});

test.each([0, 1, 2, 5])('%i items have no interval', (items) => {
  expect(bootstrapInterval(new Float64Array(items).fill(-500), seededRandom(''))).toBeNull();
});

test('ten times the items take no more draws, be the values few or all distinct', () => {
  const draws = (sorted: Float64Array): number => {
    const source = seededRandom('count');
    let count = 0;
    bootstrapInterval(sorted, () => {
      count += 1;
      return source();
    });
    return count;
  };
  const few = (items: number) => draws(drawn(items, () => Math.floor(random() * 20)).sort());
  const distinct = (items: number) => draws(normalSample(items, { mean: 0, sd: 1 }, random).sort());
  expect(few(100_000)).toBeLessThan(1.3 * few(10_000));
  expect(distinct(100_000)).toBeLessThan(1.3 * distinct(10_000));
});

test('items of few values are grouped by value, and so few that each can be drawn are not grouped', () => {
  expect(groupsOf(Float64Array.from([...new Array(30).fill(-2), ...new Array(50).fill(1)]))).toEqual([
    { items: 30, mean: -2, variance: 0 },
    { items: 50, mean: 1, variance: 0 },
  ]);
  expect(groupsOf(normalSample(300, { mean: 0, sd: 1 }, random).sort())).toBeNull();
});

test.each(samples.filter(([, { length }]) => length >= 2000))(
  'the groups of %s keep their number, sum and spread',
  (_, values) => {
    const groups = groupsOf(values.toSorted()) ?? [];
    const total = (of: (group: Group) => number): number => groups.reduce((sum, group) => sum + of(group), 0);
    const squares = values.reduce((sum, value) => sum + value ** 2, 0);
    expect(groups.length).toBeLessThan(135);
    expect(total(({ items }) => items)).toBe(values.length);
    expect(total(({ items, mean }) => items * mean)).toBeCloseTo(
      values.reduce((sum, value) => sum + value, 0),
      6,
    );
    expect(total(({ items, mean, variance }) => items * (mean ** 2 + variance)) / squares).toBeCloseTo(1, 9);
  },
);
