import { formatCount, formatScore } from '../quantities.js';
import type { RunState } from '../run-summary.js';
import type { Colors } from '../terminal.js';

const barWidth = 24;
/** Eighths of a character, from the left. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** How much of a run is done: 0 to 1. */
function shareDone({ itemsCompleted, itemsFailed, itemsTotal }: RunState): number {
  return itemsTotal === 0 ? 0 : (itemsCompleted + itemsFailed) / itemsTotal;
}

/** One bar a run, to be drawn over the one before. */
export function drawBars(runs: readonly RunState[], colors: Colors): string {
  const nameWidth = Math.max(...runs.map(({ variant }) => variant.name.length));
  return runs.map((run) => `${run.variant.name.padEnd(nameWidth)}  ${drawBar(run, colors)}  ${describe(run)}`).join('\n');
}

function drawBar(run: RunState, colors: Colors): string {
  const filled = Math.floor(shareDone(run) * barWidth * 8);
  const bar = '█'.repeat(Math.floor(filled / 8)) + (eighths[filled % 8] ?? '');
  const color =
    run.status === 'FAILED' || run.status === 'CANCELLED' ? colors.red : run.status === 'COMPLETED' ? colors.green : colors.cyan;
  return color(bar) + colors.dim('░'.repeat(barWidth - bar.length));
}

/** Where a run stands, in words. */
export function describe(run: RunState): string {
  if (run.status === 'PENDING') return 'waits for a worker';
  const parts = [`${formatCount(run.itemsCompleted + run.itemsFailed)}/${formatCount(run.itemsTotal)}`];
  if (run.itemsFailed > 0) parts.push(`${formatCount(run.itemsFailed)} ${run.itemsFailed === 1 ? 'error' : 'errors'}`);
  if (run.metrics.averageScore !== null) parts.push(`score ${formatScore(run.metrics.averageScore)}`);
  if (run.status !== 'RUNNING') parts.push(run.status.toLowerCase());
  return parts.join('  ');
}
