import { type ExperimentType, Prisma, type RunStatus } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { patternContaining } from '../text-search.js';
import type { ExperimentStage } from './stage.js';
import { stageCondition } from './stage-filter.js';
import { activeStatuses, type ExperimentStatus } from './status.js';

/** Which experiments to list; what is not given or null does not restrict. */
export interface ExperimentFilter {
  status?: ExperimentStatus | null;
  /** ARCHIVED lists archived ones, whatever `archived` says. */
  stage?: ExperimentStage | null;
  type?: ExperimentType | null;
  /** Text that the name or the description contains, in any case. */
  search?: string | null;
  /** True: those alone that are archived. Otherwise they are left out. */
  archived?: boolean | null;
}

/**
 * The organization's experiments that a filter lets through, the newest first.
 *
 * @param page as many as `limit`, from behind `after` on; null: from the newest.
 */
export async function filteredExperiments(
  { db, organizationId }: Scope,
  filter: ExperimentFilter,
  { after, limit }: { after: Id<'experiment'> | null; limit: number },
): Promise<Id<'experiment'>[]> {
  const conditions = [Prisma.sql`e.organization_id = ${organizationId}::uuid`];
  if (after !== null) conditions.push(Prisma.sql`e.id < ${after}::uuid`);
  if (filter.status) conditions.push(statusConditions[filter.status]);
  if (filter.stage) conditions.push(stageCondition(filter.stage));
  if (filter.stage !== 'ARCHIVED') conditions.push(filter.archived ? archived : Prisma.sql`NOT (${archived})`);
  if (filter.type) conditions.push(Prisma.sql`e.type = ${filter.type}::experiment_type`);
  const search = filter.search?.trim();
  if (search) {
    const pattern = patternContaining(search);
    conditions.push(Prisma.sql`(e.name ILIKE ${pattern} OR e.description ILIKE ${pattern})`);
  }
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM experiment e WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e.id DESC LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

const archived = Prisma.sql`e.archived_at IS NOT NULL`;

/** `statusOfRuns` as conditions on the runs. */
const statusConditions: Record<ExperimentStatus, Prisma.Sql> = {
  DRAFT: Prisma.sql`NOT ${hasRun()}`,
  RUNNING: hasRun(activeStatuses),
  COMPLETED: Prisma.sql`${hasRun()} AND NOT ${hasRun([...activeStatuses, 'FAILED', 'CANCELLED'])}`,
  PARTIAL_SUCCESS: Prisma.sql`${hasRun(['COMPLETED'])} AND ${hasRun(['FAILED', 'CANCELLED'])} AND NOT ${hasRun(activeStatuses)}`,
  FAILED: Prisma.sql`${hasRun()} AND NOT ${hasRun([...activeStatuses, 'COMPLETED'])}`,
};

/** That there is a run, with one of the statuses where they are given. */
function hasRun(statuses?: RunStatus[]): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM run r
    WHERE r.experiment_id = e.id ${statuses ? Prisma.sql`AND r.status = ANY(${statuses}::run_status[])` : Prisma.empty})`;
}
