/** 64 bits: a hash, and the key of another. */
export interface Hash {
  /** The lower 32 bits. */
  low: number;
  high: number;
}

/**
 * HalfSipHash-2-4 with 64 bits of output: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012, in the variant of their
 * reference code whose words have 32 bits. This language computes with those fast: an id takes 0.1 µs or so, and 0.4 µs to have
 * node:crypto hash it.
 *
 * @param text is hashed as UTF-8.
 */
export function halfSipHash(key: Hash, text: string): Hash {
  const bytes = /[^ -~]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
  const wholeWords = bytes.length >> 2;
  let low = 0;
  let v0 = key.low;
  let v1 = key.high ^ 0xee;
  let v2 = key.low ^ 0x6c796765;
  let v3 = key.high ^ 0x74656462;
  // The words of the text, one of what is left and the length, and a turn for each half of the hash.
  for (let turn = 0; turn < wholeWords + 3; turn += 1) {
    const word = turn < wholeWords ? wordAt(bytes, turn * 4) : turn === wholeWords ? lastWord(bytes, turn * 4) : 0;
    v3 ^= word;
    if (turn === wholeWords + 1) v2 ^= 0xee;
    if (turn === wholeWords + 2) {
      low = v1 ^ v3;
      v1 ^= 0xdd;
    }
    for (let round = turn > wholeWords ? 4 : 2; round > 0; round -= 1) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    v0 ^= word;
  }
  return { low, high: v1 ^ v3 };
}

function wordAt(bytes: string, from: number): number {
  return (
    bytes.charCodeAt(from) |
    (bytes.charCodeAt(from + 1) << 8) |
    (bytes.charCodeAt(from + 2) << 16) |
    (bytes.charCodeAt(from + 3) << 24)
  );
}

function lastWord(bytes: string, from: number): number {
  let word = bytes.length << 24;
  for (let at = from; at < bytes.length; at += 1) word |= bytes.charCodeAt(at) << (8 * (at - from));
  return word;
}
