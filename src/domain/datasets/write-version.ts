import type { DatasetVersion, Transaction } from '../../database/client.js';
import { NotFoundError, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import type { Place } from './item.js';
import { type NumberedItem, stagedTwice, stageItems, storeStaged } from './staging.js';

/** What makes the next version of a dataset out of its latest one. */
export interface VersionChange {
  datasetId: Id<'dataset'>;
  /** Read once, in order; may throw a ValidationError. */
  items: Iterable<NumberedItem> | AsyncIterable<NumberedItem>;
  /** What the numbers of the items stand for. */
  place(number: number): Place;
  removeExternalIds: string[];
  replace: boolean;
  /** How long the transaction may be open, in milliseconds. */
  timeoutMs: number;
  onBatch?: (number: number) => void;
}

/**
 * Writes the next version of a dataset in one transaction: all of it or nothing. The dataset's row is locked before the latest
 * version is looked at, so that versions are numbered without gaps however many are added at once.
 */
export async function writeVersion(
  scope: Scope,
  change: VersionChange,
): Promise<DatasetVersion | ValidationError | NotFoundError> {
  try {
    return await scope.db.$transaction((tx) => write(tx, scope.organizationId, change), {
      timeout: change.timeoutMs,
      maxWait: 30_000,
    });
  } catch (error) {
    // Thrown, so that the transaction rolls back.
    if (error instanceof ValidationError || error instanceof NotFoundError) return error;
    throw error;
  }
}

async function write(tx: Transaction, organizationId: Id<'organization'>, change: VersionChange): Promise<DatasetVersion> {
  const { datasetId, removeExternalIds } = change;
  const found = await tx.dataset.findFirst({ where: { id: datasetId, organizationId }, select: { id: true } });
  if (!found) throw notFound('dataset', datasetId);

  await stageItems(tx, change.items, change.onBatch);
  const twice = await stagedTwice(tx);
  if (twice) throw duplicate(twice, change);

  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM dataset WHERE id = ${datasetId}::uuid FOR UPDATE`;
  if (locked.length === 0) throw notFound('dataset', datasetId);
  const latest = await tx.datasetVersion.findFirst({ where: { datasetId, selectedFromId: null }, orderBy: { number: 'desc' } });
  await takeEarlier(tx, change.replace ? null : (latest?.id ?? null));
  await removeEarlier(tx, removeExternalIds);
  await storeStaged(tx, datasetId);
  const version = await tx.datasetVersion.create({ data: { datasetId, number: (latest?.number ?? 0) + 1, itemCount: 0 } });
  const itemCount = await placeItems(tx, version);
  if (itemCount === 0) throw empty();
  return tx.datasetVersion.update({ where: { id: version.id }, data: { itemCount } });
}

/** Makes the temporary table `earlier_item` of the items that the new version starts from. */
async function takeEarlier(tx: Transaction, versionId: string | null): Promise<void> {
  await tx.$executeRaw`CREATE TEMPORARY TABLE earlier_item (position int, item_id uuid, external_id text) ON COMMIT DROP`;
  if (versionId === null) return;
  await tx.$executeRaw`
    INSERT INTO earlier_item
    SELECT v.position, v.item_id, (SELECT i.external_id FROM dataset_item i WHERE i.id = v.item_id)
    FROM dataset_version_item v WHERE v.version_id = ${versionId}::uuid`;
  await tx.$executeRaw`ANALYZE earlier_item`;
}

/**
 * The earlier items in their order, each as it is given now where it is given again; after them the new ones, in the order
 * given. The id of a given item is a scalar subquery, so that the planner probes the index for each: of rows written a
 * moment ago it has no statistics, and takes a join of 100,000 with 100,000 for one of 1 with 1.
 *
 * @returns how many there are.
 */
function placeItems(tx: Transaction, version: DatasetVersion): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO dataset_version_item (version_id, position, item_id)
    SELECT ${version.id}::uuid, row_number() OVER (ORDER BY e.position NULLS LAST, s.number) - 1,
      CASE WHEN s.external_id IS NULL THEN e.item_id ELSE (
        SELECT i.id FROM dataset_item i
        WHERE i.dataset_id = ${version.datasetId}::uuid AND i.external_id = s.external_id AND i.content_hash = s.content_hash) END
    FROM earlier_item e FULL JOIN staged_item s USING (external_id)`;
}

async function removeEarlier(tx: Transaction, externalIds: string[]): Promise<void> {
  if (externalIds.length === 0) return;
  const [wrong] = await tx.$queryRaw<{ externalId: string; place: number; given: boolean }[]>`
    SELECT r.external_id AS "externalId", r.place::int - 1 AS place, s.external_id IS NOT NULL AS given
    FROM unnest(${externalIds}::text[]) WITH ORDINALITY AS r (external_id, place)
    LEFT JOIN staged_item s USING (external_id) LEFT JOIN earlier_item e USING (external_id)
    WHERE s.external_id IS NOT NULL OR e.external_id IS NULL
    ORDER BY r.place LIMIT 1`;
  if (wrong) {
    const why = wrong.given
      ? 'is also among the items given. Either give it or remove it.'
      : 'is not in the latest version of the dataset, so it can’t be removed. Leave it out.';
    throw new ValidationError(`The externalId "${wrong.externalId}" ${why}`, { field: `removeExternalIds[${wrong.place}]` });
  }
  await tx.$executeRaw`DELETE FROM earlier_item WHERE external_id = ANY (${externalIds}::text[])`;
}

function empty(): ValidationError {
  return new ValidationError('The version would have no items. Give or keep at least one.', { code: 'EMPTY_DATASET' });
}

function duplicate(twice: { externalId: string; first: number; second: number }, change: VersionChange): ValidationError {
  const [first, second] = [change.place(twice.first), change.place(twice.second)];
  return new ValidationError(
    `${first.label} and ${second.label} have the same externalId, "${twice.externalId}". Give every item a name of its own.`,
    {
      code: 'DUPLICATE_EXTERNAL_ID',
      field: second.path === undefined ? 'externalId' : `${second.path}.externalId`,
      line: second.line,
    },
  );
}
