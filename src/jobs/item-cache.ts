import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/client.js';
import type { Item } from '../domain/execution/executor.js';
import type { Id } from '../ids.js';

/** How long an item that is asked for waits for others to be read with it. */
const lingerMs = 1;
/** The characters of JSON that are kept: items never change, and every variant asks for the same ones. */
const keptCharacters = 32_000_000;

/** The items that a worker process works on, read many at a time and kept for a while. */
export class ItemCache {
  private readonly kept = new LRUCache<Id<'datasetItem'>, Item>({ maxSize: keptCharacters });
  private readonly loader: DataLoader<Id<'datasetItem'>, Item | null>;

  constructor(private readonly db: Database) {
    this.loader = new DataLoader((ids) => this.load(ids), {
      cache: false,
      maxBatchSize: 500,
      batchScheduleFn: (load) => setTimeout(load, lingerMs),
    });
  }

  /** The item; null where its dataset is gone. */
  get(id: Id<'datasetItem'>): Item | null | Promise<Item | null> {
    return this.kept.get(id) ?? this.loader.load(id);
  }

  private async load(ids: readonly Id<'datasetItem'>[]): Promise<(Item | null)[]> {
    // As JSON text, which tells an item's size, and costs a third of the client's own reading of rows.
    const rows = await this.db.$queryRaw<{ text: string }[]>`
      SELECT json_build_object('id', id, 'externalId', external_id, 'input', input, 'expectedOutput', expected_output,
        'metadata', metadata)::text AS text
      FROM dataset_item WHERE id = ANY(${[...new Set(ids)]}::uuid[])`;
    const found = new Map<Id<'datasetItem'>, Item>();
    for (const { text } of rows) {
      const item = JSON.parse(text) as Item;
      found.set(item.id, item);
      this.kept.set(item.id, item, { size: text.length });
    }
    return ids.map((id) => found.get(id) ?? null);
  }
}
