import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AlwaysValid, alwaysValid } from '../../../src/domain/statistics/always-valid.js';
import type { Moments } from '../../../src/domain/statistics/moments.js';
import { drawNormal, type Random, seededRandom } from '../../../src/domain/statistics/random.js';
import { shareOf } from './samples.js';

/** One experiment: what each unit gives, on the other side or the reference, and how many of the units come to the other side. */
interface World {
  draw(random: Random, isOther: boolean): number;
  /** The part of the units that comes to the other side, from 0 to 1, by how many came before. */
  share(before: number): number;
}

const even = (): number => 0.5;
const tenth = (): number => 0.1;
/** The candidate starts with a hundredth, is promoted to half and then to nine tenths. */
const promoted = (before: number): number => (before < 500 ? 0.01 : before < 1500 ? 0.5 : 0.9);

const passes =
  (rate: number): World['draw'] =>
  (random) =>
    random() < rate ? 1 : 0;
const skewed: World['draw'] = (random) => Math.exp(1.5 * drawNormal(random));
const scattersMore: World['draw'] = (random, isOther) => (isOther ? 3 : 1) * drawNormal(random);

/** Adds a value to moments. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4 (1962). */
function grown({ units, mean, variance }: Moments, value: number): Moments {
  const grownMean = mean + (value - mean) / (units + 1);
  const squares = variance * units + (value - mean) * (value - grownMean);
  return { units: units + 1, mean: grownMean, variance: squares / (units + 1) };
}

/** Lets units come one by one, and looks after each of them; gives the number of the first at which it is so, or null. */
function firstLook(
  world: World,
  { units, seed }: { units: number; seed: string },
  isSo: (reference: Moments, other: Moments) => boolean,
): number | null {
  const random = seededRandom(seed);
  let reference = { units: 0, mean: 0, variance: 0 };
  let other = reference;
  for (let came = 0; came < units; came += 1) {
    const isOther = random() < world.share(came);
    const value = world.draw(random, isOther);
    if (isOther) other = grown(other, value);
    else reference = grown(reference, value);
    if (isSo(reference, other)) return came + 1;
  }
  return null;
}

/** In which part of repeated experiments it is so at any look. */
function shareAtAnyLook(world: World, isSo: (reference: Moments, other: Moments) => boolean): number {
  return shareOf(300, (experiment) => firstLook(world, { units: 4000, seed: `experiment ${experiment}` }, isSo) !== null);
}

/** 5 %, and two standard errors of a share of 300. */
const atMostOneIn20 = 0.075;

/** The test that holds at one look, fixed in advance. */
function fixedFinds(reference: Moments, other: Moments): boolean {
  if (Math.min(reference.units, other.units) < 6) return false;
  const standardError = Math.sqrt(reference.variance / reference.units + other.variance / other.units);
  return Math.abs(other.mean - reference.mean) > 1.96 * standardError;
}

function finds(reference: Moments, other: Moments): boolean {
  const found = alwaysValid(reference, other);
  return found !== null && found.pValue < 0.05;
}

describe('where the variants do not differ, whoever looks after every unit', () => {
  test.each<[string, World]>([
    ['half pass', { draw: passes(0.5), share: even }],
    ['2 % pass', { draw: passes(0.02), share: even }],
    ['2 % pass, and a tenth of the units is on one side', { draw: passes(0.02), share: tenth }],
    ['values are uniform', { draw: (random) => random(), share: even }],
    ['values are skewed', { draw: skewed, share: even }],
    ['values are skewed, and a tenth is on one side', { draw: skewed, share: tenth }],
    ['the side with a tenth scatters three times as much', { draw: scattersMore, share: tenth }],
    [
      'one side has one value, and the tenth passes or fails',
      { draw: (random, o) => (o ? +(random() < 0.5) : 0.5), share: tenth },
    ],
    ['the shares change, and the sides scatter unlike', { draw: scattersMore, share: promoted }],
  ])('finds a difference in at most 5 of 100 experiments: %s', (_, world) => {
    expect(shareAtAnyLook(world, finds)).toBeLessThan(atMostOneIn20);
  });

  test('finds one in a third of them and more by a test for one look', () => {
    expect(shareAtAnyLook({ draw: passes(0.5), share: even }, fixedFinds)).toBeGreaterThan(0.33);
  });
});

test.each<[string, number, World['draw']]>([
  ['rates of 30 % and 60 %', 0.3, (random, isOther) => +(random() < (isOther ? 0.6 : 0.3))],
  ['means that are half a deviation apart', 0.5, (random, isOther) => drawNormal(random) + (isOther ? 0.5 : 0)],
])('the intervals of all looks hold the difference of %s in 95 of 100 experiments', (_, difference, draw) => {
  const misses = (reference: Moments, other: Moments): boolean => {
    const found = alwaysValid(reference, other);
    return found !== null && (difference < found.low || found.high < difference);
  };
  expect(shareAtAnyLook({ draw, share: even }, misses)).toBeLessThan(atMostOneIn20);
});

test('the intervals of all looks hold the difference of rates of 0 % and 5 % less often, in some 90 of 100 experiments', () => {
  const misses = (reference: Moments, other: Moments): boolean => (alwaysValid(reference, other)?.high ?? 1) < 0.05;
  const share = shareAtAnyLook({ draw: (random, isOther) => +(isOther && random() < 0.05), share: even }, misses);
  expect(share).toBeGreaterThan(atMostOneIn20);
  expect(share).toBeLessThan(0.14);
});

