import type { Comparison, ComparisonReport } from './comparison-report.js';
import type { GateResult } from './gate.js';
import { formatScore } from '../quantities.js';
import {
  brokenOffTitles,
  countItems,
  explain,
  noBaselineWords,
  nothingCompared,
  quantities,
  signed,
  sourceWords,
  tests,
  titleOf,
} from './words.js';

/** As many regressed items as a reader of a comment looks at. */
const shownItems = 20;

/** A comment for a pull request, in GitHub's Markdown. */
export function formatMarkdown(comparison: Comparison, gate: GateResult): string {
  switch (comparison.kind) {
    case 'compared':
      return reportComment(comparison.report, gate);
    case 'no-baseline':
      return paragraphs([
        `### No baseline: ${quoted(comparison.run.variant)}`,
        noBaselineWords[comparison.reason],
        'The gate passes.',
      ]);
    case 'broken-off': {
      const { experiment, run, status } = comparison;
      return paragraphs([
        `### ${brokenOffTitles[status]}: ${quoted(run.variant)}`,
        gateSentence(gate),
        `Experiment ${quoted(experiment.name)}, run \`${run.id}\`.`,
      ]);
    }
  }
}

function reportComment(report: ComparisonReport, gate: GateResult): string {
  const { experiment, run, baseline } = report;
  const isDecided = gate.outcome !== 'undecided';
  return paragraphs([
    `### ${isDecided ? titleOf(report) : 'Nothing compared'}: ${quoted(run.variant)}`,
    isDecided
      ? `${explain(report)} ${gateSentence(gate)}`
      : `**Whether it is worse is not known.** ${nothingCompared(report, quoted)}`,
    table(
      ['', 'baseline', 'this run', 'change'],
      quantities(report).map((row) => [row.name, row.baseline, row.current, row.change]),
    ),
    [...countItems(report), ...tests(report)].map((line) => `- ${line}`).join('\n'),
    regressions(report),
    `Experiment ${quoted(experiment.name)}, run \`${run.id}\` against ${quoted(baseline.variant)}, run \`${baseline.id}\` (${sourceWords[baseline.source]}).`,
    isDecided ? ignored(report) : null,
  ]);
}

function gateSentence({ outcome, checks }: GateResult): string {
  if (outcome === 'passed') return '**The gate passes.**';
  return `**The gate fails:** ${checks.flatMap(({ failure }) => failure ?? []).join(' ')}`;
}

function regressions({ regressed, summary }: ComparisonReport): string | null {
  if (regressed.length === 0) return null;
  const shown = regressed.slice(0, shownItems);
  const title =
    summary.regressed > shown.length ? `The ${shown.length} worst regressions of ${summary.regressed}` : 'What regressed';
  const rows = shown.map(({ externalId, baselineScore, currentScore, delta }) => [
    quoted(externalId),
    formatScore(baselineScore),
    formatScore(currentScore),
    signed(delta, 3),
  ]);
  return `<details><summary>${title}</summary>\n\n${table(['item', 'before', 'now', 'change'], rows)}\n\n</details>`;
}

function ignored({ ignoredEvaluators }: ComparisonReport): string | null {
  if (ignoredEvaluators.length === 0) return null;
  return `Not counted, for they did not judge both runs by the same rules: ${ignoredEvaluators.map(({ name }) => quoted(name)).join(', ')}.`;
}

/** The first column is text, the others are numbers. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, place) => (place === 0 ? ':--' : '--:'))), ...rows.map(line)].join('\n');
}

function paragraphs(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n\n');
}

/** As long as a name in a table may be. */
const longest = 100;

/**
 * Text of a user's as code. In it, every character that could mean something to Markdown, HTML or a table is a numeric
 * character reference, which CommonMark never takes for structure; and nobody is mentioned from within code.
 */
export function quoted(text: string): string {
  const characters = Array.from(text.toWellFormed().replaceAll(/[\s\p{Cc}\p{Bidi_Control}]+/gu, ' '));
  const shown = characters.length > longest ? [...characters.slice(0, longest - 1), '…'] : characters;
  const harmless = /^[\p{L}\p{N}\p{M} /,-]$|^[^\p{ASCII}]$/u;
  return `<code>${shown.map((character) => (harmless.test(character) ? character : `&#${character.codePointAt(0)};`)).join('')}</code>`;
}
