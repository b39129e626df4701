import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { alignLists } from './lists.js';
import { sameJson } from './same-json.js';
import { diffWords, type TextPart } from './text-hunks.js';

/** So many places are told in which two values differ; what is beyond is told as one change of all that is around it. */
const mostChanges = 5000;
/** Of lists and objects with more entries than this, those that are unchanged are left out; so are all when there are many nodes. */
const mostUnchanged = 100;
/** Of texts that are longer than this, the words are told that differ. In characters. */
const shortText = 40;

/** An operation of a JSON Patch (RFC 6902). */
export type PatchOperation =
  | { op: 'add'; path: string; value: Json }
  | { op: 'replace'; path: string; value: Json }
  | { op: 'remove'; path: string };

/** A place in one of two JSON values, or in both. */
export interface DiffNode {
  change: 'ADDED' | 'REMOVED' | 'CHANGED' | 'UNCHANGED';
  /** Where it is in the right value, or, where it was removed, in the left one: a JSON Pointer (RFC 6901). */
  path: string;
  /** Where it is in the left value, which in lists may be elsewhere; null for what was added. */
  leftPath: string | null;
  /** Null also for what was added. */
  left: Json;
  /** Null also for what was removed. */
  right: Json;
  /** Of a long text that has changed, its words; empty for all else. */
  words: TextPart[];
}

export interface JsonChanges {
  /** Leads from the left value to the right one when it is applied in order. */
  patch: PatchOperation[];
  /** Where the values differ, and what is unchanged next to that, in the order of the left value; no node is inside another. */
  nodes: DiffNode[];
}

/**
 * What leads from one JSON value to another, place by place.
 *
 * @param until when to look no further for the shortest way, as `performance.now()` tells time.
 */
export function diffJson(left: Json, right: Json, until: number): JsonChanges {
  const comparing = new Comparing(until);
  comparing.compare({ leftPath: '', path: '', left, right });
  return comparing.changes;
}

interface Pair {
  leftPath: string;
  path: string;
  left: Json;
  right: Json;
}

class Comparing {
  readonly changes: JsonChanges = { patch: [], nodes: [] };
  /** How many places are told, or will be. */
  private told = 1;

  constructor(private readonly until: number) {}

  compare(pair: Pair): void {
    const { left, right } = pair;
    if (sameJson(left, right)) return this.tell({ change: 'UNCHANGED', ...pair });
    if (Array.isArray(left) && Array.isArray(right)) return this.compareLists(pair, left, right);
    if (isJsonObject(left) && isJsonObject(right)) return this.compareObjects(pair, left, right);
    return this.replace(pair);
  }

  private compareObjects(pair: Pair, left: JsonObject, right: JsonObject): void {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])];
    const differing = keys.filter((key) => !sameEntry(left, right, key));
    if (!this.hasRoomFor(differing.length)) return this.replace(pair);
    for (const key of keys.length > mostUnchanged ? differing : keys) {
      const [leftPath, path] = [within(pair.leftPath, key), within(pair.path, key)];
      const [before, after] = [left[key] ?? null, right[key] ?? null];
      if (!Object.hasOwn(right, key)) this.remove({ path: leftPath, at: path, value: before });
      else if (Object.hasOwn(left, key)) this.compare({ leftPath, path, left: before, right: after });
      else this.add(path, after);
    }
  }

  private compareLists(pair: Pair, left: Json[], right: Json[]): void {
    const aligned = alignLists(left, right, this.until);
    const differing = aligned.filter(({ kind }) => kind !== 'same');
    if (!this.hasRoomFor(differing.length)) return this.replace(pair);
    const isLong = aligned.length > mostUnchanged;
    // As far as the patch has been applied, the list is the right one; the rest is still the left one's.
    let at = 0;
    for (const each of aligned) {
      const path = within(pair.path, at);
      switch (each.kind) {
        case 'removed':
          this.remove({ path: within(pair.leftPath, each.left), at: path, value: left[each.left] ?? null });
          break;
        case 'added':
          this.add(path, right[each.right] ?? null);
          at += 1;
          break;
        case 'same':
        case 'changed':
          at += 1;
          if (each.kind === 'same' && isLong) break;
          this.compare({
            leftPath: within(pair.leftPath, each.left),
            path,
            left: left[each.left] ?? null,
            right: right[each.right] ?? null,
          });
      }
    }
  }

  /** Whether so many places can be told instead of the one that they are in. */
  private hasRoomFor(places: number): boolean {
    const told = this.told - 1 + places;
    if (told > mostChanges) return false;
    this.told = told;
    return true;
  }

  private add(path: string, value: Json): void {
    this.changes.patch.push({ op: 'add', path, value });
    this.tell({ change: 'ADDED', path, leftPath: null, left: null, right: value });
  }

  /** @param at where it is when what comes before has been patched. */
  private remove({ path, at, value }: { path: string; at: string; value: Json }): void {
    this.changes.patch.push({ op: 'remove', path: at });
    this.tell({ change: 'REMOVED', path, leftPath: path, left: value, right: null });
  }

  private replace(pair: Pair): void {
    this.changes.patch.push({ op: 'replace', path: pair.path, value: pair.right });
    this.tell({ change: 'CHANGED', ...pair });
  }

  private tell(node: Omit<DiffNode, 'words'>): void {
    const { change, left, right } = node;
    if (change === 'UNCHANGED' && this.changes.nodes.length >= mostChanges) return;
    const isLong = typeof left === 'string' && typeof right === 'string' && Math.max(left.length, right.length) > shortText;
    this.changes.nodes.push({ ...node, words: change === 'CHANGED' && isLong ? diffWords(left, right, this.until) : [] });
  }
}

function sameEntry(left: JsonObject, right: JsonObject, key: string): boolean {
  return Object.hasOwn(left, key) && Object.hasOwn(right, key) && sameJson(left[key] ?? null, right[key] ?? null);
}

/** The pointer to an entry of what a pointer points at. */
function within(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
