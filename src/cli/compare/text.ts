import { formatScore } from '../quantities.js';
import { numberColumn, textColumn } from '../list.js';
import { formatTable } from '../table.js';
import type { Colors } from '../terminal.js';
import type { ChangedItem, Comparison, ComparisonReport } from './comparison-report.js';
import type { GateResult } from './gate.js';
import {
  countItems,
  explain,
  noBaselineWords,
  nothingCompared,
  type QuantityRow,
  quantities,
  signed,
  sourceWords,
  tests,
  titleOf,
} from './words.js';

/** As many regressed items as fit on a screen beside the rest. */
const shownItems = 10;

const quantityColumns = [
  textColumn<QuantityRow>('', ({ name }) => name),
  numberColumn<QuantityRow>('baseline', ({ baseline }) => baseline),
  numberColumn<QuantityRow>('this run', ({ current }) => current),
  numberColumn<QuantityRow>('change', ({ change }) => change),
];

const itemColumns = [
  textColumn<ChangedItem>('regressed', ({ externalId }) => printable(externalId)),
  numberColumn<ChangedItem>('before', ({ baselineScore }) => formatScore(baselineScore)),
  numberColumn<ChangedItem>('now', ({ currentScore }) => formatScore(currentScore)),
  numberColumn<ChangedItem>('change', ({ delta }) => signed(delta, 3)),
];

/** The comparison for a person at a terminal. */
export function formatText(comparison: Comparison, gate: GateResult, colors: Colors): string {
  switch (comparison.kind) {
    case 'compared':
      return reportText(comparison.report, gate, colors);
    case 'no-baseline':
      return `${noBaselineWords[comparison.reason]}\n${gateLine(gate, colors)}`;
    case 'broken-off':
      return `${printable(comparison.run.variant)} (${comparison.run.id})\n${gateLine(gate, colors)}`;
  }
}

function reportText(report: ComparisonReport, gate: GateResult, colors: Colors): string {
  const { run, baseline, regressed, summary, ignoredEvaluators } = report;
  const style = { title: colors.bold, best: String };
  const worst = regressed.slice(0, shownItems);
  const hidden = summary.regressed - worst.length;
  return [
    `${printable(run.variant)} (${run.id}) against ${printable(baseline.variant)} (${baseline.id}), ${sourceWords[baseline.source]}`,
    '',
    formatTable(quantityColumns, quantities(report), style),
    '',
    ...countItems(report),
    ...tests(report),
    ...(ignoredEvaluators.length > 0 && gate.outcome !== 'undecided'
      ? [
          `Not counted, for they did not judge both runs by the same rules: ${ignoredEvaluators.map(({ name }) => printable(name)).join(', ')}.`,
        ]
      : []),
    ...(worst.length > 0 ? ['', formatTable(itemColumns, worst, style)] : []),
    ...(worst.length > 0 && hidden > 0 ? [colors.dim(`and ${hidden} more`)] : []),
    '',
    ...(gate.outcome === 'undecided'
      ? [colors.red(nothingCompared(report, printable))]
      : [`${colors.bold(`${titleOf(report)}.`)} ${explain(report)}`, gateLine(gate, colors)]),
  ].join('\n');
}

function gateLine({ outcome, checks }: GateResult, colors: Colors): string {
  if (outcome === 'passed') return colors.green('The gate passes.');
  return colors.red(`The gate fails: ${checks.flatMap(({ failure }) => failure ?? []).join(' ')}`);
}

/** Text of a user's on one line, without what would steer the terminal. */
function printable(text: string): string {
  return text.toWellFormed().replaceAll(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' ');
}
