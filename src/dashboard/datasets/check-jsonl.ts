import { isRecord } from './content-text.js';
import { type FileFault, faultOf, faultOfLines, type WrongLine } from './file-fault.js';

const keys = ['externalId', 'input', 'expectedOutput', 'metadata'];

/** A line of a JSONL file as it should be. */
export const exampleLine =
  '{"externalId": "q1", "input": {"question": "6 × 7?"}, "expectedOutput": "42", "metadata": {"topic": "sums"}}';

/**
 * What is wrong with the lines of a JSONL file, from the text that it begins with: each must be an object of the known keys, with
 * an input, and no two may have one name. The rest is left to the server.
 *
 * @param isWhole whether the text is all of the file; else the line that it breaks off in is passed over.
 */
export function faultOfJsonl(text: string, isWhole: boolean): FileFault | null {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  if (!isWhole) lines.pop();
  else if (lines.every((line) => line.trim() === '')) return faultOf('The file has no items. Give at least one.');
  return faultOfLines(
    wrongLines(lines),
    'Correct the file and choose it again; under Format stands what a line must hold.',
    isWhole,
  );
}

function* wrongLines(lines: string[]): Generator<WrongLine> {
  const named = new Map<string, number>();
  for (const [place, line] of lines.entries()) {
    const text = line.trim();
    if (text === '') continue;
    const number = place + 1;
    const why = flawOf(text, number, named);
    if (why) yield { number, why, text };
  }
}

/** @param named the line of every name so far; that of this line is added. */
function flawOf(text: string, number: number, named: Map<string, number>): string | null {
  const item = parsed(text);
  if (item === undefined) return 'is not JSON';
  if (!isRecord(item)) return 'is no JSON object';
  const unknown = Object.keys(item).find((key) => !keys.includes(key));
  if (unknown !== undefined) return `has the unknown key “${unknown}”`;
  const { input, externalId: name } = item;
  if (input === undefined || input === null) return 'has no input';
  if (typeof name !== 'string') return null;
  const former = named.get(name);
  if (former !== undefined) return `has the externalId of line ${former}`;
  named.set(name, number);
  return null;
}

/** Undefined, which JSON can’t be, where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
