import { isRecord } from './content-text.js';
import { type FileFault, faultOf, faultOfLines, type WrongLine } from './file-fault.js';
import { formatCount } from '../quantities.js';
import { nameFlaws } from './name-flaws.js';

const keys = ['externalId', 'input', 'expectedOutput', 'metadata'];
/** What the JSON of an item may have at most (src/domain/datasets/item.ts): 1 MiB, and lists and objects inside each other. */
const mostBytes = 1024 * 1024;
const mostLevels = 200;

/** A line of a JSONL file as it should be. */
export const exampleLine =
  '{"externalId": "q1", "input": {"question": "6 × 7?"}, "expectedOutput": "42", "metadata": {"topic": "sums"}}';

/**
 * What is wrong with the lines of a JSONL file, from the text that it begins with: each must be an object of the known keys, with
 * an input, and not too large, and all have names of their own, or none. The rest is left to the server.
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
  const flawOfName = nameFlaws();
  for (const [place, line] of lines.entries()) {
    const text = line.trim();
    if (text === '') continue;
    const number = place + 1;
    const why = flawOf(text, (name) => flawOfName(name, number));
    if (why) yield { number, why, text };
  }
}

function flawOf(text: string, flawOfName: (name: unknown) => string | null): string | null {
  const item = parsed(text);
  if (item === undefined) return 'is not JSON';
  if (!isRecord(item)) return 'is no JSON object';
  const unknown = Object.keys(item).find((key) => !keys.includes(key));
  if (unknown !== undefined) return `has the unknown key “${unknown}”`;
  const { input, externalId } = item;
  // Looked at before the input: the lines after it are compared with this one, whatever else is wrong with it.
  const misnamed = flawOfName(externalId);
  return input === undefined || input === null ? 'has no input' : (misnamed ?? flawOfContent(item));
}

function flawOfContent({ input, expectedOutput = null, metadata }: Record<string, unknown>): string | null {
  if (metadata !== undefined && metadata !== null && !isRecord(metadata)) return 'has metadata that is no object';
  const parts = { expectedOutput, input, metadata: metadata ?? {} };
  for (const part of Object.values(parts)) {
    const flaw = flawOfValue(part);
    if (flaw) return flaw;
  }
  const { length } = new TextEncoder().encode(JSON.stringify(parts));
  return length > mostBytes ? `has ${formatCount(length)} bytes of JSON, and ${formatCount(mostBytes)} are the most` : null;
}

function flawOfValue(value: unknown, depth = 0): string | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'has a number beyond what can be stored';
  if (typeof value !== 'object' || value === null) return null;
  if (depth === mostLevels) return `is nested deeper than ${mostLevels} levels`;
  for (const part of Object.values(value)) {
    const flaw = flawOfValue(part, depth + 1);
    if (flaw) return flaw;
  }
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