test.each<[number, number]>([
  [0.5, 400],
  [0.2, 1800],
  [0.1, 6000],
])('a difference of %d deviations is found in 80 of 100 experiments before %i units came', (difference, units) => {
  const world: World = { draw: (random, isOther) => drawNormal(random) + (isOther ? difference : 0), share: even };
  const share = shareOf(100, (experiment) => firstLook(world, { units, seed: `power ${experiment}` }, finds) !== null);
  expect(share).toBeGreaterThan(0.8);
});

const moments = fc.record({
  units: fc.integer({ min: 6, max: 10_000_000 }),
  mean: fc.double({ min: -10, max: 10, noNaN: true }),
  variance: fc.double({ min: 0.001, max: 100, noNaN: true }),
});
const huge = fc.double({ min: -1e150, max: 1e150, noNaN: true });
const anyMoments = fc.record({
  units: fc.integer({ min: 6, max: Number.MAX_SAFE_INTEGER }),
  mean: huge,
  variance: fc.double({ min: 0, max: 1e300, noNaN: true }),
});

/** What there is to say of two samples that scatter. */
function said(reference: Moments, other: Moments): AlwaysValid {
  const found = alwaysValid(reference, other);
  if (found === null) throw new Error('Nothing is said of samples that scatter.');
  return found;
}

test('the interval leaves out 0 exactly where the p-value is below 0.05', () => {
  // Within some 8 standard errors, where both happen.
  const apart = fc.integer({ min: -8000, max: 8000 }).map((thousandths) => thousandths / 1000);
  let found = 0;
  fc.assert(
    fc.property(moments, moments, apart, (reference, from, errors) => {
      const error = Math.sqrt(reference.variance / reference.units + from.variance / from.units);
      const { low, high, pValue } = said(reference, { ...from, mean: reference.mean + errors * error });
      expect(low > 0 || high < 0).toBe(pValue < 0.05);
      if (pValue < 0.05) found += 1;
    }),
    { numRuns: 1000, seed: 1 },
  );
  expect(found).toBeGreaterThan(100);
  expect(found).toBeLessThan(900);
});

test('sides exchanged, it is the same with the other sign', () => {
  fc.assert(
    fc.property(moments, moments, (a, b) => {
      const { difference, low, high, pValue } = said(a, b);
      const exchanged = said(b, a);
      expect([0 - exchanged.difference, 0 - exchanged.high, 0 - exchanged.low]).toEqual([difference + 0, low, high]);
      expect(exchanged.pValue).toBe(pValue);
    }),
  );
});

test('in another unit and from another origin, it is the same in that unit', () => {
  fc.assert(
    fc.property(moments, moments, fc.constantFrom(0.25, 8, 1024), (a, b, scale) => {
      const inUnit = (one: Moments): Moments => ({ ...one, mean: one.mean * scale, variance: one.variance * scale ** 2 });
      const { low, high, pValue } = said(a, b);
      expect(said(inUnit(a), inUnit(b))).toMatchObject({ low: low * scale, high: high * scale, pValue });
    }),
  );
});

test('whatever the values, the figures are numbers, and the p-value is above 0 and at most 1', () => {
  fc.assert(
    fc.property(anyMoments, anyMoments, (a, b) => {
      const found = alwaysValid(a, b);
      if (found === null) return;
      expect(Object.values(found).filter((figure) => !Number.isFinite(figure))).toEqual([]);
      expect(found.low <= found.difference && found.difference <= found.high).toBe(true);
      expect(found.pValue > 0 && found.pValue <= 1).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('from 200 units to a million the interval is at most twice as wide as that of one look, and tightest at 2,000', () => {
  const width = (units: number): number => {
    const side = { units: units / 2, mean: 0, variance: 1 };
    const { low, high } = said(side, side);
    return (high - low) / (2 * 1.96 * Math.sqrt(2 / side.units));
  };
  expect(Math.max(width(200), width(1_000_000))).toBeLessThan(2);
  expect(width(2000)).toBeCloseTo(1.55, 2);
  expect(Math.min(width(1000), width(4000))).toBeGreaterThan(width(2000));
});

describe('all fail on one side and pass on the other', () => {
  const all = (mean: number, units: number): Moments => ({ units, mean, variance: 0 });

  test('six of each are too few, thirty are enough', () => {
    expect(said(all(0, 6), all(1, 6)).pValue).toBeGreaterThan(0.5);
    expect(said(all(0, 30), all(1, 30)).pValue).toBeLessThan(0.05);
  });

  test('a p-value too small to matter is not 0', () => {
    expect(said(all(0, 1_000_000), all(1, 1_000_000)).pValue).toBe(1e-30);
  });
});

test('nothing is said of five units on a side', () => {
  const many = { units: 1000, mean: 0.5, variance: 0.25 };
  expect(alwaysValid(many, { ...many, units: 5 })).toBeNull();
  expect(alwaysValid({ ...many, units: 5 }, many)).toBeNull();
  expect(alwaysValid({ ...many, units: 6 }, many)).not.toBeNull();
});

test('nothing is said of values that do not scatter, even where adding them up makes them differ', () => {
  const average = (count: number): number => new Array<number>(count).fill(0.1).reduce((sum, value) => sum + value, 0) / count;
  const [hundred, thousand] = [average(100), average(1000)];
  expect(hundred).not.toBe(thousand);
  const nothing = alwaysValid({ units: 100, mean: hundred, variance: 0 }, { units: 1000, mean: thousand, variance: 0 });
  expect(nothing).toBeNull();
  expect(alwaysValid({ units: 100, mean: 0, variance: 0 }, { units: 100, mean: 0, variance: 0 })).toBeNull();
});
