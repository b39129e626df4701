import fc from 'fast-check';
import jStat from 'jstat';
import { describe, expect, test } from 'vitest';
import { permutationPValue } from '../../../src/domain/statistics/permutation.js';
import { seededRandom } from '../../../src/domain/statistics/random.js';
import { drawn, normalSample, otherRandom } from './samples.js';

/** Goes through every assignment of signs. */
function naivePValue(deltas: number[]): number {
  const observed = Math.abs(deltas.reduce((sum, delta) => sum + delta, 0));
  const assignments = 2 ** deltas.length;
  let asFar = 0;
  for (let signs = 0; signs < assignments; signs += 1) {
    const sum = deltas.reduce((total, delta, place) => total + ((signs >> place) & 1 ? delta : -delta), 0);
    if (Math.abs(sum) >= observed) asFar += 1;
  }
  return asFar / assignments;
}

function pValueOf(deltas: Iterable<number>): number {
  return permutationPValue(Float64Array.from(deltas), seededRandom('permutation'));
}

const anyDelta = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const deltaOnGrid = fc.integer({ min: -4, max: 4 }).map((steps) => steps * 250_000_000);
const passOrFail = fc.constantFrom(-1_000_000_000, 0, 1_000_000_000);

test.each([
  ['any deltas', anyDelta],
  ['deltas on a grid', deltaOnGrid],
  ['items that pass or fail', passOrFail],
])('the p-value of %s is that of all assignments of signs', (_, delta) => {
  fc.assert(
    fc.property(fc.array(delta, { maxLength: 11 }), (deltas) => {
      expect(pValueOf(deltas)).toBeCloseTo(naivePValue(deltas), 12);
    }),
  );
});

test('ten items that all got better by the same are as probable as ten heads or ten tails', () => {
  expect(pValueOf(new Array(10).fill(100))).toBeCloseTo(2 / 1024, 15);
});

test('items that did not change count for nothing', () => {
  const deltas = [500, 300, 200, -100, 700, 300];
  expect(pValueOf([...deltas, ...new Array(5000).fill(0)])).toBe(pValueOf(deltas));
});

describe('what is too much to go through', () => {
  const random = otherRandom(5);
  test.each([
    ['all distinct', normalSample(3000, { mean: 0.4, sd: 10 }, random)],
    ['on a grid', drawn(50_000, () => Math.round(20 * random() - 9.97) * 5)],
    ['half 0 and half distinct', drawn(20_000, () => (random() < 0.5 ? 0 : random() - 0.493))],
  ])('is drawn, and agrees with the limit of many items: %s', (_, deltas) => {
    const sum = deltas.reduce((total, delta) => total + delta, 0);
    const deviation = Math.sqrt(deltas.reduce((total, delta) => total + delta ** 2, 0));
    const limit = 2 * jStat.normal.cdf(-Math.abs(sum), 0, deviation);
    const error = Math.sqrt((limit * (1 - limit)) / 10_000);
    expect(limit).toBeGreaterThan(0.001);
    expect(Math.abs(pValueOf(deltas) - limit)).toBeLessThan(4 * error + 1e-4);
  });

  test('is never 0: nothing below 1 in 10,001 is told apart', () => {
    expect(pValueOf(normalSample(3000, { mean: 10, sd: 10 }, random))).toBe(1 / 10_001);
  });
});

test('what can be gone through is not drawn: 1,319 items on a grid have one p-value, whatever the seed', () => {
  const random = otherRandom(9);
  const deltas = drawn(1319, () => Math.round(random() * 20) * 50 - 490);
  const [first, second] = ['one seed', 'another'].map((seed) => permutationPValue(deltas, seededRandom(seed)));
  expect(first).toBe(second);
});

test('a p-value too small to matter is not 0', () => {
  const deltas = Float64Array.from({ length: 600 }, (_, place) => 1 + (place % 3));
  expect(pValueOf(deltas)).toBe(1e-30);
});
