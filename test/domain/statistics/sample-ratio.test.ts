import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SampleRatio, type Stratum, sampleRatio } from '../../../src/domain/statistics/sample-ratio.js';
import { seededRandom } from '../../../src/domain/statistics/random.js';
import { shareOf } from './samples.js';

function said(strata: Stratum[]): SampleRatio {
  const found = sampleRatio(strata);
  if (found === null) throw new Error('Nothing is said of these strata.');
  return found;
}

/** Which of the shares, one after the other from 0 to 1, a number falls into. */
function drawPlace(shares: number[], number: number): number {
  let end = 0;
  for (const [place, share] of shares.entries()) {
    end += share;
    if (number < end) return place;
  }
  return shares.length - 1;
}

/**
 * The first number of units, at most `units`, at which it is so; null where it never is. Units come by `shares`, to be judged by
 * `weights`; after a hundred of them, each hundredth more is looked at.
 */
function firstLook(
  { shares, weights }: { shares: number[]; weights: number[] },
  { units, seed }: { units: number; seed: string },
  isSo: (counts: number[], weights: number[]) => boolean,
): number | null {
  const random = seededRandom(seed);
  const counts = shares.map(() => 0);
  let look = 1;
  for (let came = 1; came <= units; came += 1) {
    const place = drawPlace(shares, random());
    counts[place] = (counts[place] ?? 0) + 1;
    if (came < look) continue;
    if (isSo(counts, weights)) return came;
    look = came < 100 ? came + 1 : Math.ceil(came * 1.01);
  }
  return null;
}

const isMismatch = (counts: number[], weights: number[]): boolean => said([{ counts, weights }]).mismatch;

/** Pearson's test at one look, at 1 % for one degree of freedom, as it would be read over and over. */
function chiSquareFinds(counts: number[], weights: number[]): boolean {
  const units = counts.reduce((sum, count) => sum + count, 0);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const expected = weights.map((weight) => (units * weight) / total);
  return counts.reduce((sum, count, place) => sum + (count - (expected[place] ?? 0)) ** 2 / (expected[place] ?? 0), 0) > 6.635;
}

describe('units shared as configured', () => {
  test.each([
    { weights: [1, 1], shares: [0.5, 0.5] },
    { weights: [90, 10], shares: [0.9, 0.1] },
    { weights: [70, 20, 10], shares: [0.7, 0.2, 0.1] },
    { weights: [998, 1, 1], shares: [0.998, 0.001, 0.001] },
  ])('by $weights are a mismatch in 1 of 100 experiments at most, whoever looks again and again', (world) => {
    const share = shareOf(250, (place) => firstLook(world, { units: 4000, seed: `ratio ${place}` }, isMismatch) !== null);
    // 1 %, and two standard errors of a share of 250.
    expect(share).toBeLessThan(0.023);
  });

  test('are one in more than 5 of 100 by a test for one look', () => {
    const world = { weights: [1, 1], shares: [0.5, 0.5] };
    const share = shareOf(250, (place) => firstLook(world, { units: 4000, seed: `ratio ${place}` }, chiSquareFinds) !== null);
    expect(share).toBeGreaterThan(0.05);
  });
});

describe('units that are not shared as configured are a mismatch in 9 of 10 experiments', () => {
  test.each([
    { weights: [1, 1], shares: [0.75, 0.25], units: 130 },
    { weights: [90, 10], shares: [0.8, 0.2], units: 300 },
    { weights: [70, 20, 10], shares: [0.6, 0.3, 0.1], units: 800 },
    { weights: [1, 1], shares: [0.51, 0.49], units: 100_000 },
  ])('$shares instead of $weights before $units units came', ({ units, ...world }) => {
    const share = shareOf(100, (place) => firstLook(world, { units, seed: `mismatch ${place}` }, isMismatch) !== null);
    expect(share).toBeGreaterThanOrEqual(0.9);
  });

  test('with as many units as the docstring of the prior says', () => {
    expect(said([{ counts: [70, 30], weights: [1, 1] }]).mismatch).toBe(true);
    expect(said([{ counts: [20_400, 19_600], weights: [1, 1] }]).mismatch).toBe(true);
    expect(said([{ counts: [505, 495], weights: [1, 1] }]).mismatch).toBe(false);
  });
});

test('the evidence is the marginal probability of the counts against their probability: two variants, by the beta function', () => {
  // Of 3 and 1 at even weights: B(25 + 3, 25 + 1) / B(25, 25) against 1/2^4, as products.
  const marginal = (25 * 26 * 27 * 25) / (50 * 51 * 52 * 53);
  expect(said([{ counts: [3, 1], weights: [1, 1] }]).pValue).toBeCloseTo(Math.min(1, 1 / 16 / marginal), 12);
  // Of 12 and none: it is below 1.
  const allOne = Array.from({ length: 12 }, (_, unit) => (25 + unit) / (50 + unit)).reduce((product, part) => product * part, 1);
  expect(said([{ counts: [12, 0], weights: [1, 1] }]).pValue).toBeCloseTo(1 / 2 ** 12 / allOne, 12);
});

