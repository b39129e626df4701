import { stringify } from 'csv-stringify/sync';
import type { Json } from '../../json.js';

/** A table to be taken elsewhere, of any length: it is read as it is written. */
export interface Sheet {
  /** What its file is called, without an ending. */
  name: string;
  /** The names of the columns, each once. */
  columns: string[];
  /** The rows, some hundred at a time; a value for each column. */
  pages(): AsyncIterable<Json[][]>;
}

/** How a sheet is written. */
export const sheetFormats = ['csv', 'jsonl'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

/** Text is written in parts of that many characters or a little more, for a page of large rows may have many MiB. */
const partLength = 64 * 1024;

/** A column of a sheet, by what it takes from a row. */
export interface Column<Row> {
  name: string;
  value(row: Row): Json;
}

/** A sheet of such columns; where two have one name, the second is numbered. */
export function sheetOf<Row>(name: string, columns: readonly Column<Row>[], pages: () => AsyncIterable<readonly Row[]>): Sheet {
  return {
    name,
    columns: eachOnce(columns.map((column) => column.name)),
    async *pages() {
      for await (const rows of pages()) yield rows.map((row) => columns.map((column) => column.value(row)));
    },
  };
}

/**
 * A sheet as text, some rows at a time; nothing is read before it is asked for.
 *
 * CSV is RFC 4180 with a header, in UTF-8: text stands as it is, null is an empty cell, and what is neither text nor a
 * number is JSON. JSONL is exact: an object a row, by the names of the columns.
 */
export async function* writeSheet(sheet: Sheet, format: SheetFormat): AsyncGenerator<string, void, void> {
  if (format === 'csv') yield csvOf(sheet.columns);
  for await (const rows of sheet.pages()) {
    let part = '';
    for (const row of rows) {
      part += format === 'csv' ? csvOf(row) : jsonlOf(sheet.columns, row);
      if (part.length < partLength) continue;
      yield part;
      part = '';
    }
    if (part !== '') yield part;
  }
}

function csvOf(row: Json[]): string {
  return stringify([row], { record_delimiter: 'windows', cast: { boolean: String, string: inert } });
}

function jsonlOf(columns: readonly string[], row: Json[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null])))}\n`;
}

/**
 * Text that a spreadsheet would take for a formula, with an apostrophe before it, which keeps it text (OWASP, CSV injection).
 * A number can do nothing, and stays one.
 */
function inert(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}

function eachOnce(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name} (${number})`;
    taken.add(free);
    return free;
  });
}
