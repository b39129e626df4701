import type { Comparison } from './comparison-report.js';
import type { GateResult } from './gate.js';

/** The whole report for programs: numbers as numbers, money as decimal strings, what is not known as null. */
export function formatJson(comparison: Comparison, { passed, rules, checks }: GateResult): string {
  const gate = { passed, ...rules, failures: checks.flatMap(({ failure }) => failure ?? []) };
  if (comparison.kind === 'no-baseline') {
    const { experiment, run } = comparison;
    return JSON.stringify({ gate, experiment, run, baseline: null }, null, 2);
  }
  return JSON.stringify({ gate, ...comparison.report }, null, 2);
}
