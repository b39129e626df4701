import fc from 'fast-check';
import { expect, test } from 'vitest';
import { halfSipHash } from '../../../src/functions/selection/half-sip-hash.js';
import { rendezvous } from '../../../src/functions/selection/rendezvous.js';
import type { Weights } from '../../../src/functions/selection/weights.js';
import { counted } from './counted.js';

const keys = Array.from({ length: 100 }, (_, place) => `user_${place}`);
const names = ['a', 'b', 'c', 'd', 'e'];

const weight = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double({ min: 0, max: 1e6, noNaN: true }));
const someWeights = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), weight), { minLength: 1, selector: ([name]) => name })
  .map((entries): Weights => Object.fromEntries(entries))
  .filter(isAnyPositive);

function isAnyPositive(weights: Weights): boolean {
  return Object.values(weights).some((value) => value > 0);
}

/** In ASCII and beyond, where one character is one to four bytes. */
const key = fc.string({ unit: fc.constantFrom('a', 'b', '0', ' ', '\n', '\0', 'é', '東', '🗼') });

/**
 * As the page of the method has it: a uniform number for each variant, ln u / w, the greatest. The weights are divided by the greatest
 * of them, as ln u over the least numbers there are is not a number that two variants can be compared by: it is -Infinity.
 */
function naive(salt: string, key: string, weights: Weights): string {
  const greatest = Math.max(...Object.values(weights));
  const scored = Object.entries(weights)
    .filter(([, value]) => value > 0)
    .map(([name, value]) => {
      const { low, high } = halfSipHash(halfSipHash(halfSipHash({ low: 0, high: 0 }, salt), key), name);
      const bits = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
      return { name, score: Math.log((Number(bits >> 12n) + 0.5) / 2 ** 52) / (value / greatest) };
    });
  return scored.reduce((best, other) => (other.score > best.score ? other : best)).name;
}

test('the variant is the one that the formula gives', () => {
  fc.assert(
    fc.property(someWeights, fc.string(), key, (weights, salt, key) => {
      expect(rendezvous(salt, key, weights)).toBe(naive(salt, key, weights));
    }),
    { numRuns: 300 },
  );
});

test('over any sequence of weights, keys move only into a variant that grows and only out of one that shrinks', () => {
  const changes = fc.array(fc.tuple(fc.constantFrom(...names), weight), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(someWeights, changes, (start, sequence) => {
      let weights = start;
      let chosen = keys.map((key) => rendezvous('sequence', key, weights));
      for (const [changed, value] of sequence) {
        const next = { ...weights, [changed]: value };
        if (!isAnyPositive(next)) continue;
        const before = chosen;
        chosen = keys.map((key) => rendezvous('sequence', key, next));
        const grows = value > (weights[changed] ?? 0);
        for (const [place, variant] of chosen.entries()) {
          if (variant !== before[place]) expect(grows ? variant : before[place]).toBe(changed);
        }
        weights = next;
      }
    }),
  );
});

test('a variant whose weight grows takes as many keys as its share grows', () => {
  const before = keysOf(50_000).map((key) => rendezvous('growth', key, { a: 70, b: 20, c: 10 }));
  const after = keysOf(50_000).map((key) => rendezvous('growth', key, { a: 70, b: 20, c: 60 }));
  const moved = after.filter((variant, place) => variant !== before[place]);
  expect(new Set(moved)).toEqual(new Set(['c']));
  // From 10 of 100 to 60 of 150.
  expect(Math.abs(moved.length / 50_000 - 0.3)).toBeLessThan(0.005);
});

test('neither a common factor nor the order of the weights moves a key', () => {
  fc.assert(
    fc.property(someWeights, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (weights, factor) => {
      const scaled = Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, value * factor]));
      fc.pre(Object.keys(weights).every((name) => (weights[name] ?? 0) > 0 === (scaled[name] ?? 0) > 0));
      const reversed = Object.fromEntries(Object.entries(weights).reverse());
      for (const key of keys) {
        const variant = rendezvous('order', key, weights);
        expect(rendezvous('order', key, scaled)).toBe(variant);
        expect(rendezvous('order', key, reversed)).toBe(variant);
      }
    }),
  );
});

test.each([
  ['the least that a number can be', Number.MIN_VALUE],
  ['the greatest', Number.MAX_VALUE],
])('equal weights are equal when each is %s', (_, value) => {
  const counts = counted(keysOf(10_000).map((key) => rendezvous('extremes', key, { a: value, b: value })));
  expect(Math.abs((counts.a ?? 0) - 5_000)).toBeLessThan(200);
});

test('a variant of weight 0 is never chosen, and a variant alone always is', () => {
  expect(new Set(keys.map((key) => rendezvous('none', key, { a: 0, b: Number.MIN_VALUE, c: 0 })))).toEqual(new Set(['b']));
});

test('a salt and a key that run together to the same text are not the same', () => {
  const weights = Object.fromEntries(Array.from({ length: 1000 }, (_, place) => [`v${place}`, 1]));
  const split = [rendezvous('a', 'bc', weights), rendezvous('ab', 'c', weights), rendezvous('abc', '', weights)];
  expect(new Set([...split, rendezvous(false, 'abc', weights)]).size).toBe(4);
});

test('a salt is the same salt after thousands of others', () => {
  const before = keys.map((key) => rendezvous('first', key, { a: 1, b: 1 }));
  for (let other = 0; other < 3000; other += 1) rendezvous(`other ${other}`, 'key', { a: 1, b: 1 });
  expect(keys.map((key) => rendezvous('first', key, { a: 1, b: 1 }))).toEqual(before);
});

// From a program in Python that was written apart from this one, by the formula that the code states. A change here moves people
// who are in live experiments.
test('the variants are those that earlier releases chose', () => {
  const sample = [...keys.slice(1, 25), 'Zoë', '東京', '', '42', 'true'];
  const chosen = (salt: string | false, weights: Weights, variant: string): string[] =>
    sample.filter((key) => rendezvous(salt, key, weights) === variant);
  const two = { current: 90, candidate: 10 };
  const three = { a: 70, b: 20, c: 10 };
  expect(chosen('assistant-model', two, 'candidate')).toEqual(['user_19', '42']);
  expect(chosen('assistant-model', three, 'b')).toEqual([
    'user_1',
    'user_4',
    'user_6',
    'user_9',
    'user_10',
    'user_20',
    'user_22',
    'user_23',
    '東京',
    '',
  ]);
  expect(chosen('assistant-model', three, 'c')).toEqual(['user_5', 'true']);
  expect(chosen(false, two, 'candidate')).toEqual(['Zoë']);
  expect(chosen(false, three, 'b')).toEqual(['user_5', 'user_18', '東京']);
  expect(chosen(false, three, 'c')).toEqual(['user_2', 'user_4', 'user_9', '']);
});

function keysOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `user_${place}`);
}