const stratum = fc
  .array(fc.record({ count: fc.nat(5000), weight: fc.integer({ min: 1, max: 100 }) }), { minLength: 3, maxLength: 3 })
  .map((variants) => ({ counts: variants.map(({ count }) => count), weights: variants.map(({ weight }) => weight) }));
const strata = fc
  .array(stratum, { minLength: 1, maxLength: 5 })
  .filter((list) => list.some(({ counts }) => counts.some(Boolean)));

function expectSame(found: SampleRatio, expected: SampleRatio): void {
  expect(found.pValue / expected.pValue).toBeCloseTo(1, 6);
  for (const [place, share] of found.expectedShares.entries())
    expect(share).toBeCloseTo(expected.expectedShares[place] ?? Number.NaN, 12);
}

describe('it makes no difference', () => {
  test('in which order the strata come', () => {
    fc.assert(fc.property(strata, (list) => expectSame(said(list.toReversed()), said(list))));
  });

  test('in which order the variants come', () => {
    const turned = ({ counts, weights }: Stratum): Stratum => ({ counts: counts.toReversed(), weights: weights.toReversed() });
    fc.assert(
      fc.property(strata, (list) => {
        const { expectedShares, ...rest } = said(list.map(turned));
        expectSame({ ...rest, expectedShares: expectedShares.toReversed() }, said(list));
      }),
    );
  });

  test('in which unit the weights are', () => {
    fc.assert(
      fc.property(strata, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (list, scale) => {
        const scaled = list.map(({ counts, weights }) => ({ counts, weights: weights.map((weight) => weight * scale) }));
        expectSame(said(scaled), said(list));
      }),
    );
  });

  test('whether a variant without weight and units is named', () => {
    const [named, unnamed] = [said([{ counts: [70, 0, 40], weights: [1, 0, 1] }]), said([{ counts: [70, 40], weights: [1, 1] }])];
    expect(named).toEqual({ ...unnamed, expectedShares: [0.5, 0, 0.5] });
  });
});

test('weights that changed are each judged over their own units: a sum that looks uneven is none', () => {
  const periods = [
    { counts: [900, 100], weights: [90, 10] },
    { counts: [500, 500], weights: [50, 50] },
  ];
  expect(said(periods)).toEqual({ expectedShares: [0.7, expect.closeTo(0.3, 12)], pValue: 1, mismatch: false });
  expect(said([{ counts: [1400, 600], weights: [50, 50] }]).mismatch).toBe(true);
});

test('a mismatch in one period is not hidden by another', () => {
  expect(
    said([
      { counts: [300, 100], weights: [1, 1] },
      { counts: [100, 300], weights: [1, 1] },
    ]).mismatch,
  ).toBe(true);
});

test('a unit of a variant that has weight 0 is a mismatch by itself', () => {
  expect(said([{ counts: [500, 499, 1], weights: [1, 1, 0] }])).toMatchObject({ pValue: 1e-30, mismatch: true });
});

test('a p-value too small to matter is not 0, and a billion units are a number', () => {
  expect(said([{ counts: [1_000_000, 0], weights: [1, 1] }]).pValue).toBe(1e-30);
  expect(said([{ counts: [500_000_000, 500_000_000], weights: [1, 1] }]).pValue).toBe(1);
});

test('weights as large or as small as numbers can be are weights', () => {
  const extreme = fc.constantFrom(Number.MAX_VALUE, 1e308, 1, 1e-308, Number.MIN_VALUE, 0);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), extreme), { minLength: 2, maxLength: 5 }), (variants) => {
      const [counts, weights] = [variants.map(([count]) => count), variants.map(([, weight]) => weight)];
      fc.pre(counts.some(Boolean) && weights.some(Boolean));
      const { pValue, expectedShares, mismatch } = said([{ counts, weights }]);
      expect(expectedShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      const largest = Math.max(...weights);
      // A single unit may come by the least of weights, though by none.
      const isUnexpected = variants.some(([count, weight]) => count > Number(weight > 0) && weight / largest < 1e-100);
      expect(pValue).toBeGreaterThanOrEqual(1e-30);
      expect(pValue).toBeLessThanOrEqual(1);
      if (isUnexpected) expect(mismatch).toBe(true);
    }),
  );
  expect(said([{ counts: [501, 499], weights: [1e308, 1e308] }])).toEqual(said([{ counts: [501, 499], weights: [1, 1] }]));
  expect(said([{ counts: [998, 2], weights: [1, 1e-310] }])).toMatchObject({ pValue: 1e-30, mismatch: true });
});

test('nothing is said without weights or without units', () => {
  expect(sampleRatio([])).toBeNull();
  expect(sampleRatio([{ counts: [3, 4], weights: [0, 0] }])).toBeNull();
  expect(sampleRatio([{ counts: [0, 0], weights: [1, 1] }])).toBeNull();
  const weighted = { counts: [3, 4], weights: [1, 1] };
  expect(sampleRatio([{ counts: [9, 0], weights: [0, 0] }, weighted])).toEqual(sampleRatio([weighted]));
});

test('counts and weights of different lengths are refused', () => {
  expect(() => sampleRatio([{ counts: [3, 4], weights: [1] }])).toThrow('2 counts came with 1 weights.');
});
