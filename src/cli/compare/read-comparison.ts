import { type Client, type RegressionQuery, unwrap } from '../../sdk/client.js';
import type { ComparedRun, Comparison, ComparisonReport } from './comparison-report.js';

type Run = NonNullable<RegressionQuery['run']>;
type Regression = NonNullable<Run['regression']>;

/** A run that goes on, and so has no report yet. */
export interface Active {
  kind: 'active';
  status: 'PENDING' | 'RUNNING';
}

/** Asks for the report on a run. @throws VariorumError when a run is unknown, or the named baseline is none. */
export async function readComparison(
  client: Client,
  variables: { runId: string; baselineRunId: string | undefined; threshold: number | undefined },
): Promise<Comparison | Active> {
  // With a named baseline, the report on a run that has not completed is an error.
  const ended = withoutReport(unwrap(await client.run({ id: variables.runId })));
  if (ended) return ended;
  const found = unwrap(await client.regression(variables));
  const { experiment, regression } = found;
  const run = comparedRun(found);
  if (regression) return { kind: 'compared', report: { experiment, run, ...reportOf(regression) } };
  const reason = found.baseline ? 'IS_BASELINE' : 'NONE_FOUND';
  return withoutReport(found) ?? { kind: 'no-baseline', experiment, run, reason };
}

function withoutReport(run: Pick<Run, 'id' | 'status' | 'variant' | 'experiment'>): Comparison | Active | null {
  const { status, experiment } = run;
  switch (status) {
    case 'PENDING':
    case 'RUNNING':
      return { kind: 'active', status };
    case 'FAILED':
    case 'CANCELLED':
      return { kind: 'broken-off', experiment: { id: experiment.id, name: experiment.name }, run: comparedRun(run), status };
    case 'COMPLETED':
      return null;
  }
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
