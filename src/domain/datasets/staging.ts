import { typeid } from 'typeid-js';
import type { Transaction } from '../../database/client.js';
import type { PreparedItem } from './item.js';

/** A prepared item with the number of its place: a line of a file, or an index in a list. */
export interface NumberedItem extends PreparedItem {
  number: number;
}

const batchItems = 1000;
// Prisma's debug log holds on to the arguments of the last 100 statements, printed or not: this many characters each.
const batchCharacters = 256 * 1024;

/**
 * Puts items into the temporary table `staged_item`, a batch a statement, in the order given; the table is gone at the end
 * of the transaction. A temporary table writes no log and holds no lock on the dataset while a slow file comes in.
 *
 * @param onBatch told the number of the last item of every batch.
 */
export async function stageItems(
  tx: Transaction,
  items: Iterable<NumberedItem> | AsyncIterable<NumberedItem>,
  onBatch?: (number: number) => void,
): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE staged_item (number int, id uuid, external_id text, content jsonb, content_hash bytea) ON COMMIT DROP`;
  let batch: NumberedItem[] = [];
  let characters = 0;
  const flush = async () => {
    const last = batch.at(-1);
    if (!last) return;
    await insert(tx, batch);
    batch = [];
    characters = 0;
    onBatch?.(last.number);
  };
  for await (const item of items) {
    batch.push(item);
    characters += item.content.length;
    if (batch.length === batchItems || characters >= batchCharacters) await flush();
  }
  await flush();
  // A temporary table has no statistics of its own accord, and what reads it next joins it to large tables.
  await tx.$executeRaw`ANALYZE staged_item`;
}

async function insert(tx: Transaction, batch: NumberedItem[]): Promise<void> {
  const numbers = batch.map((item) => item.number);
  const ids = batch.map(() => typeid().toUUID());
  const externalIds = batch.map((item) => item.externalId);
  const contents = batch.map((item) => item.content);
  const hashes = batch.map((item) => item.contentHash.toString('hex'));
  await tx.$executeRaw`
    INSERT INTO staged_item
    SELECT number, id, external_id, content::jsonb, decode(hash, 'hex')
    FROM unnest(${numbers}::int[], ${ids}::uuid[], ${externalIds}::text[], ${contents}::text[], ${hashes}::text[])
      AS given (number, id, external_id, content, hash)`;
}

/** The first name that was given twice, with the numbers of both places. */
export async function stagedTwice(tx: Transaction): Promise<{ externalId: string; first: number; second: number } | null> {
  const [found] = await tx.$queryRaw<{ externalId: string; first: number; second: number }[]>`
    SELECT external_id AS "externalId", first, second
    FROM (SELECT external_id, min(number) AS first, (array_agg(number ORDER BY number))[2] AS second
          FROM staged_item GROUP BY external_id HAVING count(*) > 1) AS twice
    ORDER BY second LIMIT 1`;
  return found ?? null;
}

/** Stores the staged items that the dataset never had in this form; the others keep the ids they have. */
export async function storeStaged(tx: Transaction, datasetId: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO dataset_item (id, dataset_id, external_id, input, expected_output, metadata, content_hash)
    SELECT id, ${datasetId}::uuid, external_id, content -> 'input', nullif(content -> 'expectedOutput', 'null'), content -> 'metadata', content_hash
    FROM staged_item ORDER BY number
    ON CONFLICT (dataset_id, external_id, content_hash) DO NOTHING`;
}
