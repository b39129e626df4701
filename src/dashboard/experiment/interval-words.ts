import { formatCounted, formatDelta } from '../quantities.js';

interface Interval {
  confidenceLow: number | null;
  confidenceHigh: number | null;
  items: number;
}

/**
 * How sure a difference is, such as `95 %: −0.012 to +0.140, over 40 items`.
 *
 * @param format of a difference with its sign: that of a score where nothing is said.
 */
export function intervalWords(
  { confidenceLow, confidenceHigh, items }: Interval,
  format: (difference: number) => string = (difference) => formatDelta(difference),
): string {
  const over = formatCounted(items, 'item');
  if (confidenceLow === null || confidenceHigh === null) return `${over}, too few for an interval`;
  return `95 %: ${format(confidenceLow)} to ${format(confidenceHigh)}, over ${over}`;
}
