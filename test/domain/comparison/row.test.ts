import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Prisma, type Run } from '../../../src/database/client.js';
import { type CellResult, comparisonRow } from '../../../src/domain/comparison/row.js';

const run = (id: number) => ({ id: `run ${id}` }) as Run;

function result(given: Partial<CellResult> & { cents?: number | null }): CellResult {
  const { cents = 1, ...rest } = given;
  return {
    id: 'result',
    trial: 0,
    answer: 'a',
    errorType: null,
    errorMessage: null,
    durationMs: 10,
    tokens: 5,
    cost: cents === null ? null : new Prisma.Decimal(cents).div(100),
    score: null,
    passed: null,
    ...rest,
  };
}

function rowOf(...cells: CellResult[][]) {
  return comparisonRow(
    0,
    'item',
    cells.map((results, place) => ({ run: run(place), results })),
  );
}

const outliers = (...answers: (string | null)[]) =>
  rowOf(
    ...answers.map((answer) => (answer === null ? [] : [result({ answer, errorType: answer === 'error' ? 'broken' : null })])),
  ).cells.map(({ outlier }) => outlier);

describe('a row', () => {
  test('flags the cells that do not match its majority', () => {
    expect(outliers('a', 'a', 'b')).toEqual([false, false, true]);
    expect(outliers('a', 'a', 'error', 'a')).toEqual([false, false, true, false]);
  });

  test('flags every cell where no answer has a majority: two that differ, or a tie', () => {
    expect(outliers('a', 'b')).toEqual([true, true]);
    expect(outliers('a', 'a', 'b', 'b')).toEqual([true, true, true, true]);
    expect(outliers('a', 'b', 'c')).toEqual([true, true, true]);
  });

  test('flags nothing where all agree, and never a cell that is missing', () => {
    expect(outliers('a', 'a')).toEqual([false, false]);
    expect(outliers('error', 'error')).toEqual([false, false]);
    expect(outliers('a', null, 'a')).toEqual([false, false, false]);
    expect(outliers('a', null, 'b')).toEqual([true, false, true]);
  });

  test('tells an error from a missing result, and both from an output', () => {
    const { cells, divergent } = rowOf([result({ answer: 'error', errorType: 'broken' })], [], [result({ answer: 'a' })]);
    expect(cells.map(({ answer }) => answer.kind)).toEqual(['error', 'missing', 'output']);
    expect(divergent).toBe(true);
  });

  test('marks all that tie for the least; an errored cell never wins, an unknown cost never is cheapest', () => {
    const { cells } = rowOf(
      [result({ durationMs: 7, tokens: 9, cents: null })],
      [result({ durationMs: 7, tokens: 3, cents: 2 })],
      [result({ durationMs: 1, tokens: 1, cents: 0, errorType: 'broken', answer: 'error' })],
      [result({ durationMs: 8, tokens: 3, cents: 2 })],
    );
    expect(cells.map(({ fastest, fewestTokens, cheapest }) => [fastest, fewestTokens, cheapest])).toEqual([
      [true, false, false],
      [true, true, true],
      [false, false, false],
      [false, true, true],
    ]);
  });

  test('shows the means of a cell’s trials and the answer of more than half of them', () => {
    const [cell] = rowOf([
      result({ answer: 'a', durationMs: 10, tokens: 2, cents: 1, score: 1, passed: true }),
      result({ answer: 'b', durationMs: 20, tokens: 4, cents: 2, score: 0.5, passed: true }),
      result({ answer: 'a', durationMs: 60, tokens: 6, cents: 6, score: 0, passed: false }),
    ]).cells;
    expect(cell).toMatchObject({ durationMs: 30, totalTokens: 4, score: 0.5, passed: true });
    expect(cell?.cost?.toFixed()).toBe('0.03');
    expect(cell?.answer).toMatchObject({ kind: 'output', answer: 'a' });
  });

  test('has an unstable cell where no trial’s answer has a majority; it agrees with no other', () => {
    const unstable = [result({ answer: 'a' }), result({ answer: 'b' })];
    const row = rowOf(unstable, unstable, [result({ answer: 'a' })]);
    expect(row.cells.map(({ answer }) => answer.kind)).toEqual(['unstable', 'unstable', 'output']);
    expect(row).toMatchObject({ divergent: true, hasMajority: false });
    expect(row.cells.every(({ outlier }) => outlier)).toBe(true);
  });

  test('of any answers and figures is as the plainest counting says', () => {
    const given = fc.record({
      answer: fc.constantFrom('a', 'b', 'c', 'error', null),
      durationMs: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      tokens: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
      cents: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(given, { minLength: 1, maxLength: 7 }), (cells) => {
        const row = rowOf(
          ...cells.map(({ answer, ...figures }) =>
            answer === null ? [] : [result({ ...figures, answer, errorType: answer === 'error' ? 'broken' : null })],
          ),
        );
        const answers = cells.map(({ answer }) => answer).filter((answer) => answer !== null);
        const count = (wanted: string) => answers.filter((answer) => answer === wanted).length;
        const majority = answers.find((answer) => count(answer) > answers.length / 2) ?? null;
        const divergent = answers.some((answer) => answer !== answers[0]);
        expect(row).toMatchObject({ divergent, hasMajority: majority !== null });
        expect(row.cells.map(({ outlier }) => outlier)).toEqual(
          cells.map(({ answer }) => divergent && answer !== null && answer !== majority),
        );
        const wins = (figure: 'durationMs' | 'tokens' | 'cents') => {
          const inTheRace = cells.filter(
            ({ answer, [figure]: value }) => value !== null && answer !== null && answer !== 'error',
          );
          const least = Math.min(...inTheRace.map(({ [figure]: value }) => value ?? 0));
          return cells.map((cell) => inTheRace.includes(cell) && cell[figure] === least);
        };
        expect(row.cells.map(({ fastest }) => fastest)).toEqual(wins('durationMs'));
        expect(row.cells.map(({ fewestTokens }) => fewestTokens)).toEqual(wins('tokens'));
        expect(row.cells.map(({ cheapest }) => cheapest)).toEqual(wins('cents'));
      }),
    );
  });
});
