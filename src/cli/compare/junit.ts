import type { ChangedItem, Comparison, ComparisonReport } from './comparison-report.js';
import type { Check, GateResult } from './gate.js';
import { explain, noBaselineWords, nothingCompared, signed } from './words.js';

/**
 * JUnit XML, as CI systems read it: a test case for each check of the gate and, where the gate fails, one for each of the
 * worst regressed items, so that they are listed as what failed.
 */
export function formatJunit(comparison: Comparison, { checks, outcome }: GateResult): string {
  switch (comparison.kind) {
    case 'compared':
      return outcome === 'undecided' ? undecidedSuite(comparison.report) : reportSuite(comparison.report, checks);
    case 'no-baseline': {
      const { experiment, reason } = comparison;
      const told = `${open(experiment.name, 'verdict')}><skipped message="${xmlText(noBaselineWords[reason])}"/></testcase>`;
      return suite([told], { skipped: 1 });
    }
    case 'broken-off': {
      const { experiment } = comparison;
      const cases = checks.map(
        ({ name, failure }) => `${open(experiment.name, name)}><failure message="${xmlText(failure ?? '')}"/></testcase>`,
      );
      return suite(cases, { failures: cases.length });
    }
  }
}

function undecidedSuite(report: ComparisonReport): string {
  const told = `${open(report.experiment.name, 'verdict')}><error message="${xmlText(nothingCompared(report))}"/></testcase>`;
  return suite([told], { errors: 1 });
}

function reportSuite(report: ComparisonReport, checks: readonly Check[]): string {
  const cases = checks.map(({ name, failure }) =>
    failure === null
      ? `${open(report.experiment.name, name)}/>`
      : `${open(report.experiment.name, name)}><failure message="${xmlText(failure)}">${xmlText(explain(report))}</failure></testcase>`,
  );
  const failed = checks.filter(({ failure }) => failure !== null).length;
  const items = failed === 0 ? [] : report.regressed.map((item) => regressedCase(report.experiment.name, item));
  return suite([...cases, ...items], { failures: failed + items.length });
}

function regressedCase(experiment: string, { externalId, baselineScore, currentScore, delta }: ChangedItem): string {
  const message = `The score went from ${baselineScore} to ${currentScore} (${signed(delta, 3)}).`;
  return `${open(experiment, `item ${externalId}`)}><failure message="${xmlText(message)}"/></testcase>`;
}

function suite(
  cases: readonly string[],
  { failures = 0, errors = 0, skipped = 0 }: { failures?: number; errors?: number; skipped?: number },
): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="variorum compare" ${counts}>`,
    ...cases.map((testCase) => `    ${testCase}`),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n');
}

function open(className: string, name: string): string {
  return `<testcase classname="${xmlText(className)}" name="${xmlText(name)}"`;
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for content and attributes of XML 1.0, without the characters that it has no room for. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\t\n\r]+/g, ' ')
    .replaceAll(/[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => references[character] ?? character);
}
