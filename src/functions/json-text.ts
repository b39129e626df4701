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
  check(value, '', []);
}

/** @param around the lists and objects that it is in. */
function check(value: unknown, path: string, around: readonly object[]): void {
  const misfit = misfitOf(value);
  if (misfit) throw new TypeError(`${path === '' ? 'it' : path} is ${misfit}, which JSON has no text for`);
  if (typeof value !== 'object' || value === null) return;
  if (around.includes(value)) throw new TypeError(`${path} contains itself`);
  if (around.length >= deepestNesting) throw new TypeError(`it has more than ${deepestNesting} lists and objects in each other`);
  const inside = [...around, value];
  if (Array.isArray(value)) {
    // By index: a hole has none of its own, and would be passed over.
    for (let index = 0; index < value.length; index += 1) {
      if (value[index] === undefined) throw new TypeError(`${path}[${index}] is undefined, which JSON has no text for`);
      check(value[index], `${path}[${index}]`, inside);
    }
    return;
  }
  for (const [key, element] of Object.entries(value)) {
    if (element !== undefined)
      check(element, /^[\w$]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`, inside);
  }
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
