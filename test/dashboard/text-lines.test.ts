import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, type LinePair, lineUp, linesOf, matchingOf, sameLines } from '../../src/dashboard/comparison/text-lines.js';
import { diffLines, diffWords } from '../../src/domain/diff/text-hunks.js';

const text = fc
  .array(fc.constantFrom('one', 'two words', 'three of them', '', 'four'), { maxLength: 20 })
  .map((lines) => lines.join('\n'));

test('All lines of both texts stand beside each other, in order, the same ones opposite themselves', () => {
  fc.assert(
    fc.property(text, text, (left, right) => {
      const until = performance.now() + 1000;
      const words = diffWords(left, right, until);
      const [leftLines, rightLines] = [linesOf(words, 'left').map(written), linesOf(words, 'right').map(written)];
      expect(leftLines).toEqual(linesIn(left));
      expect(rightLines).toEqual(linesIn(right));

      const pairs = lineUp(diffLines(left, right, until), leftLines.length).flatMap<Exclude<LinePair, { kind: 'gap' }>>((pair) =>
        pair.kind === 'gap' ? sameLines(pair) : [pair],
      );
      for (const pair of pairs) if (pair.kind === 'same') expect(leftLines[pair.left ?? -1]).toBe(rightLines[pair.right ?? -1]);
      expect(pairs.flatMap((pair) => pair.left ?? [])).toEqual(leftLines.map((_, line) => line));
      expect(pairs.flatMap((pair) => pair.right ?? [])).toEqual(rightLines.map((_, line) => line));
    }),
  );
});

test('A line that was changed stands opposite what it became', () => {
  const [left, right] = ['Vendor: Harbour\nTotal: 5\n', 'Vendor: Harbour\nTotal: 6\nPaid\n'];
  const until = performance.now() + 1000;
  expect(lineUp(diffLines(left, right, until), 2)).toEqual([
    { kind: 'same', left: 0, right: 0 },
    { kind: 'differs', left: 1, right: 1 },
    { kind: 'differs', left: null, right: 2 },
  ]);
});

test('Texts of which too much differs are known as such: by their words, or by their lines', () => {
  const lines = (change: (line: string, place: number) => string) =>
    Array.from({ length: 2000 }, (_, place) => change(`word ${place} of this line`, place)).join('\n');
  const original = lines((line) => line);
  const matching = (other: string) => {
    const until = performance.now() + 10_000;
    const words = diffWords(original, other, until);
    const left = linesOf(words, 'left');
    return matchingOf(lineUp(diffLines(original, other, until), left.length), words, left);
  };
  expect(matching(original)).toBe('words');
  expect(matching(lines((line, place) => (place % 50 === 0 ? `${line}!` : line)))).toBe('words');
  expect(matching(lines((line, place) => (place % 7 === 0 ? line.toUpperCase() : line)))).toBe('lines');
  expect(matching(lines((line) => line.toUpperCase()))).toBe('none');
});

function written(line: Line): string {
  return line.map(({ text: piece }) => piece).join('');
}

/** A line break at the end begins no line. */
function linesIn(whole: string): string[] {
  return whole === '' ? [] : whole.replace(/\n$/, '').split('\n');
}
