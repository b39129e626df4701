import { createHash } from 'node:crypto';

/** Gives uniform numbers from 0 up to, but not including, 1. */
export type Random = () => number;

/**
 * The numbers that a seed stands for: the same on every platform and in every process, so that a figure that is drawn does not
 * change when it is read again. 32 bits each.
 *
 * xoshiro128** of Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47 (2021), its state from
 * the SHA-256 of the seed.
 */
export function seededRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let d = digest.readInt32LE(12);
  return () => {
    const scrambled = Math.imul(rotated(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return (scrambled >>> 0) / 2 ** 32;
  };
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** A standard normal number. Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958. */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
