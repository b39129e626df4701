import { type ColumnRole, csvColumns, rolesByName } from './column-roles.js';
import { firstRecords } from './csv-records.js';
import type { FileFormat, ImportDatasetVersionInput } from './generated.js';

/** How much of a CSV file is read to find its columns, in bytes. */
const headBytes = 64 * 1024;

/** A chosen file, and how it is to be taken. */
export interface ImportChoices {
  file: File;
  format: FileFormat;
  /** The columns of a CSV file; null where they can't be told, and the server tells them by their names. */
  columns: { header: string[]; sample: string[] | undefined; roles: ColumnRole[] } | null;
  replace: boolean;
}

/** What is chosen when nothing is said: the format by the name of the file, and the columns by theirs. */
export async function choicesFor(file: File, replace: boolean): Promise<ImportChoices> {
  const format = /\.csv$/i.test(file.name) ? 'CSV' : 'JSONL';
  return { file, format, columns: await columnsIn(file, format), replace };
}

/** The same in another format. */
export async function inFormat(choices: ImportChoices, format: FileFormat): Promise<ImportChoices> {
  return { ...choices, format, columns: await columnsIn(choices.file, format) };
}

async function columnsIn(file: File, format: FileFormat): Promise<ImportChoices['columns']> {
  if (format !== 'CSV') return null;
  const text = await file.slice(0, headBytes).text();
  const [header, sample] = firstRecords(text, 2, file.size <= headBytes);
  return header ? { header, sample, roles: rolesByName(header) } : null;
}

/** What the API is asked. */
export function importInput(datasetId: string, { file, format, columns, replace }: ImportChoices): ImportDatasetVersionInput {
  return { datasetId, file, format, replace, ...(columns && { csv: csvColumns(columns.header, columns.roles) }) };
}
