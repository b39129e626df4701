import { deepestNesting } from '../json.js';

/** The most that a value may take as JSON, in bytes. */
const byteLimit = 4 * 1024 * 1024;

/**
 * A value as JSON text; null for undefined. What is read back is equal to it (-0 as 0): properties that are undefined, which JSON
 * leaves out, are all that may be missing.
 *
 * @throws TypeError that says what does not survive JSON, and where, such as `.items[3].price is NaN`.
 */
export function jsonText(value: unknown): string | null {
  if (value === undefined) return null;
  refuseOtherThanJson(value);
  const text = JSON.stringify(value);
  const bytes = Buffer.byteLength(text);
  if (bytes <= byteLimit) return text;
  throw new TypeError(
    `it takes ${(bytes / 1024 / 1024).toFixed(1)} MiB as JSON, and may take 4 MiB: store what is large elsewhere, and return where it is`,
  );
}

/** @throws TypeError that says what in a value does not survive JSON, and where. */
export function refuseOtherThanJson(value: unknown): void {
  check(value, { path: [], around: [], count: 0 });
}

/** Where in a value the check is. */
interface Walk {
  /** The keys and indices that lead there. */
  readonly path: (string | number)[];
  /** The lists and objects that it is in. */
  readonly around: object[];
  /** How many values were looked at. */
  count: number;
}

/** A value that is there many times is as many in JSON, each of which takes two bytes or more with what stands between them. */
const mostValues = byteLimit / 2;

function check(value: unknown, walk: Walk): void {
  const { path, around } = walk;
  walk.count += 1;
  if (walk.count > mostValues) throw new TypeError(`it is more than ${mostValues} values, which take more than 4 MiB as JSON`);
  const misfit = misfitOf(value);
  if (misfit) throw new TypeError(`${pathText(path) || 'it'} is ${misfit}, which JSON has no text for`);
  if (typeof value !== 'object' || value === null) return;
  if (around.includes(value)) throw new TypeError(`${pathText(path)} contains itself`);
  if (around.length >= deepestNesting) throw new TypeError(`it has more than ${deepestNesting} lists and objects in each other`);
  around.push(value);
  if (Array.isArray(value)) checkList(value, walk);
  else for (const [key, element] of Object.entries(value)) if (element !== undefined) checkAt(key, element, walk);
  around.pop();
}

/** By index: a hole has none of its own, and would be passed over. */
function checkList(list: readonly unknown[], walk: Walk): void {
  for (let index = 0; index < list.length; index += 1) {
    if (list[index] === undefined)
      throw new TypeError(`${pathText([...walk.path, index])} is undefined, which JSON has no text for`);
    checkAt(index, list[index], walk);
  }
}

function checkAt(key: string | number, element: unknown, walk: Walk): void {
  walk.path.push(key);
  check(element, walk);
  walk.path.pop();
}

/** As in code, such as `.items[3].price`. */
function pathText(path: readonly (string | number)[]): string {
  return path.map((key) => (typeof key === 'string' && /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`)).join('');
}

function misfitOf(value: unknown): string | null {
  switch (typeof value) {
    case 'function':
      return 'a function';
    case 'bigint':
      return 'a BigInt';
    case 'symbol':
      return 'a symbol';
    case 'number':
      return Number.isFinite(value) ? null : String(value);
    case 'object':
      return value === null || Array.isArray(value) || isPlain(value) ? null : `a ${value.constructor?.name ?? 'special object'}`;
    default:
      return null;
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // By what it has none of, for objects of another realm have another Object.prototype.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
