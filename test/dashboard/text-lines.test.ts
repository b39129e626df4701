import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Line, type LinePair, lineUp, linesOf } from '../../src/dashboard/comparison/text-lines.js';
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
        pair.kind === 'gap'
          ? Array.from({ length: pair.count }, (_, line) => ({ kind: 'same', left: pair.left + line, right: pair.right + line }))
          : [pair],
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

function written(line: Line): string {
  return line.map(({ text: piece }) => piece).join('');
}

/** A line break at the end begins no line. */
function linesIn(whole: string): string[] {
  return whole === '' ? [] : whole.replace(/\n$/, '').split('\n');
}
