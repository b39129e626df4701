import { Prisma, type RunStatus } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import type { ExperimentStage } from './stage.js';
import { activeStatuses } from './status.js';

type Condition = Prisma.ExperimentWhereInput;

/** `stageOf` as conditions on what is stored, all of which hold for experiments in the stage alone. */
export async function stageConditions(scope: Scope, stage: ExperimentStage): Promise<Condition[]> {
  switch (stage) {
    case 'ARCHIVED':
      return [{ archivedAt: { not: null } }];
    case 'COMPLETED':
      return [{ archivedAt: null, completedAt: { not: null } }];
    case 'DRAFT':
      return [open, { OR: [{ AND: [not(hasBaseline), { runs: { none: {} } }] }, { AND: [hasBaseline, not(chosen)] }] }];
    case 'RUNNING_BASELINE':
      return [open, chosen, ofBaseline(activeStatuses)];
    case 'BASELINE_PENDING':
      return [...noBaselineYet, { id: { notIn: await lastFailed(scope) } }];
    case 'BASELINE_FAILED':
      return [...noBaselineYet, { id: { in: await lastFailed(scope) } }];
    case 'BASELINE_COMPLETE':
      return [...baselineThere, not(ofOthers())];
    case 'RUNNING_VARIANT':
      return [open, ofOthers(activeStatuses), { OR: [not(hasBaseline), { AND: baselineThere }] }];
    case 'IDLE':
      return [open, ofOthers(), not(ofOthers(activeStatuses)), { OR: [not(hasBaseline), { AND: baselineThere }] }];
  }
}

const open: Condition = { archivedAt: null, completedAt: null };
const hasBaseline: Condition = { variants: { some: { baseline: true } } };
const chosen: Condition = {
  datasetVersionId: { not: null },
  taskSelection: { not: Prisma.AnyNull },
  OR: [{ type: { not: 'WEBHOOK' } }, { steps: { some: {} } }],
};
/** The baseline has neither an active nor a COMPLETED run. */
const noBaselineYet: Condition[] = [open, hasBaseline, chosen, not(ofBaseline([...activeStatuses, 'COMPLETED']))];
/** The baseline has a COMPLETED run and no active one. */
const baselineThere: Condition[] = [open, chosen, ofBaseline(['COMPLETED']), not(ofBaseline(activeStatuses))];

/** That the baseline variant has a run with one of the statuses. */
function ofBaseline(statuses: RunStatus[]): Condition {
  return { runs: { some: { variant: { baseline: true }, status: { in: statuses } } } };
}

/** That another variant has a run, with one of the statuses where they are given. */
function ofOthers(statuses?: RunStatus[]): Condition {
  return { runs: { some: { variant: { baseline: false }, ...(statuses && { status: { in: statuses } }) } } };
}

function not(condition: Condition): Condition {
  return { NOT: condition };
}

/** The experiments whose baseline has no run but FAILED and CANCELLED ones, the newest of them FAILED: Prisma can't ask for a newest row. */
async function lastFailed({ db, organizationId }: Scope): Promise<Id<'experiment'>[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM experiment e JOIN variant b ON b.experiment_id = e.id AND b.baseline
      CROSS JOIN LATERAL (
        SELECT r.status FROM run r WHERE r.variant_id = b.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS latest
    WHERE e.organization_id = ${organizationId}::uuid AND latest.status = 'FAILED'
      AND NOT EXISTS (SELECT 1 FROM run r WHERE r.variant_id = b.id AND r.status NOT IN ('FAILED', 'CANCELLED'))`;
  return rows.map(({ id }) => id);
}
