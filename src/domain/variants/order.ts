import type { Transaction, Variant } from '../../database/client.js';
import { ValidationError } from '../../failures.js';

// The variants of an experiment stand at 1 to n without gaps. Who calls these holds the experiment's lock.

/** The place behind the last variant. */
export async function nextPlace(tx: Transaction, experimentId: string): Promise<number> {
  return 1 + (await tx.variant.count({ where: { experimentId } }));
}

/** Makes room for a variant at a place: those between there and where it stood move up or down by one. */
export async function makeRoom(tx: Transaction, variant: Variant, place: number): Promise<ValidationError | null> {
  const { experimentId, sortOrder } = variant;
  const last = await tx.variant.count({ where: { experimentId } });
  if (place < 1 || place > last) {
    return new ValidationError(`sortOrder ${place} is no place among the experiment's variants. Give 1 to ${last}.`, {
      field: 'sortOrder',
    });
  }
  if (place < sortOrder) await shift(tx, experimentId, place, sortOrder - 1, 1);
  if (place > sortOrder) await shift(tx, experimentId, sortOrder + 1, place, -1);
  return null;
}

/** Closes the gaps that deleted variants leave. */
export async function closeGaps(tx: Transaction, experimentId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE variant SET sort_order = place.number
    FROM (SELECT id, row_number() OVER (ORDER BY sort_order, id) AS number FROM variant
      WHERE experiment_id = ${experimentId}::uuid) AS place
    WHERE variant.id = place.id AND variant.sort_order <> place.number`;
}

// In SQL, because for Prisma a variant that makes room is one that was updated now.
async function shift(tx: Transaction, experimentId: string, from: number, to: number, by: 1 | -1): Promise<void> {
  await tx.$executeRaw`
    UPDATE variant SET sort_order = sort_order + ${by} WHERE experiment_id = ${experimentId}::uuid AND sort_order BETWEEN ${from} AND ${to}`;
}
