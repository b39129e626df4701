import type { DiffHunkFragment, DiffPartFragment } from './generated.js';

/** A line of one side, in pieces: what both sides have, and what this one has alone. */
export type Line = DiffPartFragment[];

/** What stands beside each other in two texts. Lines are counted from 0. */
export type LinePair =
  | { kind: 'same'; left: number; right: number }
  | { kind: 'differs'; left: number | null; right: number | null }
  /** Lines that are the same on both sides, further away from any that differ. */
  | { kind: 'gap'; left: number; right: number; count: number };

/** One side’s lines, from both texts told word by word. A line break at the end begins no line. */
export function linesOf(words: readonly DiffPartFragment[], side: 'left' | 'right'): Line[] {
  const other = side === 'left' ? 'ADDED' : 'REMOVED';
  const lines: Line[] = [[]];
  for (const { change, text } of words) {
    if (change === other) continue;
    text.split('\n').forEach((piece, place) => {
      if (place > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ change, text: piece });
    });
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/**
 * Which lines stand beside each other: those that differ opposite those that replaced them, and the same ones opposite themselves.
 *
 * @param leftCount how many lines the left text has.
 */
export function lineUp(hunks: readonly DiffHunkFragment[], leftCount: number): LinePair[] {
  const pairs: LinePair[] = [];
  let [left, right] = [0, 0];
  for (const hunk of hunks) {
    const count = hunk.leftStart - 1 - left;
    if (count > 0) pairs.push({ kind: 'gap', left, right, count });
    left += count;
    right += count;
    for (let place = 0; place < hunk.parts.length; place += 1) {
      const part = hunk.parts[place];
      if (!part) continue;
      if (part.change === 'UNCHANGED') {
        for (let line = linesIn(part); line > 0; line -= 1) {
          pairs.push({ kind: 'same', left, right });
          left += 1;
          right += 1;
        }
        continue;
      }
      // What was removed and what was added in its stead, whichever is told first.
      const next = hunk.parts[place + 1];
      const pieces = next && next.change !== 'UNCHANGED' ? [part, next] : [part];
      place += pieces.length - 1;
      const removed = linesOfChange(pieces, 'REMOVED');
      const added = linesOfChange(pieces, 'ADDED');
      for (let line = 0; line < Math.max(removed, added); line += 1)
        pairs.push({ kind: 'differs', left: line < removed ? left + line : null, right: line < added ? right + line : null });
      left += removed;
      right += added;
    }
  }
  if (left < leftCount) pairs.push({ kind: 'gap', left, right, count: leftCount - left });
  return pairs;
}

/** The lines of a gap, one by one. */
export function sameLines({ left, right, count }: Extract<LinePair, { kind: 'gap' }>): Extract<LinePair, { kind: 'same' }>[] {
  return Array.from({ length: count }, (_, line) => ({ kind: 'same', left: left + line, right: right + line }));
}

/** How far two texts were taken apart: to the words of lines that differ, to lines, or not at all. */
export type Matching = 'words' | 'lines' | 'none';

/** How far two texts were taken apart, which the API gives up where too much differs. */
export function matchingOf(pairs: readonly LinePair[], words: readonly DiffPartFragment[], left: readonly Line[]): Matching {
  if (pairs.length > 1 && pairs.every(({ kind }) => kind === 'differs')) return 'none';
  // From the first difference to the last all words are then one change, those of lines that are the same, too.
  const isReplaced = (line: number) => left[line]?.length === 1 && left[line]?.[0]?.change === 'REMOVED';
  const changes = words.filter(({ change }) => change !== 'UNCHANGED');
  return changes.length <= 2 && pairs.some((pair) => pair.kind !== 'differs' && isReplaced(pair.left)) ? 'lines' : 'words';
}

function linesOfChange(parts: readonly DiffPartFragment[], change: 'REMOVED' | 'ADDED'): number {
  return parts.filter((part) => part.change === change).reduce((sum, part) => sum + linesIn(part), 0);
}

function linesIn({ text }: DiffPartFragment): number {
  return text.split('\n').length - 1;
}
