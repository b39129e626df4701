import type { ChangedItem, Comparison } from './comparison-report.js';
import type { GateResult } from './gate.js';
import { explain, noBaseline, signed } from './words.js';

/**
 * JUnit XML, as CI systems read it: a test case for each check of the gate and, where the gate fails, one for each of the
 * worst regressed items, so that they are listed as what failed.
 */
export function formatJunit(comparison: Comparison, { checks, passed }: GateResult): string {
  if (comparison.kind === 'no-baseline') {
    const { experiment } = comparison;
    return suite([`${open(experiment.name, 'verdict')}><skipped message="${xmlText(noBaseline)}"/></testcase>`], 0, 1);
  }
  const { report } = comparison;
  const cases = checks.map(({ name, failure }) =>
    failure === null
      ? `${open(report.experiment.name, name)}/>`
      : `${open(report.experiment.name, name)}><failure message="${xmlText(failure)}">${xmlText(explain(report))}</failure></testcase>`,
  );
  const items = passed ? [] : report.regressed.map((item) => regressedCase(report.experiment.name, item));
  const failures = checks.filter(({ failure }) => failure !== null).length + items.length;
  return suite([...cases, ...items], failures, 0);
}

function regressedCase(experiment: string, { externalId, baselineScore, currentScore, delta }: ChangedItem): string {
  const message = `The score went from ${baselineScore} to ${currentScore} (${signed(delta, 3)}).`;
  return `${open(experiment, `item ${externalId}`)}><failure message="${xmlText(message)}"/></testcase>`;
}

function suite(cases: readonly string[], failures: number, skipped: number): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
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
