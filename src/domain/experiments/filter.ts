import type { ExperimentType, Prisma } from '../../database/client.js';
import { storableText } from '../../json.js';
import type { Scope } from '../scope.js';
import { activeStatuses, type ExperimentStatus } from './status.js';

/** Which experiments to list; what is not given or null does not restrict. */
export interface ExperimentFilter {
  status?: ExperimentStatus | null;
  type?: ExperimentType | null;
  /** Text that the name or the description contains, in any case. */
  search?: string | null;
}

/** The organization's experiments that a filter lets through, as a condition on the list. */
export function experimentsWhere(scope: Scope, filter: ExperimentFilter = {}): Prisma.ExperimentWhereInput {
  const conditions: Prisma.ExperimentWhereInput[] = [];
  if (filter.status) conditions.push(...statusConditions[filter.status]);
  if (filter.type) conditions.push({ type: filter.type });
  const search = filter.search?.trim();
  if (search) {
    const text = { contains: literal(storableText(search)), mode: 'insensitive' } as const;
    conditions.push({ OR: [{ name: text }, { description: text }] });
  }
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

/** Text in which LIKE's wildcards stand for themselves; Prisma's `contains` leaves them as they are. */
function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
