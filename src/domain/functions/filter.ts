import { type FunctionRunStatus, Prisma } from '../../database/client.js';
import type { Id } from '../../ids.js';
import { storableText } from '../../json.js';
import type { Scope } from '../scope.js';

/** Which function runs to list; what is not given or null does not restrict. */
export interface FunctionRunFilter {
  functionId?: Id<'durableFunction'> | null;
  status?: FunctionRunStatus | null;
  /** The name of the event that started them. */
  eventName?: string | null;
  /** A live experiment that they have an exposure of. */
  liveExperimentId?: Id<'liveExperiment'> | null;
  /** The name of the variant that they were given, of that live experiment or of any. */
  variant?: string | null;
}

/** A page of the function runs that fit, the newest first. */
export async function filteredFunctionRuns(
  { db, organizationId }: Scope,
  filter: FunctionRunFilter,
  { after, limit }: { after: Id<'functionRun'> | null; limit: number },
): Promise<Id<'functionRun'>[]> {
  const conditions = [Prisma.sql`r.organization_id = ${organizationId}::uuid`];
  if (after !== null) conditions.push(Prisma.sql`r.id < ${after}::uuid`);
  if (filter.functionId) conditions.push(Prisma.sql`r.function_id = ${filter.functionId}::uuid`);
  if (filter.status) conditions.push(Prisma.sql`r.status = ${filter.status}::function_run_status`);
  if (typeof filter.eventName === 'string') {
    conditions.push(
      Prisma.sql`EXISTS (SELECT 1 FROM event e WHERE e.id = r.event_id AND e.name = ${storableText(filter.eventName)})`,
    );
  }
  const exposed = exposureConditions(filter);
  if (exposed.length > 0) {
    conditions.push(
      Prisma.sql`EXISTS (SELECT 1 FROM exposure x WHERE x.function_run_id = r.id AND ${Prisma.join(exposed, ' AND ')})`,
    );
  }
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM function_run r WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY r.id DESC LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

function exposureConditions({ liveExperimentId, variant }: FunctionRunFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (liveExperimentId) conditions.push(Prisma.sql`x.live_experiment_id = ${liveExperimentId}::uuid`);
  if (typeof variant === 'string') conditions.push(Prisma.sql`x.variant = ${storableText(variant)}`);
  return conditions;
}
