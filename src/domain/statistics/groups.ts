import { sumOf } from './deltas.js';

/** Items of one value, or of values so near that only their mean and variance matter. */
export interface Group {
  items: number;
  mean: number;
  /** Population variance of the values; 0 where there is one value. */
  variance: number;
}

/** With more distinct values than this, near ones are taken together. */
const mostDistinct = 128;

/** Drawing how many items come from a group takes as long as drawing some ten items. */
const itemsPerDraw = 10;

/**
 * Ascending values by groups: a group a distinct value, or, where those are too many, groups that span at most a 64th of the range
 * and, unless they are of one value, hold at most a 64th of the items. Null where the items are so few that it is no slower to draw
 * each of them.
 */
export function groupsOf(sorted: Float64Array): Group[] | null {
  const groups = distinctOrNear(sorted);
  return sorted.length <= itemsPerDraw * groups.length ? null : groups;
}

function distinctOrNear(sorted: Float64Array): Group[] {
  const distinct = grouped(sorted, (value, first) => value === first);
  if (distinct.length <= mostDistinct) return distinct;

  const parts = mostDistinct / 2;
  const span = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / parts;
  const share = sorted.length / parts;
  return grouped(sorted, (value, first, items) => value === first || (value - first <= span && items < share));
}

function grouped(sorted: Float64Array, belongs: (value: number, first: number, items: number) => boolean): Group[] {
  const groups: Group[] = [];
  let start = 0;
  for (let end = 1; end <= sorted.length; end += 1) {
    if (end < sorted.length && belongs(sorted[end] ?? 0, sorted[start] ?? 0, end - start)) continue;
    groups.push(groupOf(sorted.subarray(start, end)));
    start = end;
  }
  return groups;
}

function groupOf(values: Float64Array): Group {
  const items = values.length;
  const first = values[0] ?? 0;
  if (first === values[items - 1]) return { items, mean: first, variance: 0 };
  const mean = sumOf(values) / items;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / items;
  return { items, mean, variance };
}
