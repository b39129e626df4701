import type { ExperimentType, Prisma } from '../../database/client.js';
import type { Scope } from '../scope.js';
import { containing } from '../text-search.js';
import type { ExperimentStage } from './stage.js';
import { stageConditions } from './stage-filter.js';
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

/** The organization's experiments that a filter lets through, as a condition on the list. */
export async function experimentsWhere(scope: Scope, filter: ExperimentFilter = {}): Promise<Prisma.ExperimentWhereInput> {
  const conditions: Prisma.ExperimentWhereInput[] = [];
  if (filter.status) conditions.push(...statusConditions[filter.status]);
  if (filter.stage) conditions.push(...(await stageConditions(scope, filter.stage)));
  if (filter.stage !== 'ARCHIVED') conditions.push({ archivedAt: filter.archived ? { not: null } : null });
  if (filter.type) conditions.push({ type: filter.type });
  const search = filter.search?.trim();
  if (search) conditions.push({ OR: [{ name: containing(search) }, { description: containing(search) }] });
  return { organizationId: scope.organizationId, AND: conditions };
}

/** `statusOfRuns` as conditions on the runs. */
const statusConditions: Record<ExperimentStatus, Prisma.ExperimentWhereInput[]> = {
  DRAFT: [{ runs: { none: {} } }],
  RUNNING: [{ runs: { some: { status: { in: activeStatuses } } } }],
  COMPLETED: [{ runs: { some: {}, every: { status: 'COMPLETED' } } }],
  PARTIAL_SUCCESS: [
    { runs: { some: { status: 'COMPLETED' }, none: { status: { in: activeStatuses } } } },
    { runs: { some: { status: { in: ['FAILED', 'CANCELLED'] } } } },
  ],
  FAILED: [{ runs: { some: {}, none: { status: { in: [...activeStatuses, 'COMPLETED'] } } } }],
};
