import { diffWordsWithSpace, structuredPatch } from 'diff';

/** How many unchanged lines are shown around those that differ. */
const contextLines = 3;
/** The search for a shortest edit is given up beyond so many removed and added lines or words, and takes memory for its square. */
const mostEdits = 1000;
/** Longer texts, both together, are not taken apart into words. In characters. */
const mostCharacters = 400_000;

/** A piece of text that both sides have, or one of them. */
export interface TextPart {
  change: 'UNCHANGED' | 'REMOVED' | 'ADDED';
  text: string;
}

/** Lines that differ, with those around them, as in a unified diff. A start counts from 1, also where there are no lines. */
export interface TextHunk {
  leftStart: number;
  leftLines: number;
  rightStart: number;
  rightLines: number;
  /** Each of whole lines; a line ends with a line break. */
  parts: TextPart[];
}

/**
 * The lines in which two texts differ, in hunks. A line break at the end of a text does not count.
 *
 * @param until when to give up, as `performance.now()` tells time: all lines are then removed, and all added.
 */
export function diffLines(left: string, right: string, until: number): TextHunk[] {
  const [before, after] = [withLastBreak(left), withLastBreak(right)];
  if (before === after) return [];
  const timeout = until - performance.now();
  const limits = { context: contextLines, maxEditLength: mostEdits, timeout };
  const patch = timeout > 0 ? structuredPatch('', '', before, after, undefined, undefined, limits) : undefined;
  if (patch) {
    return patch.hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => ({
      leftStart: oldStart,
      leftLines: oldLines,
      rightStart: newStart,
      rightLines: newLines,
      parts: joined(lines.map((line) => ({ change: changeOf(line), text: `${line.slice(1)}\n` }))),
    }));
  }
  const whole = { leftStart: 1, leftLines: linesIn(before), rightStart: 1, rightLines: linesIn(after) };
  return [{ ...whole, parts: replaced(before, after) }];
}

/**
 * Both texts at once, word by word: what is unchanged or removed makes up the left one, what is unchanged or added the right.
 *
 * @param until as for {@link diffLines}; what both begin and end with is unchanged even then.
 */
export function diffWords(left: string, right: string, until: number): TextPart[] {
  const start = sharedStart(left, right);
  const end = sharedEnd(left, right, start);
  const [before, after] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  return joined([
    { change: 'UNCHANGED', text: left.slice(0, start) },
    ...differingWords(before, after, until),
    { change: 'UNCHANGED', text: left.slice(left.length - end) },
  ]);
}

function differingWords(before: string, after: string, until: number): TextPart[] {
  const timeout = until - performance.now();
  if (before.length + after.length > mostCharacters || timeout <= 0) return replaced(before, after);
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits, timeout });
  if (!changes) return replaced(before, after);
  return changes.map(({ added, removed, value }) => ({
    change: added ? 'ADDED' : removed ? 'REMOVED' : 'UNCHANGED',
    text: value,
  }));
}

/** How long both texts are the same from their beginning, up to the beginning of a word. */
function sharedStart(left: string, right: string): number {
  if (left === right) return left.length;
  const most = Math.min(left.length, right.length);
  let length = 0;
  while (length < most && left.charCodeAt(length) === right.charCodeAt(length)) length += 1;
  while (length > 0 && !isSpace(left, length - 1)) length -= 1;
  return length;
}

/** How long both texts are the same at their end, from the end of a word on, what they share at the start left out. */
function sharedEnd(left: string, right: string, start: number): number {
  const most = Math.min(left.length, right.length) - start;
  let length = 0;
  while (length < most && left.charCodeAt(left.length - 1 - length) === right.charCodeAt(right.length - 1 - length)) length += 1;
  while (length > 0 && !isSpace(left, left.length - length)) length -= 1;
  return length;
}

function isSpace(text: string, place: number): boolean {
  return /\s/.test(text.charAt(place));
}

function replaced(before: string, after: string): TextPart[] {
  return joined([
    { change: 'REMOVED', text: before },
    { change: 'ADDED', text: after },
  ]);
}

/** Parts in which neighbours of one kind are one, and none is empty. */
function joined(parts: readonly TextPart[]): TextPart[] {
  const result: TextPart[] = [];
  for (const { change, text } of parts) {
    const last = result.at(-1);
    if (text === '') continue;
    if (last?.change === change) last.text += text;
    else result.push({ change, text });
  }
  return result;
}

function changeOf(line: string): TextPart['change'] {
  if (line.startsWith('+')) return 'ADDED';
  return line.startsWith('-') ? 'REMOVED' : 'UNCHANGED';
}

function withLastBreak(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function linesIn(text: string): number {
  return text.split('\n').length - 1;
}
