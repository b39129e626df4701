import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Matrix, type MatrixColumn, rowStates } from '../../../src/domain/comparison/matrix.js';
import { itemState } from '../../../src/domain/comparison/run-vector.js';

/** What a run has for an item: no result, no stable answer, or an answer with its score. */
type Cell = 'missing' | 'unstable' | { answer: number; errored: boolean; score: number | null };

const answer = fc.record({
  // Answers that differ in the first half of their bytes, in the second, or in both.
  answer: fc.constantFrom(1, 2, 0x100000001, 0x100000002),
  errored: fc.boolean(),
  score: fc.option(fc.constantFrom(0, 0.3, 0.7, 1)),
});
const cell: fc.Arbitrary<Cell> = fc.oneof({ weight: 8, arbitrary: answer }, fc.constantFrom<Cell>('missing', 'unstable'));
/** Some runs' cells by row; those of one run may all be there. */
const table = fc
  .record({ columns: fc.integer({ min: 0, max: 4 }), rows: fc.integer({ min: 0, max: 8 }), whole: fc.boolean() })
  .chain(({ columns, rows, whole }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.array(
        fc.record({
          cells: fc.array(whole ? answer : cell, { minLength: rows, maxLength: rows }),
          /** Whether its items stand in another order than the rows, those that are missing nowhere. */
          placed: whole ? fc.constant(false) : fc.boolean(),
        }),
        { minLength: columns, maxLength: columns },
      ),
    }),
  );

function columnOf({ cells, placed }: { cells: Cell[]; placed: boolean }): MatrixColumn {
  const rows = [...cells.keys()];
  const rowOfItem = placed ? rows.filter((row) => cells[row] !== 'missing').toReversed() : rows;
  const items = rowOfItem.map((row) => cells[row] ?? 'missing');
  const stateOf = (each: Cell): number => {
    if (typeof each === 'string') return itemState[each];
    return each.errored ? itemState.errored : itemState.answered;
  };
  return {
    items: {
      items: items.length,
      answers: Uint32Array.from(
        items.flatMap((each) => (typeof each === 'string' ? [0, 0] : [Math.floor(each.answer / 2 ** 32), each.answer % 2 ** 32])),
      ),
      states: Uint8Array.from(items, stateOf),
      scores: Float64Array.from(items, (each) => (typeof each === 'string' ? Number.NaN : (each.score ?? Number.NaN))),
      passed: new Int8Array(items.length),
    },
    positions: placed ? Int32Array.from(rows, (row) => rowOfItem.indexOf(row)) : null,
  };
}

test('rows diverge, agree or are incomplete, and errors and spreads are found, as the plain rules say', () => {
  fc.assert(
    fc.property(table, ({ rows, columns }) => {
      const matrix = new Matrix(rows, columns.map(columnOf));
      const expected = Array.from({ length: rows }, (_, row) => {
        const cells = columns.map(({ cells: all }) => all[row] ?? 'missing');
        const present = cells.filter((each) => each !== 'missing');
        const answers = new Set(present.map((each, place) => (each === 'unstable' ? `unstable ${place}` : each.answer)));
        const scores = present.flatMap((each) => (each === 'unstable' || each.score === null ? [] : [each.score]));
        return {
          state: answers.size > 1 ? 'DIVERGENT' : present.length < cells.length ? 'INCOMPLETE' : 'AGREEING',
          errored: present.some((each) => each !== 'unstable' && each.errored),
          spread: scores.length < 2 ? -1 : Math.round((Math.max(...scores) - Math.min(...scores)) * 1e9) / 1e9,
        };
      });
      expect(Array.from(matrix.states, (state) => rowStates[state])).toEqual(expected.map(({ state }) => state));
      expect(expected.map((_, row) => matrix.hasError(row))).toEqual(expected.map(({ errored }) => errored));
      expect(expected.map((_, row) => matrix.spreadOf(row))).toEqual(expected.map(({ spread }) => spread));
      const count = (wanted: string) => expected.filter(({ state }) => state === wanted).length;
      expect(matrix.summary).toEqual({
        rows,
        divergentRows: count('DIVERGENT'),
        agreeingRows: count('AGREEING'),
        incompleteRows: count('INCOMPLETE'),
      });
      const bySpread = [...expected.keys()].sort((a, b) => (expected[b]?.spread ?? 0) - (expected[a]?.spread ?? 0) || a - b);
      expect([...matrix.bySpread()]).toEqual(bySpread);
    }),
    { numRuns: 2000 },
  );
});
