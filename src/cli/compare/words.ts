import { formatCost, formatCount, formatDuration, formatPercent, formatScore, formatTokens, none } from '../quantities.js';
import type { BaselineSource, ComparisonReport, Figures, NoBaselineReason, Verdict } from './comparison-report.js';

/** A quantity in both runs, and how it changed. */
export interface QuantityRow {
  name: string;
  baseline: string;
  current: string;
  change: string;
}

/** What is said where there is nothing to compare with. */
export const noBaselineWords: Record<NoBaselineReason, string> = {
  NONE_FOUND: 'There is no baseline to compare with: the variant has no marked baseline, and no completed run before this one.',
  IS_BASELINE:
    'There is no baseline to compare with: this run is its variant’s marked baseline. Name another run with --baseline.',
};

/** A run that ended without completing, in a word. */
export const brokenOffTitles = { FAILED: 'Failed', CANCELLED: 'Cancelled' } as const;

/**
 * What is said where there is a baseline, but no item could be compared with it, and what to do.
 *
 * @param shown a name of the user's, made fit for where it stands.
 */
export function nothingCompared(
  { ignoredEvaluators, excluded }: ComparisonReport,
  shown: (name: string) => string = String,
): string {
  const sentences = ['Nothing was compared: no item has a score by the same evaluators in both runs.'];
  if (ignoredEvaluators.length > 0) {
    const names = [...new Set(ignoredEvaluators.map(({ name }) => shown(name)))].join(', ');
    sentences.push(
      `Not counted, for they did not judge both runs by the same rules: ${names}.`,
      'Run the variant of the baseline again with the evaluators of this run, and mark that run or name it with --baseline.',
    );
  } else {
    sentences.push(...leftOut(excluded), 'Name a run over the same items, with scores, with --baseline.');
  }
  return sentences.join(' ');
}

/** How a run came to be the baseline. */
export const sourceWords: Record<BaselineSource, string> = {
  EXPLICIT: 'the run that was named',
  MARKED_BASELINE: 'the marked baseline',
  PRIOR_RUN: 'the run before',
};

const verdictWords: Record<Verdict, string> = {
  IMPROVED: 'Improved',
  REGRESSED: 'Regressed',
  NO_DIFFERENCE: 'No difference',
  INCONCLUSIVE: 'Inconclusive',
};

/** The verdict in two words or fewer. */
export function titleOf({ statistics }: ComparisonReport): string {
  return verdictWords[statistics.verdict];
}

/** What the verdict rests on, in a sentence or two. */
export function explain({ summary, statistics, threshold }: ComparisonReport): string {
  const { meanDelta, comparedItems } = summary;
  const { confidenceLow, confidenceHigh, itemsNeeded, verdict } = statistics;
  if (meanDelta === null) return 'No item has a score by the same evaluators in both runs, so nothing can be said.';
  const moved = meanDelta === 0 ? 'did not change' : `${meanDelta > 0 ? 'rose' : 'fell'} by ${Math.abs(meanDelta).toFixed(3)}`;
  const items = `${formatCount(comparedItems)} ${comparedItems === 1 ? 'item' : 'items'}`;
  const interval =
    confidenceLow === null || confidenceHigh === null
      ? 'too few for an interval'
      : `95 % interval ${signed(confidenceLow, 3)} to ${signed(confidenceHigh, 3)}`;
  const within = verdict === 'NO_DIFFERENCE' ? ` That is within ±${threshold}, which counts as none.` : '';
  const more = itemsNeeded === null ? '' : ` About ${formatCount(itemsNeeded)} more items would decide.`;
  return `The mean score ${moved} over ${items} (${interval}).${within}${more}`;
}

/** The numbers of both runs, by quantity. Those that nothing is known of are told as that. */
export function quantities({ summary, statistics, performance }: ComparisonReport): QuantityRow[] {
  const { passRates } = statistics;
  return [
    {
      name: 'mean score',
      baseline: formatScore(summary.baselineMean),
      current: formatScore(summary.currentMean),
      change: summary.meanDelta === null ? none : signed(summary.meanDelta, 3),
    },
    {
      name: 'pass rate',
      baseline: formatPercent(passRates?.baseline.rate ?? null),
      current: formatPercent(passRates?.current.rate ?? null),
      change: passRates ? `${signed(passRates.current.rate - passRates.baseline.rate, 1)} points` : none,
    },
    figure(performance, 'time per item', ({ averageDurationMs }) => averageDurationMs, formatDuration),
    figure(performance, 'tokens per item', ({ averageTokens }) => averageTokens, formatTokens),
    {
      name: 'cost',
      baseline: formatCost(performance.baseline.totalCost),
      current: formatCost(performance.current.totalCost),
      change: performance.delta.totalCost === null ? none : changeOfCost(performance.delta.totalCost),
    },
  ];
}

function figure(
  { baseline, current, delta }: ComparisonReport['performance'],
  name: string,
  of: (figures: Figures) => number | null,
  format: (value: number | null) => string,
): QuantityRow {
  const change = of(delta);
  const size = format(change === null ? null : Math.abs(change));
  return { name, baseline: format(of(baseline)), current: format(of(current)), change: signOf(change) + size };
}

function changeOfCost(dollars: string): string {
  return signOf(Number(dollars)) + formatCost(dollars.replace('-', ''));
}

function signOf(change: number | null): string {
  if (change === null || change === 0) return '';
  return change > 0 ? '+' : '-';
}

/** What became of the items, and what was left out. */
export function countItems({ summary, excluded, threshold }: ComparisonReport): string[] {
  const { comparedItems, improved, regressed, unchanged, newlyFailing, newlyWorking } = summary;
  const count = formatCount;
  const lines = [
    `${count(comparedItems)} compared: ${count(improved)} improved, ${count(regressed)} regressed, ${count(unchanged)} unchanged (within ±${threshold}).`,
  ];
  if (newlyFailing + newlyWorking > 0) lines.push(`Errors: ${count(newlyFailing)} new, ${count(newlyWorking)} gone.`);
  return [...lines, ...leftOut(excluded)];
}

function leftOut(excluded: ComparisonReport['excluded']): string[] {
  const left = excluded.filter((part) => part.count > 0);
  if (left.length === 0) return [];
  const total = left.reduce((sum, part) => sum + part.count, 0);
  const parts = left.map((part) => `${formatCount(part.count)} ${part.reason.toLowerCase().replaceAll('_', ' ')}`);
  return [`${formatCount(total)} left out: ${parts.join(', ')}.`];
}

/** The tests behind the verdict. */
export function tests({ statistics }: ComparisonReport): string[] {
  const { pValue, mcnemar, passRates } = statistics;
  const lines: string[] = [];
  if (pValue !== null) lines.push(`Paired permutation test of the mean score: p ${formatP(pValue)}.`);
  if (mcnemar)
    lines.push(
      `McNemar's exact test of passing: ${formatCount(mcnemar.improved)} pass that did not, ${formatCount(mcnemar.regressed)} do not that did; p ${formatP(mcnemar.pValue)}.`,
    );
  if (passRates) {
    const range = ({ low, high }: { low: number; high: number }): string => `${low.toFixed(1)} to ${high.toFixed(1)} %`;
    lines.push(`Pass rates (Wilson, 95 %): ${range(passRates.baseline)} before, ${range(passRates.current)} now.`);
  }
  return lines;
}

function formatP(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`;
}

/** With its sign, so that a change reads as one; what rounds to 0 has none. */
export function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  if (Number(text) === 0) return (0).toFixed(decimals);
  return value > 0 ? `+${text}` : text;
}
