import type { Run } from '../../database/client.js';
import { type Failure, isFailure, ValidationError } from '../../failures.js';
import type { Id } from '../../ids.js';
import { type EvaluatorSnapshot, evaluatorsOf } from '../evaluation/evaluator.js';
import { notFound } from '../not-found.js';
import type { Scope } from '../scope.js';
import { runsInReach } from '../sharing/reach.js';
import { notCompleted } from './baselines.js';
import { type RegressionSummary, summarize } from './classification.js';
import { type CommonEvaluator, commonEvaluators, type IgnoredEvaluator } from './common-evaluators.js';
import { type BaselineSource, type ResolvedBaseline, resolveBaselines } from './resolve-baseline.js';
import { mapPairs } from './run-pairs.js';

/** The least change of a score that counts as one, where none is named. */
export const defaultThreshold = 0.05;

/** One run against its baseline run, by the scores of some evaluators. */
export interface Regression {
  run: Run;
  baselineRun: Run;
  /** The |delta| of scores beyond which an item has improved or regressed. */
  threshold: number;
  /** The evaluators whose scores count. */
  counting: readonly CommonEvaluator[];
  summary: RegressionSummary;
}

/** One run against its baseline run. Lists, statistics and whatever else it takes are read when they are asked for. */
export interface RegressionReport extends Regression {
  baselineSource: BaselineSource;
  /** The evaluators that did not judge both runs by the same rules. */
  ignoredEvaluators: IgnoredEvaluator[];
}

/** The same report by one evaluator alone. */
export interface EvaluatorRegression extends Regression {
  evaluator: EvaluatorSnapshot;
}

/** Which report is asked for. */
export interface ReportRequest {
  run: Run;
  /** Any completed run of the organization over the same dataset; null: the run's own baseline. */
  baselineRunId: Id<'run'> | null;
  /** 0 to 1; null: {@link defaultThreshold}. */
  threshold: number | null;
}

/**
 * The report on a run.
 *
 * @returns null where there is nothing to compare the run with; a failure for a run or a named baseline run that is unknown or
 * has not completed, and for a threshold that is none.
 */
export async function regressionReport(
  scope: Scope,
  runId: Id<'run'>,
  options: Partial<Omit<ReportRequest, 'run'>> = {},
): Promise<RegressionReport | null | Failure> {
  const run = await scope.db.run.findFirst({ where: { id: runId, ...runsInReach(scope) } });
  if (!run) return notFound('run', runId);
  const [report] = await regressionReports(scope, [{ run, baselineRunId: null, threshold: null, ...options }]);
  return report ?? null;
}

/** The reports on many runs of the organization, with as many statements as for one. */
export async function regressionReports(
  scope: Scope,
  requests: readonly ReportRequest[],
): Promise<(RegressionReport | null | Failure)[]> {
  const baselines = await resolveBaselines(scope, requests);
  const opened = requests.map((request, place) => openReport(request, baselines[place] ?? null));
  const reports = opened.filter((report): report is OpenReport => report !== null && !isFailure(report));
  const summaries = await summariesOf(scope, reports);
  return opened.map((report) => {
    if (report === null || isFailure(report)) return report;
    return { ...report, summary: summaries(report) };
  });
}

type OpenReport = Omit<RegressionReport, 'summary'>;

function openReport(
  { run, threshold: given }: ReportRequest,
  baseline: ResolvedBaseline | null | Failure,
): OpenReport | null | Failure {
  const threshold = given ?? defaultThreshold;
  const wrong = checkThreshold(threshold);
  if (wrong) return wrong;
  if (run.status !== 'COMPLETED') return notCompleted(run, 'be compared');
  if (baseline === null || isFailure(baseline)) return baseline;
  const { common, ignored } = commonEvaluators(evaluatorsOf(baseline.run), evaluatorsOf(run));
  return {
    run,
    baselineRun: baseline.run,
    baselineSource: baseline.source,
    threshold,
    counting: common,
    ignoredEvaluators: ignored,
  };
}

/** The report once more by each of the evaluators that count, in the run's order. */
export async function evaluatorRegressions(scope: Scope, report: Regression): Promise<EvaluatorRegression[]> {
  const { run, baselineRun, threshold } = report;
  const parts = report.counting.map((counted) => ({
    run,
    baselineRun,
    threshold,
    counting: [counted],
    evaluator: counted.evaluator,
  }));
  const summaries = await summariesOf(scope, parts);
  return parts.map((part) => ({ ...part, summary: summaries(part) }));
}

/** The summary of each of some reports. */
async function summariesOf<Part extends Omit<Regression, 'summary'>>(
  scope: Scope,
  parts: readonly Part[],
): Promise<(part: Part) => RegressionSummary> {
  const summaries = new Map(await mapPairs(scope, parts, ({ items }, part) => [part, summarize(items, part.threshold)] as const));
  return (part) => {
    const summary = summaries.get(part);
    if (!summary) throw new Error('Each report has a summary.');
    return summary;
  };
}

/** What is wrong with a threshold; null for nothing. */
export function checkThreshold(threshold: number): ValidationError | null {
  if (threshold >= 0 && threshold <= 1) return null;
  return new ValidationError(
    `threshold is ${threshold}. It is the difference of scores beyond which an item counts as changed: give a number from 0 to 1.`,
    { field: 'threshold' },
  );
}
