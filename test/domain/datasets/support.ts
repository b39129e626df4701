import type { Database, Dataset, DatasetVersion } from '../../../src/database/client.js';
import { createDataset } from '../../../src/domain/datasets/datasets.js';
import { itemsOfVersion, type PositionedItem } from '../../../src/domain/datasets/items.js';
import type { Scope } from '../../../src/domain/scope.js';
import { type Failure, isFailure } from '../../../src/failures.js';

/** The result, which must be none of the failures. */
export function succeed<T>(answer: T | Failure): T {
  if (isFailure(answer)) throw answer;
  return answer;
}

export async function datasetOf(scope: Scope, name = 'questions'): Promise<Dataset> {
  return succeed(await createDataset(scope, { name }));
}

export function itemsIn(scope: Scope, version: DatasetVersion): Promise<PositionedItem[]> {
  return itemsOfVersion(scope.db, version.id, { after: null, first: 10_000 });
}

/** How many rows there are of whatever a version writes. */
export async function countRows(db: Database): Promise<number[]> {
  return Promise.all([db.datasetVersion.count(), db.datasetVersionItem.count(), db.datasetItem.count()]);
}

/** A file of this text, in chunks of so many bytes. */
export async function* fileOf(content: string | Uint8Array, chunkBytes = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
}
