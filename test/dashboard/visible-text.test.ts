import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visibleText } from '../../src/dashboard/comparison/visible-text.js';

test.each([
  ['\r', '␍'],
  ['one\r', 'one␍'],
  ['\t', '⇥'],
  ['  ', '··'],
  ['two words', 'two words'],
  ['\u200b', '⟨U+200B⟩'],
  ['1\u00a0000', '1⟨U+00A0⟩000'],
  ['\u202e', '⟨U+202E⟩'],
])('%j is shown as %s', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test('what can be seen is shown as it is', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '👩', '.', '{', '"') });
  fc.assert(
    fc.property(letters, (text) => {
      expect(visibleText(text)).toBe(text);
    }),
  );
});
