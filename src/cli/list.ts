import { type Column, formatTable } from './table.js';
import { colorsFor, type Terminal, writeLine } from './terminal.js';

export interface ListOptions<Row> {
  columns: readonly Column<Row>[];
  /** Said where there is nothing to list. */
  empty: string;
  json: boolean | undefined;
}

/** Lists things as a table, or as JSON with all that is known of them. */
export async function printList<Row>(
  { out }: Terminal,
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: ListOptions<Row>,
): Promise<void> {
  const all: Row[] = [];
  for await (const row of rows) all.push(row);
  if (options.json) writeLine(out, JSON.stringify(all, null, 2));
  else if (all.length === 0) writeLine(out, options.empty);
  else writeLine(out, formatTable(options.columns, all, { title: colorsFor(out).bold, best: String }));
}

/** A column of text. */
export function textColumn<Row>(title: string, text: (row: Row) => string): Column<Row> {
  return { title, align: 'left', text };
}

/** A column of numbers. */
export function numberColumn<Row>(title: string, text: (row: Row) => string): Column<Row> {
  return { title, align: 'right', text };
}
