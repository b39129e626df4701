import { faultOfCsv } from './check-csv.js';
import { faultOfJsonl } from './check-jsonl.js';
import { type ColumnRole, csvColumns, rolesByName } from './column-roles.js';
import { csvRecords } from './csv-records.js';
import { checkedBytes, type FileFault } from './file-fault.js';
import type { FileFormat, ImportDatasetVersionInput } from './generated.js';

/** The columns of a CSV file, with the first item's values, and what each becomes. */
export interface Columns {
  header: string[];
  sample: string[] | undefined;
  roles: ColumnRole[];
}

/** A chosen file, and how it is to be taken. */
export interface ImportChoices {
  file: File;
  format: FileFormat;
  /** The columns of a CSV file; null where they can't be told, and the server tells them by their names. */
  columns: Columns | null;
  /** What keeps the file from being sent at all. */
  fault: FileFault | null;
  replace: boolean;
}

/** What is chosen when nothing is said: the format by the name of the file, and the columns by theirs. */
export async function choicesFor(file: File, replace: boolean): Promise<ImportChoices> {
  return await taken(file, /\.csv$/i.test(file.name) ? 'CSV' : 'JSONL', replace);
}

/** The same in another format. */
export async function inFormat({ file, replace }: ImportChoices, format: FileFormat): Promise<ImportChoices> {
  return await taken(file, format, replace);
}

async function taken(file: File, format: FileFormat, replace: boolean): Promise<ImportChoices> {
  const text = await file.slice(0, checkedBytes).text();
  const isWhole = file.size <= checkedBytes;
  switch (format) {
    case 'CSV':
      return { file, format, replace, columns: columnsIn(text, isWhole), fault: faultOfCsv(text, isWhole) };
    case 'JSONL':
      return { file, format, replace, columns: null, fault: faultOfJsonl(text, isWhole) };
  }
}

function columnsIn(text: string, isWhole: boolean): Columns | null {
  const records = csvRecords(text, isWhole);
  const { value: header } = records.next();
  const { value: first } = records.next();
  return header ? { header: header.cells, sample: first?.cells, roles: rolesByName(header.cells) } : null;
}

/** Whether the file can be sent as it is to be taken: nothing is wrong with it, and something is the input. */
export function isReady({ fault, columns }: ImportChoices): boolean {
  return !fault && (!columns || columns.roles.includes('input'));
}

/** What the API is asked. */
export function importInput(datasetId: string, { file, format, columns, replace }: ImportChoices): ImportDatasetVersionInput {
  return { datasetId, file, format, replace, ...(columns && { csv: csvColumns(columns.header, columns.roles) }) };
}
