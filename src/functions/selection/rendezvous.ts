import { type Hash, halfSipHash } from './half-sip-hash.js';
import type { Weights } from './weights.js';

const noKey: Hash = { low: 0, high: 0 };
const salts = new Map<string, Hash>();
const mostSalts = 1_000;

/**
 * Chooses a variant by weighted rendezvous hashing: each variant draws a waiting time for the key, the shorter the greater its weight,
 * and the first wins. Of keys without end, each variant gets the part that its weight has of the sum.
 *
 * The guarantee, which cumulative ranges do not give: a variant's time depends on its own weight alone, so when that grows (or the
 * variant is new) keys move into it and nowhere else; when it shrinks (or the variant goes) keys move out of it and nowhere else;
 * when all weights grow by the same factor, or are written in another order, no key moves.
 *
 *     uniform(variant) = (the upper 52 bits of H(H(H(0, salt), key), variant) + 1/2) / 2⁵²
 *     wait(variant)    = ln(−ln uniform(variant)) − ln weight(variant)
 *
 * H(k, text) is HalfSipHash-2-4 of the text in UTF-8 with the 64-bit key k; without a salt, H(0, salt) is 0. Hashes that are the keys
 * of the next cannot take ('a', 'bc') for ('ab', 'c'). The shortest wait is chosen; of equal ones that of the lesser name, by UTF-16
 * code units. The wait is the logarithm of an exponential one at the rate of the weight, so that no weight is too small or too
 * large to be compared. Thaler and Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", 1998; the weights by
 * Efraimidis and Spirakis, "Weighted Random Sampling with a Reservoir", 2006.
 *
 * Changing any of this moves people who are in live experiments from variant to variant.
 *
 * @param weights of the variants; at least one is positive.
 */
export function rendezvous(salt: string | false, key: string, weights: Weights): string {
  const hash = halfSipHash(salt === false ? noKey : hashOfSalt(salt), key);
  let first: string | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const variant of Object.keys(weights)) {
    const weight = weights[variant] ?? 0;
    if (weight === 0) continue;
    const wait = Math.log(-Math.log(uniform(halfSipHash(hash, variant)))) - Math.log(weight);
    if (first === null || wait < shortest || (wait === shortest && variant < first)) {
      first = variant;
      shortest = wait;
    }
  }
  if (first === null) throw new Error('One of the weights is positive.');
  return first;
}

/** Kept, as experiments are few: it is a sixth of the time that choosing takes. */
function hashOfSalt(salt: string): Hash {
  const known = salts.get(salt);
  if (known) return known;
  if (salts.size === mostSalts) salts.clear();
  const hash = halfSipHash(noKey, salt);
  salts.set(salt, hash);
  return hash;
}

/** Between 0 and 1, and neither: with a 53rd bit, the half would be rounded away, and up to 1. */
function uniform({ low, high }: Hash): number {
  return ((high >>> 0) * 2 ** 20 + (low >>> 12) + 0.5) / 2 ** 52;
}
