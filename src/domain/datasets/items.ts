import type { DatasetItem, Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** An item and its place in a version, 0 for the first. */
export interface PositionedItem extends DatasetItem {
  position: number;
}

/** A page of a version's items in dataset order: at most `first` of those behind the position `after`, or from the start. */
export async function itemsOfVersion(
  db: Transaction,
  versionId: Id<'datasetVersion'>,
  { after, first }: { after: number | null; first: number },
): Promise<PositionedItem[]> {
  const rows = await db.datasetVersionItem.findMany({
    where: { versionId, position: { gt: after ?? -1 } },
    orderBy: { position: 'asc' },
    take: first,
    include: { item: true },
  });
  return rows.map(({ position, item }) => ({ ...item, position }));
}

/** The items of these ids, in the order of the ids; an id that names none is left out. */
export async function itemsByIds(db: Transaction, ids: readonly Id<'datasetItem'>[]): Promise<DatasetItem[]> {
  const rows = await db.datasetItem.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
