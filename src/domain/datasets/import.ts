import type { DatasetVersion } from '../../database/client.js';
import { type NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { itemsOfCsv } from './csv.js';
import type { CsvColumns } from './csv-columns.js';
import { type FileItem, named } from './file-item.js';
import { placeInFile, prepareItem } from './item.js';
import { itemsOfJsonl } from './jsonl.js';
import type { NumberedItem } from './staging.js';
import { writeVersion } from './write-version.js';

export interface ImportDatasetVersionInput {
  datasetId: Id<'dataset'>;
  format: 'JSONL' | 'CSV';
  /** The bytes of the file, in UTF-8. Read once; a ValidationError that it throws is the import's answer. */
  file: AsyncIterable<Uint8Array>;
  /** The new version has exactly the items of the file, in their order. */
  replace?: boolean | null;
  /** Which columns of a CSV file are what. */
  csv?: CsvColumns;
  /** Called now and then with the number of lines read so far. */
  onProgress?: (lines: number) => void;
}

// A file may come in over a slow line, and the transaction is open meanwhile.
const timeoutMs = 15 * 60_000;

/**
 * Adds the next version of a dataset from a file, by the rules of `addDatasetVersion`, in memory that does not grow with the file. A
 * file whose items have no `externalId` gets them numbered: `item-000001` for the first.
 *
 * Fails with MALFORMED_LINE, MISSING_COLUMN, ITEM_TOO_LARGE or DUPLICATE_EXTERNAL_ID, all with the line, or EMPTY_DATASET;
 * nothing is written then.
 */
export function importDatasetVersion(
  scope: Scope,
  input: ImportDatasetVersionInput,
): Promise<DatasetVersion | ValidationError | NotFoundError> {
  const items = input.format === 'CSV' ? itemsOfCsv(input.file, input.csv) : itemsOfJsonl(input.file);
  return writeVersion(scope, {
    datasetId: input.datasetId,
    items: prepared(items),
    place: placeInFile,
    removeExternalIds: [],
    replace: input.replace ?? false,
    timeoutMs,
    onBatch: input.onProgress,
  });
}

async function* prepared(items: AsyncIterable<FileItem>): AsyncGenerator<NumberedItem> {
  let isEmpty = true;
  for await (const { line, item } of named(items)) {
    const checked = prepareItem(item, placeInFile(line));
    if (checked instanceof ValidationError) throw checked;
    isEmpty = false;
    yield { ...checked, number: line };
  }
  if (isEmpty) throw new ValidationError('The file has no items. Give at least one.', { code: 'EMPTY_DATASET', field: 'file' });
}
