import { Prisma, type RunStatus } from '../../database/client.js';
import { chosen, type ExperimentStage } from './stage.js';
import { activeStatuses } from './status.js';

/** `stageOf` as a condition on a row `e` of `experiment`, which holds for those in the stage alone. */
export function stageCondition(stage: ExperimentStage): Prisma.Sql {
  switch (stage) {
    case 'ARCHIVED':
      return Prisma.sql`e.archived_at IS NOT NULL`;
    case 'COMPLETED':
      return Prisma.sql`e.archived_at IS NULL AND e.completed_at IS NOT NULL`;
    case 'DRAFT':
      return all(
        open,
        Prisma.sql`CASE WHEN ${hasBaseline} THEN NOT (${chosen})
          ELSE NOT EXISTS (SELECT 1 FROM run r WHERE r.experiment_id = e.id) END`,
      );
    case 'RUNNING_BASELINE':
      return all(open, chosen, ofBaseline(activeStatuses));
    case 'BASELINE_PENDING':
      return all(noBaselineYet, Prisma.sql`${lastOfBaseline} IS DISTINCT FROM 'FAILED'`);
    case 'BASELINE_FAILED':
      return all(noBaselineYet, Prisma.sql`${lastOfBaseline} = 'FAILED'`);
    case 'BASELINE_COMPLETE':
      return all(open, baselineThere, not(ofOthers()));
    case 'RUNNING_VARIANT':
      return all(open, ofOthers(activeStatuses), noneOrThere);
    case 'IDLE':
      return all(open, ofOthers(), not(ofOthers(activeStatuses)), noneOrThere);
  }
}

const open = Prisma.sql`e.archived_at IS NULL AND e.completed_at IS NULL`;
const hasBaseline = Prisma.sql`EXISTS (SELECT 1 FROM variant b WHERE b.experiment_id = e.id AND b.baseline)`;
const runOfBaseline = Prisma.sql`FROM run r JOIN variant b ON b.id = r.variant_id WHERE b.experiment_id = e.id AND b.baseline`;
/** The status of the newest run of the baseline. */
const lastOfBaseline = Prisma.sql`(SELECT r.status ${runOfBaseline} ORDER BY r.created_at DESC, r.id DESC LIMIT 1)`;
/** The baseline has neither an active nor a COMPLETED run. */
const noBaselineYet = all(open, hasBaseline, chosen, not(ofBaseline([...activeStatuses, 'COMPLETED'])));
/** The baseline has a COMPLETED run and no active one. */
const baselineThere = all(chosen, ofBaseline(['COMPLETED']), not(ofBaseline(activeStatuses)));
const noneOrThere = Prisma.sql`(NOT ${hasBaseline} OR (${baselineThere}))`;

/** That the baseline variant has a run with one of the statuses. */
function ofBaseline(statuses: RunStatus[]): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 ${runOfBaseline} AND r.status = ANY(${statuses}::run_status[]))`;
}

/** That another variant has a run, with one of the statuses where they are given. */
function ofOthers(statuses?: RunStatus[]): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM run r JOIN variant v ON v.id = r.variant_id
    WHERE r.experiment_id = e.id AND NOT v.baseline ${statuses ? Prisma.sql`AND r.status = ANY(${statuses}::run_status[])` : Prisma.empty})`;
}

function all(...conditions: Prisma.Sql[]): Prisma.Sql {
  return Prisma.join(conditions, ' AND ');
}

function not(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`NOT ${condition}`;
}
