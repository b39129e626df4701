import type { DatasetItem } from '../../database/client.js';
import type { Json } from '../../json.js';
import type { Item } from './executor.js';

/** A stored item as executors and evaluators see it. */
export function itemOf(row: DatasetItem): Item {
  return {
    id: row.id,
    externalId: row.externalId,
    input: row.input as Json,
    expectedOutput: row.expectedOutput as Json,
    metadata: row.metadata as Json,
  };
}
