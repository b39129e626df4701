import type { Decimal } from '../../models/decimal.js';

const largestInteger = 2_147_483_647;

/** A count or a duration as far as the database holds it. */
export function storableCount(count: number): number {
  return Math.min(count, largestInteger);
}

/** Whether the database holds so many dollars: up to 12 digits before the point. */
export function isStorableCost({ units, scale }: Decimal): boolean {
  return units < 10n ** BigInt(12 + scale);
}
