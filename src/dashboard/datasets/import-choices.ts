import { faultOfCsv, faultOfNames } from './check-csv.js';
import { faultOfJsonl } from './check-jsonl.js';
import { type ColumnRole, csvColumns, proposedRoles } from './column-roles.js';
import { type CsvRecord, csvRecords } from './csv-records.js';
import { checkedBytes, type FileFault } from './file-fault.js';
import type { FileFormat, ImportDatasetVersionInput } from './generated.js';

/** The columns of a CSV file, with the first item's values, and what each becomes. */
export interface Columns {
  header: string[];
  sample: string[] | undefined;
  roles: ColumnRole[];
  /** What is wrong with the items if a column is their external id, for each of them. */
  misnamed: (FileFault | null)[];
}

/** A chosen file, and how it is to be taken. */
export interface ImportChoices {
  file: File;
  format: FileFormat;
  /** The columns of a CSV file; null where they can't be told, and the server tells them by their names. */
  columns: Columns | null;
  /** What keeps the file from being sent at all, whatever its columns become. */
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
    case 'CSV': {
      const records = [...csvRecords(text, isWhole)];
      return { file, format, replace, columns: columnsIn(records, isWhole), fault: faultOfCsv(records, isWhole) };
    }
    case 'JSONL':
      return { file, format, replace, columns: null, fault: faultOfJsonl(text, isWhole) };
  }
}

function columnsIn([header, ...items]: readonly CsvRecord[], isWhole: boolean): Columns | null {
  if (!header) return null;
  const { cells } = header;
  const misnamed = cells.map((_, place) => faultOfNames(items, place, isWhole));
  const roles = proposedRoles(cells, (place) => isWhole && !misnamed[place]);
  return { header: cells, sample: items[0]?.cells, roles, misnamed };
}

/** What keeps the file from being sent as it is to be taken. */
export function faultIn({ fault, columns }: ImportChoices): FileFault | null {
  return fault ?? columns?.misnamed[columns.roles.indexOf('externalId')] ?? null;
}

/** Whether the file can be sent as it is to be taken: nothing is wrong with it, and something is the input. */
export function isReady(choices: ImportChoices): boolean {
  return !faultIn(choices) && (!choices.columns || choices.columns.roles.includes('input'));
}

/** The name of a new dataset once a file is chosen: that of the file, unless somebody gave it another than that of the former. */
export function nameAfter(name: string, file: File, former: File | null): string {
  return name === '' || (former && name === nameOf(former)) ? nameOf(file) : name;
}

function nameOf(file: File): string {
  return file.name.replace(/\.[^.]*$/, '');
}

/** What the API is asked. */
export function importInput(datasetId: string, { file, format, columns, replace }: ImportChoices): ImportDatasetVersionInput {
  return { datasetId, file, format, replace, ...(columns && { csv: csvColumns(columns.header, columns.roles) }) };
}
