import { describe, expect, test } from 'vitest';
import { nextRight, pairAfter, type PairSide, pairOf } from '../../src/dashboard/comparison/pair.js';

const side = (id: string, output: unknown, state: PairSide['state'] = 'OUTPUT'): PairSide => ({
  id,
  variant: { id: `variant of ${id}` },
  state,
  output,
});

describe('The pair that is shown side by side', () => {
  const sides = [
    side('a', { total: 1, vendor: 'X' }),
    side('b', { vendor: 'X', total: 1 }),
    side('c', { total: 2, vendor: 'X' }),
  ];

  test('is the first two that answered differently, the order of keys left aside', () => {
    expect(pairOf(sides, {})).toEqual({ left: 'a', right: 'c' });
    expect(
      pairOf(
        [sides[0], sides[1]].flatMap((one) => one ?? []),
        {},
      ),
    ).toEqual({ left: 'a', right: 'b' });
  });

  test('has an error and an output for different, two errors for the same', () => {
    const failed = (runId: string) => side(runId, null, 'ERROR');
    expect(pairOf([failed('a'), failed('b'), side('c', 1)], {})).toEqual({ left: 'a', right: 'c' });
    expect(pairOf([side('a', 1), side('b', 1, 'UNSTABLE')], {})).toEqual({ left: 'a', right: 'b' });
  });

  test('leaves out a run without a result where it can', () => {
    expect(pairOf([side('a', null, 'MISSING'), side('b', 1), side('c', 1)], {})).toEqual({ left: 'b', right: 'c' });
    expect(pairOf([side('a', null, 'MISSING'), side('b', 1)], {})).toEqual({ left: 'b', right: 'a' });
  });

  test('is what was chosen, as far as the row has it', () => {
    expect(pairOf(sides, { left: 'c', right: 'b' })).toEqual({ left: 'c', right: 'b' });
    expect(pairOf(sides, { right: 'a' })).toEqual({ left: 'c', right: 'a' });
    expect(pairOf(sides, { left: 'b' })).toEqual({ left: 'b', right: 'c' });
    expect(pairOf(sides, { left: 'gone', right: 'c' })).toEqual({ left: 'a', right: 'c' });
  });

  test('is of the same variants when newer runs come in the stead of its own', () => {
    const run = (id: string, variant: string) => ({ id, variant: { id: variant } });
    const former = [run('a', 'A'), run('b', 'B'), run('c', 'C')];
    const newer = [run('a', 'A'), run('b2', 'B'), run('c1', 'C'), run('c2', 'C'), run('d', 'D')];
    expect(pairAfter({ left: 'c', right: 'b' }, former, newer)).toEqual({ left: 'c2', right: 'b2' });
    expect(pairAfter({ left: 'a', right: 'b' }, former, newer)).toEqual({ left: 'a', right: 'b2' });
    expect(pairAfter({ left: 'd', right: 'b2' }, newer, former)).toEqual({ left: undefined, right: 'b' });
    expect(pairAfter({ right: 'of another page' }, former, newer)).toEqual({ left: undefined, right: 'of another page' });
  });

  test('is none where one run stands alone', () => {
    expect(pairOf([side('a', 1)], {})).toBeNull();
  });

  test('turns on the right through all runs but the left one', () => {
    expect(nextRight(sides, { left: 'a', right: 'b' }, 1)).toBe('c');
    expect(nextRight(sides, { left: 'a', right: 'c' }, 1)).toBe('b');
    expect(nextRight(sides, { left: 'b', right: 'a' }, -1)).toBe('c');
  });
});
