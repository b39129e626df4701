import { type DatasetVersion, Prisma, type Transaction } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/** What can become of an item from one version of a dataset to another. */
export const changeKinds = ['ADDED', 'CHANGED', 'REMOVED'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Two versions of a dataset, to be told apart item by item. What it takes is read when it is asked for. */
export interface VersionChanges {
  version: DatasetVersion;
  /** The other version, as a rule an older one. */
  former: DatasetVersion;
  /** How many items differ between them. They are counted when that is first asked for, and then no more. */
  counts(): Promise<Record<ChangeKind, number>>;
}

/** An item of one of two versions that the other has not, or has with another content. */
export interface ItemChange {
  kind: ChangeKind;
  /** The item of the version; null where it was removed. */
  itemId: Id<'datasetItem'> | null;
  /** The item of the former version; null where it was added. */
  formerItemId: Id<'datasetItem'> | null;
  /** Its place among all changes: numbers that rise, with gaps. */
  place: number;
}

/** What lies between a version and a former one; null where the dataset has no such former version. */
export async function versionChanges(
  { db, organizationId }: Scope,
  version: DatasetVersion,
  formerId: Id<'datasetVersion'>,
): Promise<VersionChanges | null> {
  const former = await db.datasetVersion.findFirst({
    where: { id: formerId, selectedFromId: null, datasetId: version.datasetId, dataset: { organizationId } },
  });
  if (!former) return null;
  let counts: Promise<Record<ChangeKind, number>> | null = null;
  return {
    version,
    former,
    counts: () => {
      counts ??= countChanges(db, version, former);
      return counts;
    },
  };
}

async function countChanges(
  db: Transaction,
  version: DatasetVersion,
  former: DatasetVersion,
): Promise<Record<ChangeKind, number>> {
  const rows = await db.$queryRaw<{ kind: ChangeKind; count: number }[]>`
    ${changesBetween(version, former)} SELECT kind, count(*)::int AS count FROM change GROUP BY kind`;
  return { ADDED: 0, CHANGED: 0, REMOVED: 0, ...Object.fromEntries(rows.map(({ kind, count }) => [kind, count])) };
}

/** A page of the changes, of one kind or of all: first those of items that the version has, in its order, then the removed ones. */
export function itemChanges(
  db: Transaction,
  { version, former }: VersionChanges,
  { kind, after, first }: { kind: ChangeKind | null; after: number | null; first: number },
): Promise<ItemChange[]> {
  const ofKind = kind === null ? Prisma.empty : Prisma.sql`AND kind = ${kind}`;
  return db.$queryRaw<ItemChange[]>`
    ${changesBetween(version, former)}
    SELECT kind, item_id AS "itemId", former_item_id AS "formerItemId", place FROM change
    WHERE place > ${after ?? -1} ${ofKind} ORDER BY place LIMIT ${first}`;
}

/**
 * The table `change`. An item that did not change has the same id in both versions; of the others, two with one externalId are
 * the same item before and after. Full joins, because the planner can't take them row by row: of a version written a moment
 * ago it has no statistics, and expects a single item.
 */
function changesBetween(version: DatasetVersion, former: DatasetVersion): Prisma.Sql {
  const places = ({ id }: DatasetVersion) =>
    Prisma.sql`(SELECT position, item_id FROM dataset_version_item WHERE version_id = ${id}::uuid)`;
  return Prisma.sql`
    WITH differing AS MATERIALIZED (
      SELECT v.position, f.position AS former_position, item_id,
        (SELECT i.external_id FROM dataset_item i WHERE i.id = item_id) AS external_id
      FROM ${places(version)} v FULL JOIN ${places(former)} f USING (item_id)
      WHERE v.position IS NULL OR f.position IS NULL),
    change AS (
      SELECT v.item_id, f.item_id AS former_item_id,
        CASE WHEN f.item_id IS NULL THEN 'ADDED' WHEN v.item_id IS NULL THEN 'REMOVED' ELSE 'CHANGED' END AS kind,
        coalesce(v.position, ${version.itemCount}::int + f.former_position) AS place
      FROM (SELECT * FROM differing WHERE position IS NOT NULL) v
      FULL JOIN (SELECT * FROM differing WHERE former_position IS NOT NULL) f USING (external_id))`;
}
