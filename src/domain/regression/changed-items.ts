import { LRUCache } from 'lru-cache';
import type { Database } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** An item that one version has in place of another with the same externalId, both by position. */
interface ChangedItems {
  baseline: Int32Array;
  current: Int32Array;
}

/** Versions never change, so neither does what lies between them. In bytes. */
const known = new LRUCache<string, ChangedItems>({
  maxSize: 8 * 1024 * 1024,
  sizeCalculation: ({ baseline, current }) => 100 + baseline.byteLength + current.byteLength,
});

/** The items of a version that an older or newer one has with the same externalId and another content. */
export async function changedItems(
  db: Database,
  baselineVersionId: Id<'datasetVersion'>,
  currentVersionId: Id<'datasetVersion'>,
): Promise<ChangedItems> {
  const key = `${baselineVersionId}/${currentVersionId}`;
  const cached = known.get(key);
  if (cached) return cached;
  const [packed] = await db.$queryRaw<{ baseline: Uint8Array; current: Uint8Array }[]>`
    WITH lost AS MATERIALIZED (
      SELECT b.position, i.external_id, i.dataset_id FROM dataset_version_item b JOIN dataset_item i ON i.id = b.item_id
      WHERE b.version_id = ${baselineVersionId}::uuid AND NOT EXISTS (
        SELECT 1 FROM dataset_version_item c WHERE c.version_id = ${currentVersionId}::uuid AND c.item_id = b.item_id)),
    gained AS MATERIALIZED (
      SELECT c.position, i.external_id, i.dataset_id FROM dataset_version_item c JOIN dataset_item i ON i.id = c.item_id
      WHERE c.version_id = ${currentVersionId}::uuid AND NOT EXISTS (
        SELECT 1 FROM dataset_version_item b WHERE b.version_id = ${baselineVersionId}::uuid AND b.item_id = c.item_id))
    SELECT coalesce(string_agg(int4send(lost.position), '' ORDER BY gained.position), '') AS baseline,
      coalesce(string_agg(int4send(gained.position), '' ORDER BY gained.position), '') AS current
    FROM lost JOIN gained USING (dataset_id, external_id)`;
  const changed = { baseline: integers(packed?.baseline), current: integers(packed?.current) };
  known.set(key, changed);
  return changed;
}

function integers(bytes: Uint8Array = new Uint8Array()): Int32Array {
  const buffer = Uint8Array.from(bytes).buffer;
  Buffer.from(buffer).swap32();
  return new Int32Array(buffer);
}
