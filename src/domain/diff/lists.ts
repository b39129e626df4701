import { diffArrays } from 'diff';
import { canonicalJson, type Json } from '../../json.js';
import { sameJson } from './same-json.js';

/** The search for a shortest edit is given up beyond so many removed and added elements. */
const mostEdits = 1000;

/** An element of either list, or one of each that stand for each other; `left` and `right` are indexes. */
export type Alignment =
  | { kind: 'same'; left: number; right: number }
  | { kind: 'changed'; left: number; right: number }
  | { kind: 'removed'; left: number }
  | { kind: 'added'; right: number };

/**
 * Which elements of two lists are the same, in order, with as few changes as possible. Of what is removed and added in one
 * place, the first stands for the first, and so on: these have changed.
 *
 * @param until when to give up, as `performance.now()` tells time; between what both begin and end with, elements at one place
 * then stand for each other.
 */
export function alignLists(left: readonly Json[], right: readonly Json[], until: number): Alignment[] {
  const most = Math.min(left.length, right.length);
  let start = 0;
  while (start < most && sameAt(left, start, right, start)) start += 1;
  let end = 0;
  while (end < most - start && sameAt(left, left.length - 1 - end, right, right.length - 1 - end)) end += 1;

  const aligned: Alignment[] = [];
  const place = { left: 0, right: 0 };
  const takeSame = (count: number): void => {
    for (let taken = 0; taken < count; taken += 1) aligned.push({ kind: 'same', left: place.left++, right: place.right++ });
  };
  const takeChanged = (removed: number, added: number): void => {
    const changed = Math.min(removed, added);
    for (let taken = 0; taken < changed; taken += 1) aligned.push({ kind: 'changed', left: place.left++, right: place.right++ });
    for (let taken = changed; taken < removed; taken += 1) aligned.push({ kind: 'removed', left: place.left++ });
    for (let taken = changed; taken < added; taken += 1) aligned.push({ kind: 'added', right: place.right++ });
  };

  takeSame(start);
  const differing = { removed: 0, added: 0 };
  for (const { added, removed, count } of differences(
    left.slice(start, left.length - end),
    right.slice(start, right.length - end),
    until,
  )) {
    if (removed) differing.removed += count;
    else if (added) differing.added += count;
    else {
      takeChanged(differing.removed, differing.added);
      differing.removed = differing.added = 0;
      takeSame(count);
    }
  }
  takeChanged(differing.removed, differing.added);
  takeSame(end);
  return aligned;
}

interface Difference {
  added: boolean;
  removed: boolean;
  count: number;
}

function differences(left: readonly Json[], right: readonly Json[], until: number): Difference[] {
  // Numbers are quicker to compare than what they stand for.
  const numbers = new Map<string, number>();
  const numberOf = (element: Json): number => {
    const text = canonicalJson(element);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const timeout = until - performance.now();
  const found =
    timeout > 0 ? diffArrays(left.map(numberOf), right.map(numberOf), { maxEditLength: mostEdits, timeout }) : undefined;
  return (
    found ?? [
      { removed: true, added: false, count: left.length },
      { removed: false, added: true, count: right.length },
    ]
  );
}

function sameAt(left: readonly Json[], leftPlace: number, right: readonly Json[], rightPlace: number): boolean {
  return sameJson(left[leftPlace] ?? null, right[rightPlace] ?? null);
}
