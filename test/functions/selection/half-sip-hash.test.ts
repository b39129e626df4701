import { expect, test } from 'vitest';
import { halfSipHash } from '../../../src/functions/selection/half-sip-hash.js';

/** The key of the published vectors: the bytes 0 to 7. */
const key = { low: 0x03020100, high: 0x07060504 };

function hex(text: string): string {
  const { low, high } = halfSipHash(key, text);
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(low, 0);
  bytes.writeInt32LE(high, 4);
  return bytes.toString('hex');
}

// vectors_hsip64 of the reference code, by length: the hashes of the bytes 0, 1, 2 and so on.
test.each([
  [0, '218d1f59b9b83cc8'],
  [1, 'be552412f8387315'],
  [2, '064f39ef7c50eb57'],
  [3, 'ce0f1a45f7060679'],
  [4, 'd5e78a175be52ea1'],
  [5, 'cb9d7c3f2f3db580'],
  [15, '217d0bcb4e81c902'],
  [63, '2ea63c71bf326087'],
])('the hash of %i bytes is the published one', (length, hash) => {
  expect(hex(String.fromCharCode(...Array.from({ length }, (_, byte) => byte)))).toBe(hash);
});

// From a program in Python that was written apart from this one.
test('text is hashed as UTF-8, and however long it is', () => {
  expect(hex('Zoë, 東京 🗼\n')).toBe('29cd4821c00fd23b');
  expect(hex('x'.repeat(300))).toBe('39d8318567743795');
});
