import type { RunProgressSubscription } from '../sdk/client.js';
import { formatCost, formatCount, formatDuration, formatPercent, formatScore, formatTokens } from './quantities.js';
import { type Column, formatTable } from './table.js';
import type { Colors } from './terminal.js';

/** A run as progress tells it. */
export type RunState = RunProgressSubscription['runProgress'];

/** Scores are averages: equal ones can differ in their last bits. */
const round = (value: number): number => Number(value.toFixed(9));

function column(title: string, text: Column<RunState>['text'], best?: Column<RunState>['best']): Column<RunState> {
  return { title, align: 'right', text, best };
}

/** A run that did not complete is not the cheapest for it. */
function among(value: (run: RunState) => number | null, which: 'highest' | 'lowest'): Column<RunState>['best'] {
  return {
    which,
    value: (run) => {
      const known = run.status === 'COMPLETED' ? value(run) : null;
      return known === null ? null : round(known);
    },
  };
}

const columns: Column<RunState>[] = [
  { title: 'variant', align: 'left', text: (run) => run.variant.name },
  { title: 'status', align: 'left', text: (run) => run.status },
  column('done', (run) => `${formatCount(run.itemsCompleted + run.itemsFailed)}/${formatCount(run.itemsTotal)}`),
  column(
    'errors',
    (run) => formatCount(run.itemsFailed),
    among((run) => run.itemsFailed, 'lowest'),
  ),
  column(
    'score',
    ({ metrics }) => formatScore(metrics.averageScore),
    among(({ metrics }) => metrics.averageScore, 'highest'),
  ),
  column(
    'pass rate',
    ({ metrics }) => formatPercent(metrics.passRate),
    among(({ metrics }) => metrics.passRate, 'highest'),
  ),
  column(
    'per item',
    ({ metrics }) => formatDuration(metrics.averageDurationMs),
    among(({ metrics }) => metrics.averageDurationMs, 'lowest'),
  ),
  column(
    'tokens/item',
    ({ metrics }) => formatTokens(metrics.averageTokens),
    among(({ metrics }) => metrics.averageTokens, 'lowest'),
  ),
  column(
    'cost',
    ({ metrics }) => formatCost(metrics.totalCost),
    among(({ metrics }) => numberOrNull(metrics.totalCost), 'lowest'),
  ),
];

/** One line a run, the best of each column marked, and why a run could not run. */
export function formatRunSummary(runs: readonly RunState[], colors: Colors): string {
  const table = formatTable(columns, runs, { title: colors.bold, best: colors.green });
  const legend = table.includes('*') ? ['* the best of its column'] : [];
  const errors = runs.flatMap(({ variant, error }) => (error ? [`${variant.name}: ${error.message}`] : []));
  return [table, ...legend.map(colors.dim), ...errors].join('\n');
}

function numberOrNull(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}
