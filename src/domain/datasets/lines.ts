import { isUtf8 } from 'node:buffer';
import { ValidationError } from '../../failures.js';

/** One line of a file: its number, 1 for the first, and its text, with the line break that ends it. */
export interface Line {
  number: number;
  text: string;
}

/** The most bytes of one line. Well above an item's limit, so that an item that is too large can mostly be named. */
export const maxLineBytes = 16 * 1024 * 1024;

const newline = 0x0a;

/**
 * The lines of a file in UTF-8, read as they are asked for: no more of the file is in memory than a chunk and a line. A
 * byte order mark is dropped.
 *
 * @throws ValidationError for a line that is not UTF-8 or longer than {@link maxLineBytes}.
 */
export async function* linesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let number = 1;
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  for await (const chunk of file) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      begun.push(chunk.subarray(start, end + 1));
      yield lineOf(number, begun);
      number += 1;
      begun = [];
      begunBytes = 0;
      start = end + 1;
    }
    if (start < chunk.length) begun.push(chunk.subarray(start));
    begunBytes += chunk.length - start;
    if (begunBytes > maxLineBytes) throw tooLong(number);
  }
  if (begun.length > 0) yield lineOf(number, begun);
}

function lineOf(number: number, parts: Uint8Array[]): Line {
  const bytes = Buffer.concat(parts);
  if (bytes.length > maxLineBytes) throw tooLong(number);
  if (!isUtf8(bytes)) {
    throw new ValidationError(`Line ${number} is not valid UTF-8. Save the file in UTF-8 and import it again.`, {
      code: 'MALFORMED_LINE',
      line: number,
    });
  }
  const text = bytes.toString('utf8');
  return { number, text: number === 1 && text.startsWith('\uFEFF') ? text.slice(1) : text };
}

function tooLong(number: number): ValidationError {
  const message = `Line ${number} has more than ${maxLineBytes.toLocaleString('en-US')} bytes. Is every item on a line of its own?`;
  return new ValidationError(message, { code: 'ITEM_TOO_LARGE', line: number });
}
