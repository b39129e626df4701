import fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisOf, placeOf, shiftOf, trendLines } from '../../src/dashboard/experiment/trend-lines.js';

test('every variant has a line, of its completed runs, the oldest first', () => {
  const run = (id: string, status: string, variant: string, averageScore: number | null = null) => ({
    id,
    status,
    createdAt: `at ${id}`,
    judgedBy: 'the same',
    trials: 1,
    itemsTotal: 5,
    datasetVersion: { id: 'the same' },
    metrics: { averageScore, passRate: null },
    variant: { id: variant },
  });
  const runs = [run('5', 'RUNNING', 'a'), run('4', 'COMPLETED', 'a', 0.5), run('3', 'COMPLETED', 'b'), run('2', 'FAILED', 'a')];
  const variants = ['b', 'c', 'a'].map((id) => ({ id, name: `variant ${id}` }));
  expect(trendLines([...runs, run('1', 'COMPLETED', 'a', 0.25)], variants)).toEqual([
    {
      variantId: 'b',
      name: 'variant b',
      points: [{ runId: '3', createdAt: 'at 3', number: 1, part: 0, averageScore: null, passRate: null }],
    },
    { variantId: 'c', name: 'variant c', points: [] },
    {
      variantId: 'a',
      name: 'variant a',
      points: [
        { runId: '1', createdAt: 'at 1', number: 1, part: 0, averageScore: 0.25, passRate: null },
        { runId: '4', createdAt: 'at 4', number: 2, part: 0, averageScore: 0.5, passRate: null },
      ],
    },
  ]);
});

test('a line is interrupted where runs are judged by other evaluators, or over other data, than the ones before', () => {
  const judged: [judgedBy: string, version: string, items: number, trials: number][] = [
    ['strictly', 'version 1', 5, 1],
    ['strictly', 'version 1', 5, 1],
    ['mildly', 'version 1', 5, 1],
    ['mildly', 'version 2', 5, 1],
    ['mildly', 'version 2', 5, 3],
    ['mildly', 'version 2', 2, 1],
  ];
  const runs = judged.map(([judgedBy, version, items, trials], place) => ({
    id: `run ${place}`,
    status: 'COMPLETED',
    createdAt: '',
    judgedBy,
    trials,
    itemsTotal: items * trials,
    datasetVersion: { id: version },
    metrics: { averageScore: 1, passRate: null },
    variant: { id: 'a' },
  }));
  const [line] = trendLines(runs.toReversed(), [{ id: 'a', name: 'a' }]);
  expect(line?.points.map(({ part }) => part)).toEqual([0, 0, 1, 2, 2, 3]);
});

test('every value stands on its axis, between two marks at least, and none of them is beyond what there can be', () => {
  const figures = fc.constantFrom(['averageScore', 1] as const, ['passRate', 100] as const);
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(figures, shares, ([figure, most], given) => {
      const values = given.map((share) => share * most);
      const axis = axisOf(values, figure);
      expect(axis.length).toBeGreaterThanOrEqual(3);
      expect(axis[0]).toBeGreaterThanOrEqual(0);
      expect(axis.at(-1)).toBeLessThanOrEqual(most);
      expect(axis).toEqual(axis.toSorted((a, b) => a - b));
      for (const value of values) {
        const { y } = placeOf({ number: 1, value }, { longest: 1, axis }, { width: 100, height: 100 });
        expect(y).toBeGreaterThanOrEqual(-1e-9);
        expect(y).toBeLessThanOrEqual(100 + 1e-9);
      }
    }),
  );
});

test('values that lie close together are told apart by the marks between them', () => {
  expect(axisOf([0.86, 0.88], 'averageScore')).toEqual([0.85, 0.9, 0.95]);
  expect(axisOf([25, 47.5], 'passRate')).toEqual([25, 30, 35, 40, 45, 50]);
  expect(axisOf([100], 'passRate')).toEqual([90, 95, 100]);
});

test('runs stand side by side from the left to the right, a single one in the middle', () => {
  const size = { width: 300, height: 100 };
  const at = (number: number, longest: number) => placeOf({ number, value: 0.5 }, { longest, axis: [0, 0.5, 1] }, size);
  expect([at(1, 4), at(2, 4), at(4, 4), at(1, 1)]).toEqual([
    { x: 0, y: 50 },
    { x: 100, y: 50 },
    { x: 300, y: 50 },
    { x: 150, y: 50 },
  ]);
});

test('lines stand beside each other, and no point of them as far as that of the next run', () => {
  expect(shiftOf(3, 1, 300)).toBe(12);
  const counts = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 50, max: 1000 }), (lines, longest, width) => {
      const shift = shiftOf(lines, longest, width);
      const steps = Math.max(1, longest - 1);
      expect(shift).toBeGreaterThan(0);
      expect(shift * (lines - 1)).toBeLessThan(width / steps);
    }),
  );
});
