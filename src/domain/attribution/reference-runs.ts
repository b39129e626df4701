import { Prisma, type Run } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Scope } from '../scope.js';
import { runColumns } from '../variants/latest-runs.js';
import type { VariantTree } from '../variants/tree.js';

/** A variant with all variants of its experiment. */
export interface PlacedVariant {
  id: Id<'variant'>;
  tree: VariantTree;
}

/** The runs that a variant is judged by. */
export interface JudgedRuns {
  /** Its newest COMPLETED run of its present configuration, or else its newest COMPLETED one. */
  run: Run;
  /**
   * The run of the root of its tree that it is held against, over the same dataset: the marked baseline run, or else the newest
   * COMPLETED one; one of the root's present configuration goes before one of a former. The root itself is held against its marked
   * run alone. Null where there is none.
   */
  reference: Run | null;
  /** Whether the run is of the variant's present configuration; and the reference of another variant than the root, of the root's. */
  current: boolean;
}

/** The runs of variants that have a COMPLETED one: two statements at most, however many variants. */
export async function judgedRuns(scope: Scope, variants: readonly PlacedVariant[]): Promise<Map<Id<'variant'>, JudgedRuns>> {
  // One may have been deleted since it was read.
  const there = variants.filter(({ tree, id }) => tree.find(id));
  const placed = there.map(({ tree, id }) => ({ tree, id, rootId: tree.rootOf(id).id }));
  const runs = await completedRuns(
    scope,
    new Map(placed.flatMap(({ tree, id, rootId }) => [id, rootId].map((each) => [each, tree.effectiveConfiguration(each)]))),
  );
  const found = placed.flatMap(({ id, rootId }) => {
    const { newest } = runs.get(id) ?? {};
    if (!newest) return [];
    const reference = id === rootId ? runs.get(id)?.marked : referenceOf(runs.get(rootId));
    const current = newest.current && (id === rootId || !reference || reference.current);
    return [{ id, run: newest.run, reference: reference?.run ?? null, current }];
  });
  const overOneDataset = await datasetsCompared(scope, found);
  return new Map(
    found.map(({ id, run, reference, current }) => [
      id,
      { run, reference: reference && overOneDataset(run, reference) ? reference : null, current },
    ]),
  );
}

/** A COMPLETED run, and whether it is of what its variant is now. */
interface CompletedRun {
  run: Run;
  current: boolean;
}

interface CompletedRuns {
  marked: CompletedRun | null;
  /** The marked one may be it. */
  newest: CompletedRun;
}

function referenceOf(root: CompletedRuns | undefined): CompletedRun | null {
  if (!root) return null;
  const { marked, newest } = root;
  return marked?.current || !newest.current ? (marked ?? newest) : newest;
}

/** What variants with these configurations completed; a run of the present configuration goes before all newer ones. */
async function completedRuns(
  { db, organizationId }: Scope,
  configurations: ReadonlyMap<Id<'variant'>, object>,
): Promise<Map<Id<'variant'>, CompletedRuns>> {
  const texts = Array.from(configurations.values(), (configuration) => JSON.stringify(configuration));
  const rows = await db.$queryRaw<(Run & { current: boolean })[]>`
    SELECT DISTINCT ON (run.variant_id, run.baseline) ${Prisma.raw(runColumns)}, run.configuration = present.configuration::jsonb AS current
    FROM unnest(${[...configurations.keys()]}::uuid[], ${texts}::text[]) AS present(variant_id, configuration)
      JOIN run ON run.variant_id = present.variant_id
    WHERE run.organization_id = ${organizationId}::uuid AND run.status = 'COMPLETED'
    ORDER BY run.variant_id, run.baseline, current DESC, run.created_at DESC, run.id DESC`;
  const found = new Map<Id<'variant'>, CompletedRuns>();
  // The marked run of a variant comes last.
  for (const { current, ...run } of rows) {
    const completed = { run, current };
    const other = found.get(run.variantId)?.newest;
    const newest = other && isBefore(completed, other) ? other : completed;
    found.set(run.variantId, { marked: run.baseline ? completed : null, newest });
  }
  return found;
}

function isBefore(one: CompletedRun, other: CompletedRun): boolean {
  if (one.current !== other.current) return other.current;
  const [earlier, later] = [one.run.createdAt.getTime(), other.run.createdAt.getTime()];
  return earlier === later ? one.run.id < other.run.id : earlier < later;
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
      : await db.datasetVersion.findMany({
          where: { id: { in: [...new Set(versions)] } },
          select: { id: true, datasetId: true },
        });
  const datasetOf = new Map(rows.map(({ id, datasetId }) => [id, datasetId]));
  return (run, reference) =>
    run.datasetVersionId === reference.datasetVersionId ||
    datasetOf.get(run.datasetVersionId) === datasetOf.get(reference.datasetVersionId);
}
