import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockSize, mostBlocks, RowBlocks } from '../../src/dashboard/comparison/row-blocks.js';

/** What can happen to a list of rows, and to what is known of it, in any order. */
const happening = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('show' as const), first: fc.nat(4000), rows: fc.nat(80) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refuse' as const), which: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('change' as const), position: fc.nat(4000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('change unseen' as const), position: fc.nat(4000) }) },
);

describe('The blocks of a long list', () => {
  test('show the rows as they are in the end, whatever changes while they are read', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), fc.nat(4000), (happenings, shown) => {
        const truth = new Map<number, number>();
        const versionOf = (position: number) => truth.get(position) ?? 0;
        const read = (block: number) => Array.from({ length: blockSize }, (_, place) => versionOf(block * blockSize + place));
        const blocks = new RowBlocks<number>();
        // What the server read is as old as the moment in which it was asked.
        const asked = new Map<number, number[]>();
        const ask = (first: number, last: number) => {
          for (const block of blocks.due(first, last)) {
            blocks.begin(block);
            asked.set(block, read(block));
          }
        };
        const answer = (block: number, rows: number[]) => {
          asked.delete(block);
          blocks.end(block, rows);
          blocks.keepNear(shown);
        };
        for (const next of happenings) {
          const [block, rows] = 'which' in next ? ([...asked].at(next.which % Math.max(1, asked.size)) ?? []) : [];
          if (next.kind === 'show') ask(next.first, next.first + next.rows);
          else if (next.kind === 'answer' && block !== undefined && rows) answer(block, rows);
          else if (next.kind === 'refuse' && block !== undefined) {
            asked.delete(block);
            blocks.giveUp(block);
          } else if (next.kind === 'change') {
            truth.set(next.position, versionOf(next.position) + 1);
            blocks.put(next.position, versionOf(next.position));
          } else if (next.kind === 'change unseen') {
            truth.set(next.position, versionOf(next.position) + 1);
            blocks.outdate();
          }
        }
        for (const [block, rows] of asked) answer(block, rows);
        ask(shown, shown + 30);
        for (const [block, rows] of asked) answer(block, rows);
        expect(blocks.due(shown, shown + 30)).toEqual([]);
        for (let position = shown; position <= shown + 30; position += 1)
          expect(blocks.rowAt(position)).toBe(versionOf(position));
      }),
    );
  });

  test('are read once, and again only when they may have changed', () => {
    const blocks = new RowBlocks<string>();
    expect(blocks.due(40, 60)).toEqual([0, 1]);
    blocks.begin(0);
    expect(blocks.due(40, 60)).toEqual([1]);
    blocks.end(0, ['a']);
    expect(blocks.due(0, 49)).toEqual([]);
    blocks.outdate();
    expect(blocks.due(0, 49)).toEqual([0]);
    expect(blocks.rowAt(0)).toBe('a');
  });

  test('are there as a whole, the last of them, too, which has fewer rows', () => {
    const blocks = new RowBlocks<string>();
    for (const block of [1, 2]) blocks.begin(block);
    blocks.end(1, Array(blockSize).fill('a'));
    expect([blocks.has(50, 99), blocks.has(50, 100), blocks.has(49, 50)]).toEqual([true, false, false]);
    blocks.end(2, ['b']);
    expect(blocks.has(60, 110)).toBe(true);
  });

  test('are let go of where they are far away, so that a list of any length takes the same room', () => {
    const blocks = new RowBlocks<number>();
    for (let block = 0; block < 100; block += 1) {
      blocks.begin(block);
      blocks.end(block, [block]);
      blocks.keepNear(block * blockSize);
    }
    const kept = Array.from({ length: 100 }, (_, block) => blocks.rowAt(block * blockSize)).filter((row) => row !== undefined);
    expect(kept).toEqual(Array.from({ length: mostBlocks }, (_, place) => 100 - mostBlocks + place));
  });
});
