import type { Run } from '../../database/client.js';
import { type Failure, ValidationError } from '../../failures.js';
import { encodeId, type Id } from '../../ids.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { runsInReach } from '../sharing/reach.js';
import { notCompleted } from './baselines.js';

/** Why a run is compared with just that other one. */
export const baselineSources = ['EXPLICIT', 'MARKED_BASELINE', 'PRIOR_RUN'] as const;
export type BaselineSource = (typeof baselineSources)[number];

/** What a run is compared with. */
export interface ResolvedBaseline {
  run: Run;
  source: BaselineSource;
}

/** A run whose baseline is asked for, and the one that the caller names, if any. */
export interface BaselineQuestion {
  run: Run;
  baselineRunId: Id<'run'> | null;
}

/**
 * The baseline of a run: the named one; or else the marked run of its variant, unless it is the run itself, which has none
 * then; or else the newest completed run of the variant that was created before it, and not at the same time.
 *
 * @returns null where nothing qualifies; a failure for a named run that is unknown, has not completed, or is the run itself.
 */
export async function resolveBaseline(
  scope: Scope,
  run: Run,
  baselineRunId: Id<'run'> | null,
): Promise<ResolvedBaseline | null | Failure> {
  const [resolved] = await resolveBaselines(scope, [{ run, baselineRunId }]);
  return resolved ?? null;
}

/** {@link resolveBaseline} for many runs at once: two statements, and one more where a named run has another dataset version. */
export async function resolveBaselines(
  scope: Scope,
  questions: readonly BaselineQuestion[],
): Promise<(ResolvedBaseline | null | Failure)[]> {
  const found = await findBaselines(
    scope,
    questions.flatMap(({ run, baselineRunId }) => (baselineRunId === null ? run.id : [])),
  );
  const named = questions.flatMap(({ baselineRunId }) => baselineRunId ?? []);
  const runs = await readRuns(scope, [...named, ...[...found.values()].map(({ id }) => id)]);
  const datasets = await readDatasets(scope, questions, runs);
  return questions.map(({ run, baselineRunId }) => {
    if (baselineRunId !== null) return namedBaseline(run, baselineRunId, runs, datasets);
    const choice = found.get(run.id);
    const baseline = choice && runs.get(choice.id);
    return baseline ? { run: baseline, source: choice.source } : null;
  });
}

function namedBaseline(
  run: Run,
  id: Id<'run'>,
  runs: Map<string, Run>,
  datasets: Map<string, string>,
): ResolvedBaseline | Failure {
  const named = runs.get(id);
  if (!named) return notFound('run', id);
  const field = 'baselineRunId';
  if (named.id === run.id)
    return new ValidationError('A run can’t be compared with itself. Name another run, or leave baselineRunId out.', { field });
  if (named.status !== 'COMPLETED') return notCompleted(named, 'be compared with');
  if (named.datasetVersionId !== run.datasetVersionId && datasets.get(named.id) !== datasets.get(run.id)) {
    return new ValidationError(
      `Run ${encodeId('run', id)} ran over another dataset, so the two share no item. Name a run over the same dataset.`,
      { field },
    );
  }
  return { run: named, source: 'EXPLICIT' };
}

interface Choice {
  id: Id<'run'>;
  source: BaselineSource;
}

/** What is compared with where nothing is named, by run. */
async function findBaselines(scope: Scope, runIds: Id<'run'>[]): Promise<Map<string, Choice>> {
  if (runIds.length === 0) return new Map();
  const rows = await scope.db.$queryRaw<(Choice & { runId: string })[]>`
    SELECT r.id AS "runId", coalesce(marked.id, prior.id) AS id,
      CASE WHEN marked.id IS NULL THEN 'PRIOR_RUN' ELSE 'MARKED_BASELINE' END AS source
    FROM run r
      LEFT JOIN run marked ON marked.variant_id = r.variant_id AND marked.baseline AND marked.status = 'COMPLETED'
      LEFT JOIN LATERAL (
        SELECT p.id FROM run p
        WHERE marked.id IS NULL AND p.variant_id = r.variant_id AND p.status = 'COMPLETED' AND p.created_at < r.created_at
        ORDER BY p.created_at DESC, p.id DESC LIMIT 1) prior ON true
    WHERE r.id = ANY(${runIds}::uuid[]) AND r.organization_id = ${scope.organizationId}::uuid AND NOT r.baseline
      AND coalesce(marked.id, prior.id) IS NOT NULL`;
  return new Map(rows.map(({ runId, id, source }) => [runId, { id, source }]));
}

async function readRuns(scope: Scope, ids: Id<'run'>[]): Promise<Map<string, Run>> {
  if (ids.length === 0) return new Map();
  const runs = await scope.db.run.findMany({ where: { id: { in: [...new Set(ids)] }, ...runsInReach(scope) } });
  return new Map(runs.map((run) => [run.id, run]));
}

/** The datasets, by run, of those that are compared by name with a run over another version. */
async function readDatasets(
  { db }: Scope,
  questions: readonly BaselineQuestion[],
  runs: Map<string, Run>,
): Promise<Map<string, string>> {
  const involved = questions.flatMap(({ run, baselineRunId }) => {
    const named = baselineRunId === null ? undefined : runs.get(baselineRunId);
    return named && named.datasetVersionId !== run.datasetVersionId ? [run, named] : [];
  });
  if (involved.length === 0) return new Map();
  const versions = await db.datasetVersion.findMany({
    where: { id: { in: involved.map(({ datasetVersionId }) => datasetVersionId) } },
    select: { id: true, datasetId: true },
  });
  const datasetOf = new Map(versions.map(({ id, datasetId }) => [id, datasetId]));
  return new Map(involved.map(({ id, datasetVersionId }) => [id, datasetOf.get(datasetVersionId) ?? '']));
}
