import { LRUCache } from 'lru-cache';
import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** The rows of a comparison: the items of one or more dataset versions, each once. */
export interface RowOrder {
  /** The versions, and selections of versions, that they are of. */
  versionIds: Id<'datasetVersion'>[];
  rows: number;
  /** For each version, by the item's position in it, the row; null where they are the same, as with a single version. */
  rowsOf: (Int32Array | null)[];
}

/** Versions never change, so neither does their order. In bytes. */
const known = new LRUCache<string, RowOrder>({
  maxSize: 32 * 1024 * 1024,
  sizeCalculation: ({ rowsOf }) => 200 + rowsOf.reduce((sum, rows) => sum + (rows?.byteLength ?? 0), 0),
});

/**
 * The union of the items of some dataset versions: the items of the newest version in its order, then those that only the
 * next older one has, in its order, and so on. An item that did not change from version to version is one row.
 *
 * Items that were selected from a version stand where they do in that version, however many selections of it there are.
 */
export async function rowOrder(db: Database, given: readonly Id<'datasetVersion'>[]): Promise<RowOrder> {
  const versionIds = [...new Set(given)].sort();
  const key = versionIds.join();
  const cached = known.get(key);
  if (cached) return cached;
  const order = await readOrder(db, versionIds);
  known.set(key, order);
  return order;
}

async function readOrder(db: Database, versionIds: string[]): Promise<RowOrder> {
  const [first, ...others] = versionIds;
  if (first === undefined) return { versionIds, rows: 0, rowsOf: [] };
  if (others.length === 0) {
    const version = await db.datasetVersion.findUnique({ where: { id: first }, select: { itemCount: true } });
    return { versionIds, rows: version?.itemCount ?? 0, rowsOf: [null] };
  }
  // Ids start with their time, so the newest version has the last one.
  const versions = await db.$queryRaw<{ rows: number; packed: string }[]>`
    WITH entry AS MATERIALIZED (
      SELECT version.place, i.position, i.item_id
      FROM unnest(${versionIds}::uuid[]) WITH ORDINALITY AS version(id, place) JOIN dataset_version_item i ON i.version_id = version.id),
    standing AS (
      SELECT DISTINCT ON (i.item_id) i.item_id, i.version_id, i.position
      FROM (SELECT DISTINCT coalesce(selected_from_id, id) AS id FROM dataset_version
          WHERE id = ANY(${versionIds}::uuid[])) AS whole JOIN dataset_version_item i ON i.version_id = whole.id
      WHERE i.item_id IN (SELECT item_id FROM entry)
      ORDER BY i.item_id, i.version_id DESC),
    numbered AS (SELECT item_id, row_number() OVER (ORDER BY version_id DESC, position) - 1 AS row FROM standing)
    SELECT (SELECT count(*)::int FROM numbered) AS rows,
      (SELECT coalesce(encode(string_agg(int4send(numbered.row::int), '' ORDER BY entry.position), 'base64'), '')
        FROM entry JOIN numbered USING (item_id) WHERE entry.place = version.place) AS packed
    FROM unnest(${versionIds}::uuid[]) WITH ORDINALITY AS version(id, place)
    ORDER BY version.place`;
  return {
    versionIds,
    rows: versions[0]?.rows ?? 0,
    rowsOf: versions.map(({ packed }) => {
      // `int4send` writes the highest byte first.
      const bytes = new Uint8Array(Buffer.from(packed, 'base64'));
      Buffer.from(bytes.buffer).swap32();
      return new Int32Array(bytes.buffer);
    }),
  };
}

/** For each row the position of its item in one of the versions, -1 where that has no such item; null where they are the same. */
export function positionsIn({ versionIds, rows, rowsOf }: RowOrder, versionId: Id<'datasetVersion'>): Int32Array | null {
  const place = versionIds.indexOf(versionId);
  if (place === -1) return new Int32Array(rows).fill(-1);
  const rowOf = rowsOf[place];
  if (!rowOf) return null;
  const positions = new Int32Array(rows).fill(-1);
  rowOf.forEach((row, position) => {
    positions[row] = position;
  });
  return positions;
}

/** The row of the item that has a position in one of the versions. */
export function rowAt({ versionIds, rowsOf }: RowOrder, versionId: Id<'datasetVersion'>, position: number): number {
  return rowsOf[versionIds.indexOf(versionId)]?.[position] ?? position;
}

/** The items that stand in some rows, in the order of the rows given. */
export async function itemIdsOfRows(db: Database, order: RowOrder, rows: readonly number[]): Promise<Id<'datasetItem'>[]> {
  const wanted = new Set(rows);
  const places: { row: number; versionId: string; position: number }[] = [];
  order.versionIds.forEach((versionId, place) => {
    const rowOf = order.rowsOf[place];
    if (!rowOf) {
      for (const row of wanted) places.push({ row, versionId, position: row });
      wanted.clear();
      return;
    }
    rowOf.forEach((row, position) => {
      if (wanted.delete(row)) places.push({ row, versionId, position });
    });
  });
  const found = await db.$queryRaw<{ row: number; itemId: string }[]>`
    SELECT place.row, i.item_id AS "itemId"
    FROM unnest(${places.map(({ row }) => row)}::int[], ${places.map(({ versionId }) => versionId)}::uuid[],
      ${places.map(({ position }) => position)}::int[]) AS place(row, version_id, position)
      JOIN dataset_version_item i ON i.version_id = place.version_id AND i.position = place.position`;
  const itemIds = new Map(found.map(({ row, itemId }) => [row, itemId]));
  return rows.flatMap((row) => itemIds.get(row) ?? []);
}

/** The row of an item, or null where none of the versions has it. */
export async function placeOfItem(db: Database, order: RowOrder, itemId: Id<'datasetItem'>): Promise<number | null> {
  const member = await db.datasetVersionItem.findFirst({
    where: { itemId, versionId: { in: order.versionIds } },
    select: { versionId: true, position: true },
  });
  return member && rowAt(order, member.versionId, member.position);
}
