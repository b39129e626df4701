import { type Client, type RegressionQuery, unwrap } from '../../sdk/client.js';
import type { ComparedRun, Comparison, ComparisonReport } from './comparison-report.js';

type Run = NonNullable<RegressionQuery['run']>;
type Regression = NonNullable<Run['regression']>;

/** A run that has no report, because it is not COMPLETED. */
export interface Unfinished {
  kind: 'unfinished';
  status: Run['status'];
}

/** Asks for the report on a run. @throws VariorumError when a run is unknown, or the named baseline is none. */
export async function readComparison(
  client: Client,
  variables: { runId: string; baselineRunId: string | undefined; threshold: number | undefined },
): Promise<Comparison | Unfinished> {
  const found = unwrap(await client.regression(variables));
  if (found.status !== 'COMPLETED') return { kind: 'unfinished', status: found.status };
  const { experiment, regression } = found;
  const run = comparedRun(found);
  if (!regression) return { kind: 'no-baseline', experiment, run };
  return { kind: 'compared', report: { experiment, run, ...reportOf(regression) } };
}

function reportOf({
  baselineRun,
  baselineSource,
  threshold,
  summary,
  statistics: { baselinePassRate, currentPassRate, ...statistics },
  performance,
  regressed,
  excluded,
  ignoredEvaluators,
}: Regression): Omit<ComparisonReport, 'experiment' | 'run'> {
  const passRates = baselinePassRate && currentPassRate ? { baseline: baselinePassRate, current: currentPassRate } : null;
  return {
    baseline: { ...comparedRun(baselineRun), source: baselineSource },
    threshold,
    summary,
    statistics: { ...statistics, passRates },
    performance,
    regressed: regressed.map(({ item, ...scores }) => ({ externalId: item.externalId, ...scores })),
    excluded: excluded.counts.map(({ reason, items }) => ({ reason, count: items })),
    ignoredEvaluators: ignoredEvaluators.map(({ name, side }) => ({ name, side })),
  };
}

function comparedRun({ id, variant }: { id: string; variant: { name: string } }): ComparedRun {
  return { id, variant: variant.name };
}
