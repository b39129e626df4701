import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { drawNormal, seededRandom } from '../../../src/domain/statistics/random.js';
import { drawn } from './samples.js';

const word = (value: bigint): bigint => value & 0xffff_ffffn;
const rotated = (value: bigint, bits: bigint): bigint => word(value << bits) | (value >> (32n - bits));

/** The published algorithm, in integers of any size. */
function xoshiro128StarStar(seed: string, count: number): number[] {
  const digest = createHash('sha256').update(seed).digest();
  let state = [0, 4, 8, 12].map((place) => BigInt(digest.readUInt32LE(place)));
  return Array.from({ length: count }, () => {
    const [a = 0n, b = 0n, c = 0n, d = 0n] = state;
    const afterC = c ^ a;
    const afterD = d ^ b;
    state = [a ^ afterD, b ^ afterC, afterC ^ word(b << 9n), rotated(afterD, 11n)];
    return Number(word(rotated(word(b * 5n), 7n) * 9n)) / 2 ** 32;
  });
}

test.each(['', 'rep_1', 'a longer seed than the digest of it: 0123456789'])(
  'a seed %j stands for the published numbers',
  (seed) => {
    const random = seededRandom(seed);
    expect(Array.from({ length: 1000 }, random)).toEqual(xoshiro128StarStar(seed, 1000));
  },
);

test('the numbers of a seed are those that earlier reports were drawn from', () => {
  const random = seededRandom('report');
  expect([random(), random(), random()]).toEqual([0.3992335665971041, 0.5939968065358698, 0.811910537770018]);
});

test('numbers are uniform from 0 up to 1', () => {
  const random = seededRandom('uniform');
  const counts = new Map<number, number>();
  for (let place = 0; place < 160_000; place += 1) {
    const part = Math.floor(random() * 16);
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, part) => part));
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  // The 99.9 % point at 15 degrees of freedom.
  expect(chiSquare).toBeLessThan(37.7);
});

test('normal numbers have the moments of a standard normal distribution', () => {
  const random = seededRandom('normal');
  const numbers = drawn(100_000, () => drawNormal(random));
  const moment = (power: number): number => numbers.reduce((sum, number) => sum + number ** power, 0) / numbers.length;
  expect(moment(1)).toBeCloseTo(0, 1);
  expect(moment(2)).toBeCloseTo(1, 1);
  expect(Math.abs(moment(3))).toBeLessThan(0.05);
  expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
});
