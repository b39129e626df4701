import { createContext, Script } from 'node:vm';

/** How long a user's pattern may search one text, in milliseconds; nothing else runs in the process meanwhile. */
const searchLimitMs = 250;
/** A search that takes fewer steps than this is over in well under `searchLimitMs`. */
const harmlessSteps = 1e8;

/** V8 takes twice as long to compile a pattern with each more of its optional parts, 50 ms for 22, and no watchdog can end that. */
const mostOptionalParts = 20;

const sandbox = { search: (): void => undefined };
const context = createContext(sandbox);
const runSearch = new Script('search()');

/**
 * Compiles a user's pattern. `m` is always set, so that `^` and `$` are the ends of a line; `u` is set where the pattern
 * allows it, for `\p{…}`, and left out where it does not (`\-`).
 *
 * @throws Error saying what is wrong with it.
 */
export function compilePattern(source: string, flags = ''): RegExp {
  checkOptionalParts(source);
  const all = [...new Set(`gm${flags}`)].filter((flag) => flag !== 'u').join('');
  try {
    return new RegExp(source, `${all}u`);
  } catch {
    return new RegExp(source, all);
  }
}

/** @throws Error for a pattern with so many optional parts that compiling it could take for ever. */
export function checkOptionalParts(source: string): void {
  const optionalParts = shapeOf(source).match(/(?<![*+?}])\?|\{/g)?.length ?? 0;
  if (optionalParts > mostOptionalParts)
    throw new Error(`it has ${optionalParts} optional or counted parts, and may have ${mostOptionalParts}`);
}

/**
 * The last match of a pattern in a text that is not empty, or null. Catastrophic backtracking is guarded against: a search
 * that might take long runs under a watchdog.
 *
 * @throws Error when the search took longer than 250 ms.
 */
export function lastMatch(pattern: RegExp, text: string): RegExpExecArray | null {
  return bounded(pattern, text, () => {
    let last: RegExpExecArray | null = null;
    for (const match of text.matchAll(pattern)) if (match[0] !== '') last = match;
    return last;
  });
}

/** Whether a pattern matches anywhere in a text, guarded like {@link lastMatch}. */
export function matches(pattern: RegExp, text: string): boolean {
  return bounded(pattern, text, () => text.search(pattern) >= 0);
}

function bounded<T>(pattern: RegExp, text: string, search: () => T): T {
  if (mostSteps(pattern.source, text.length) < harmlessSteps) return search();
  const found: T[] = [];
  sandbox.search = () => void found.push(search());
  try {
    // V8 looks for the watchdog's interrupt while it backtracks, so this ends a search in the middle.
    runSearch.runInContext(context, { timeout: searchLimitMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Error(
      `The pattern ${pattern.source} did not come to an end within ${searchLimitMs} ms. Avoid repetition inside repetition, such as (a+)+.`,
    );
  } finally {
    sandbox.search = () => undefined;
  }
  return found[0] as T;
}

/**
 * How many steps a search can take at most. Where each of k quantifiers repeats one character or class, backtracking tries
 * at most every choice of a start and k ends among n places, n^(k+1) / (k+1)!, for every choice of alternatives. A repeated
 * group or a back reference can cost exponentially more. The watchdog costs some 150 µs, a hundred times a usual search: hence the distinction.
 */
function mostSteps(source: string, length: number): number {
  if (/\\[1-9k]/.test(source)) return Number.POSITIVE_INFINITY;
  const shape = shapeOf(source);
  if (/\)[*+?{]/.test(shape)) return Number.POSITIVE_INFINITY;
  const bars = shape.match(/\|/g)?.length ?? 0;
  const quantifiers = shape.match(/[*+?{]/g)?.length ?? 0;
  let steps = 2 ** bars * (length + 1);
  for (let k = 2; k <= quantifiers + 1; k++) steps *= (length + 1) / k;
  return steps;
}

/** The pattern with only its groups, bars and quantifiers told apart; all else is `x`. */
function shapeOf(source: string): string {
  return source
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?(?:<?[=!]|<[^>]*>|:)/g, '(');
}
