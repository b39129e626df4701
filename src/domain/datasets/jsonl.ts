import { ValidationError } from '../../failures.js';
import { isJsonObject } from '../../json.js';
import type { FileItem } from './file-item.js';
import { linesOf } from './lines.js';

const keys = ['externalId', 'input', 'expectedOutput', 'metadata'];

/**
 * The items of a JSONL file: an object a line, `{"externalId", "input", "expectedOutput", "metadata"}`, of which only
 * `input` must be there. A key that is none of these is refused rather than dropped: it is most likely one of them, spelled
 * differently. Blank lines, CRLF and a byte order mark are fine.
 *
 * @throws ValidationError with code MALFORMED_LINE.
 */
export async function* itemsOfJsonl(file: AsyncIterable<Uint8Array>): AsyncGenerator<FileItem> {
  for await (const { number, text } of linesOf(file)) {
    if (text.trim() === '') continue;
    const value = parse(text, number);
    if (!isJsonObject(value)) throw malformed(number, 'is no JSON object');
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown !== undefined) throw malformed(number, `has the unknown key "${unknown}"`);
    yield { line: number, item: value };
  }
}

function parse(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(number, `is not JSON (${error instanceof Error ? error.message : error})`);
  }
}

function malformed(line: number, why: string): ValidationError {
  const form = '{"externalId": "case-17", "input": …, "expectedOutput": …, "metadata": {…}}';
  return new ValidationError(`Line ${line} ${why}. Every line is an object such as ${form}; only input is required.`, {
    code: 'MALFORMED_LINE',
    line,
  });
}
