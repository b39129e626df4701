import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** Rows of more bytes than that are read in smaller pages: a single input may have a MiB. As they are stored, which may be compressed. */
export const pageBytes = 2 * 1024 * 1024;

/** How many bytes the contents of some items take, by item. */
export function itemSizes(db: Database, itemIds: readonly Id<'datasetItem'>[]): Promise<Map<string, number>> {
  return byId(db.$queryRaw<Size[]>`
    SELECT id, pg_column_size(input) + coalesce(pg_column_size(expected_output), 0) AS bytes
    FROM dataset_item WHERE id = ANY(${itemIds}::uuid[])`);
}

/** How many bytes the outputs of some results take, by result. */
export function outputSizes(db: Database, resultIds: readonly Id<'result'>[]): Promise<Map<string, number>> {
  return byId(db.$queryRaw<Size[]>`
    SELECT id, coalesce(pg_column_size(output), 0) + coalesce(pg_column_size(error_message), 0) AS bytes
    FROM result WHERE id = ANY(${resultIds}::uuid[])`);
}

/** Some rows in their order, in parts of as many as {@link pageBytes} hold, but one at least. */
export function* inPages<Row>(rows: readonly Row[], sizeOf: (row: Row) => number): Generator<Row[], void, void> {
  let page: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    if (page.length > 0 && bytes + size > pageBytes) {
      yield page;
      page = [];
      bytes = 0;
    }
    page.push(row);
    bytes += size;
  }
  if (page.length > 0) yield page;
}

interface Size {
  id: string;
  bytes: number;
}

async function byId(sizes: Promise<Size[]>): Promise<Map<string, number>> {
  return new Map((await sizes).map(({ id, bytes }) => [id, bytes]));
}
