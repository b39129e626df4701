/** A mean and its interval, in the unit of what was measured; null where it is not known. */
export interface Interval {
  mean: number | null;
  low: number | null;
  high: number | null;
}

/** What a plot shows: `to` is above `from`. */
export interface ValueAxis {
  from: number;
  to: number;
}

/** Of the length, free at either end. */
const margin = 0.04;

/** An axis that holds all means and intervals, so that they can be seen beside each other; null where nothing is known. */
export function axisOver(intervals: readonly Interval[]): ValueAxis | null {
  const values = intervals.flatMap(({ mean, low, high }) => [mean, low, high]).filter((value) => value !== null);
  if (values.length === 0) return null;
  const least = Math.min(...values);
  const greatest = Math.max(...values);
  // A single value stands in the middle.
  const room = greatest > least ? (greatest - least) * margin : Math.abs(least) || 1;
  return { from: least - room, to: greatest + room };
}

/** Where a value lies, in percent of the axis. */
export function placeOn({ from, to }: ValueAxis, value: number): number {
  return (100 * (value - from)) / (to - from);
}
