import { Prisma, type Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';

/** The columns of `run` under the names of Prisma's fields, of which they are the snake_case: what a statement selects to give a {@link Run}. */
export const runColumns = Object.values(Prisma.RunScalarFieldEnum)
  .map((field) => `run.${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${field}"`)
  .join(', ');

/**
 * The run of each variant of the organization that was started last, by one statement; a variant without runs has none.
 *
 * @param among which of its runs count.
 */
export async function latestRuns(
  scope: Scope,
  variantIds: readonly Id<'variant'>[],
  among: 'all' | 'completed' = 'all',
): Promise<Map<Id<'variant'>, Run>> {
  const runs = await scope.db.$queryRaw<Run[]>`
    SELECT DISTINCT ON (run.variant_id) ${Prisma.raw(runColumns)} FROM run
    WHERE run.variant_id = ANY(${[...variantIds]}::uuid[]) AND run.organization_id = ${scope.organizationId}::uuid
      ${among === 'completed' ? Prisma.sql`AND run.status = 'COMPLETED'` : Prisma.empty}
    ORDER BY run.variant_id, run.created_at DESC, run.id DESC`;
  return new Map(runs.map((run) => [run.variantId, run]));
}
