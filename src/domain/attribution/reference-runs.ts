import type { Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { latestRuns } from '../variants/latest-runs.js';

/** The runs that a variant is judged by. */
export interface JudgedRuns {
  /** Its newest COMPLETED run. */
  run: Run;
  /**
   * The run of the root of its tree that it is held against, over the same dataset: the marked baseline run; or else, for another
   * variant than the root itself, the newest COMPLETED one. Null where there is none.
   */
  reference: Run | null;
}

/** The runs of variants that have a COMPLETED one: four statements at most, however many variants. */
export async function judgedRuns(scope: Scope, variantIds: readonly Id<'variant'>[]): Promise<Map<Id<'variant'>, JudgedRuns>> {
  const rootOf = await rootsOf(scope, variantIds);
  const roots = [...new Set(rootOf.values())];
  const newest = await latestRuns(scope, [...new Set([...rootOf.keys(), ...roots])], 'completed');
  const marked = await markedRuns(scope, roots);
  const found = [...rootOf].flatMap(([variantId, rootId]) => {
    const run = newest.get(variantId);
    const reference = marked.get(rootId) ?? (variantId === rootId ? null : newest.get(rootId)) ?? null;
    return run ? [{ variantId, run, reference }] : [];
  });
  const overOneDataset = await datasetsCompared(scope, found);
  return new Map(
    found.map(({ variantId, run, reference }) => [
      variantId,
      { run, reference: reference && overOneDataset(run, reference) ? reference : null },
    ]),
  );
}

async function rootsOf(scope: Scope, variantIds: readonly Id<'variant'>[]): Promise<Map<Id<'variant'>, Id<'variant'>>> {
  const rows = await scope.db.$queryRaw<{ variantId: Id<'variant'>; rootId: Id<'variant'> }[]>`
    WITH RECURSIVE ancestor AS (
      SELECT v.id AS variant_id, v.id, v.parent_id FROM variant v JOIN experiment e ON e.id = v.experiment_id
      WHERE v.id = ANY(${[...variantIds]}::uuid[]) AND e.organization_id = ${scope.organizationId}::uuid
      UNION ALL
      SELECT ancestor.variant_id, v.id, v.parent_id FROM ancestor JOIN variant v ON v.id = ancestor.parent_id)
    SELECT variant_id AS "variantId", id AS "rootId" FROM ancestor WHERE parent_id IS NULL`;
  return new Map(rows.map(({ variantId, rootId }) => [variantId, rootId]));
}

async function markedRuns({ db, organizationId }: Scope, variantIds: Id<'variant'>[]): Promise<Map<Id<'variant'>, Run>> {
  const runs = await db.run.findMany({
    where: { variantId: { in: variantIds }, baseline: true, status: 'COMPLETED', organizationId },
  });
  return new Map(runs.map((run) => [run.variantId, run]));
}

/** Whether two runs of some are over one dataset, be it in several versions. */
async function datasetsCompared(
  { db }: Scope,
  pairs: readonly { run: Run; reference: Run | null }[],
): Promise<(run: Run, reference: Run) => boolean> {
  const versions = pairs.flatMap(({ run, reference }) =>
    reference && reference.datasetVersionId !== run.datasetVersionId ? [run.datasetVersionId, reference.datasetVersionId] : [],
  );
  const rows =
    versions.length === 0
      ? []
      : await db.datasetVersion.findMany({ where: { id: { in: versions } }, select: { id: true, datasetId: true } });
  const datasetOf = new Map(rows.map(({ id, datasetId }) => [id, datasetId]));
  return (run, reference) =>
    run.datasetVersionId === reference.datasetVersionId ||
    datasetOf.get(run.datasetVersionId) === datasetOf.get(reference.datasetVersionId);
}
