import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { ValidationError } from '../../failures.js';
import { type ColumnRoles, type CsvColumns, columnRoles } from './csv-columns.js';
import type { FileItem } from './file-item.js';
import { linesOf, maxLineBytes } from './lines.js';

interface CsvRecord {
  line: number;
  cells: string[];
}

const pieceCharacters = 64 * 1024;

/**
 * The items of a CSV file with a header row (RFC 4180), all values as text. An empty cell of the column of expected
 * outputs means that the item has none.
 *
 * @throws ValidationError with code MALFORMED_LINE or MISSING_COLUMN.
 */
export async function* itemsOfCsv(file: AsyncIterable<Uint8Array>, columns: CsvColumns = {}): AsyncGenerator<FileItem> {
  let roles: ColumnRoles | null = null;
  let header: string[] = [];
  for await (const { line, cells } of records(file)) {
    if (!roles) {
      header = cells;
      roles = columnRoles(header, columns, line);
    } else if (cells.length !== header.length) {
      const counts = `has ${cells.length} fields, and the header has ${header.length}`;
      throw malformed(line, `${counts}. A field with a comma, a quote or a line break in it must be in double quotes.`);
    } else {
      yield { line, item: itemOf(cells, roles) };
    }
  }
}

function itemOf(cells: string[], roles: ColumnRoles): FileItem['item'] {
  const pick = (places: [string, number][]) => Object.fromEntries(places.map(([name, place]) => [name, cells[place]]));
  return {
    externalId: roles.externalId === null ? undefined : cells[roles.externalId],
    input: pick(roles.input),
    expectedOutput: roles.expectedOutput === null ? null : cells[roles.expectedOutput] || null,
    metadata: pick(roles.metadata),
  };
}

/** The rows of the file with the line each of them starts on. */
async function* records(file: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  // The parser takes every carriage return inside a field for a line of its own.
  let carriageReturns = 0;
  const firstLines = new WeakMap<string[], number>();
  const parser = parse({
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxLineBytes,
    on_record: (cells, { lines }) => {
      carriageReturns += countIn(cells, '\r');
      firstLines.set(cells, lines - carriageReturns - countIn(cells, '\n'));
      return cells;
    },
  });
  pipeline(Readable.from(texts(file)), parser, () => {
    // The loop below gets the error from the parser.
  });
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { line: firstLines.get(cells) ?? 0, cells };
  } catch (error) {
    throw error instanceof CsvError ? explain(error, Number(error.lines) - carriageReturns) : error;
  }
}

/** The text of the file, checked to be UTF-8, in pieces of whole lines: the parser is slow with small ones. */
async function* texts(file: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let piece = '';
  for await (const { text } of linesOf(file)) {
    piece += text;
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function countIn(cells: string[], character: string): number {
  let count = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf(character); at !== -1; at = cell.indexOf(character, at + 1)) count += 1;
  }
  return count;
}

function explain(error: CsvError, line: number): ValidationError {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return malformed(
        line,
        'is the end of the file, and a double quote was not closed. Close it, or double the quotes inside the field.',
      );
    case 'CSV_MAX_RECORD_SIZE':
      return new ValidationError(
        `The record that reaches line ${line} has more than ${maxLineBytes.toLocaleString('en-US')} bytes. Was a double quote not closed?`,
        { code: 'ITEM_TOO_LARGE', line },
      );
    default:
      return malformed(
        line,
        'has a double quote where none can be. Put the whole field in double quotes, and double those inside it.',
      );
  }
}

function malformed(line: number, why: string): ValidationError {
  return new ValidationError(`Line ${line} ${why}`, { code: 'MALFORMED_LINE', line });
}
