import { comparable, type JudgedRun } from './comparable.js';

/** What of a run a trend shows. */
export type TrendFigure = 'averageScore' | 'passRate';

interface TrendRun extends JudgedRun {
  id: string;
  status: string;
  createdAt: string;
  metrics: Record<TrendFigure, number | null>;
  variant: { id: string };
}

export interface TrendPoint {
  runId: string;
  createdAt: string;
  /** 1 for the oldest of the variant’s runs that are shown. */
  number: number;
  /** Which part of the line it is of, from 0: another one begins where a run was judged by other rules, or over other data. */
  part: number;
  averageScore: number | null;
  passRate: number | null;
}

/** The completed runs of one variant, the oldest first; there may be none yet. */
export interface TrendLine {
  variantId: string;
  name: string;
  points: TrendPoint[];
}

/**
 * The lines of a trend.
 *
 * @param runs the newest first, as the API lists them.
 * @param variants in the order that the lines are to have: one for each, so that they keep their looks as runs complete.
 */
export function trendLines(runs: readonly TrendRun[], variants: readonly { id: string; name: string }[]): TrendLine[] {
  const completed = runs.filter(({ status }) => status === 'COMPLETED').toReversed();
  return variants.map(({ id: variantId, name }) => {
    const own = completed.filter(({ variant }) => variant.id === variantId);
    let part = 0;
    const points = own.map(({ id, createdAt, metrics, ...run }, place) => ({
      runId: id,
      createdAt,
      number: place + 1,
      part: comparable([own[place - 1] ?? run, run]) ? part : ++part,
      averageScore: metrics.averageScore,
      passRate: metrics.passRate,
    }));
    return { variantId, name, points };
  });
}

/** Whether the line is interrupted before it. */
export function beginsPart({ points }: TrendLine, { number, part }: TrendPoint): boolean {
  return points.some((before) => before.number === number - 1 && before.part !== part);
}

/** The most that each figure can be. */
const most: Record<TrendFigure, number> = { averageScore: 1, passRate: 100 };

/**
 * The marks of the axis that some values are shown on, the least first: equal steps that are a tenth or a twentieth of all there
 * can be, from below the least value to above the most. Two at least, the first not below 0, the last not above all there can be.
 */
export function axisOf(values: readonly number[], figure: TrendFigure): number[] {
  const least = Math.min(...values) / most[figure];
  const greatest = Math.max(...values) / most[figure];
  // Whole steps are counted, so that the marks are round numbers.
  const steps = greatest - least > 0.25 ? 10 : 20;
  const low = Math.max(0, Math.min(Math.floor(least * steps), steps - 2));
  const high = Math.min(steps, Math.max(Math.ceil(greatest * steps), low + 2));
  return Array.from({ length: high - low + 1 }, (_, place) => ((low + place) * most[figure]) / steps);
}

export interface Place {
  x: number;
  y: number;
}

/**
 * Where a point stands: runs side by side in their order, the values from the first mark of the axis at the bottom to the last at
 * the top.
 *
 * @param longest how many runs the longest line has.
 * @param size in pixels, from the left top corner.
 */
export function placeOf(
  { number, value }: { number: number; value: number },
  { longest, axis }: { longest: number; axis: readonly number[] },
  size: { width: number; height: number },
): Place {
  const [low = 0] = axis;
  const high = axis.at(-1) ?? 1;
  return {
    x: longest === 1 ? size.width / 2 : ((number - 1) / (longest - 1)) * size.width,
    y: size.height * (1 - (value - low) / (high - low)),
  };
}

/**
 * How far each line stands to the right of the one before it, in pixels, so that points of the same run and value do not cover
 * each other: never so far that a point stands beyond the next run.
 *
 * @param longest how many runs the longest line has.
 */
export function shiftOf(lines: number, longest: number, width: number): number {
  return Math.min(12, width / Math.max(1, longest - 1) / lines);
}
