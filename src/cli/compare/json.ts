import type { Comparison } from './comparison-report.js';
import type { GateResult } from './gate.js';
import { nothingCompared } from './words.js';

/** The whole report for programs: numbers as numbers, money as decimal strings, what is not known as null. */
export function formatJson(comparison: Comparison, { outcome, rules, checks }: GateResult): string {
  const failures = checks.flatMap(({ failure }) => failure ?? []);
  const gate = { passed: outcome === 'passed', ...rules, failures };
  switch (comparison.kind) {
    case 'compared': {
      const { report } = comparison;
      const told = outcome === 'undecided' ? { ...gate, failures: [nothingCompared(report)] } : gate;
      return JSON.stringify({ gate: told, ...report }, null, 2);
    }
    case 'no-baseline':
    case 'broken-off': {
      const { experiment, run } = comparison;
      return JSON.stringify({ gate, experiment, run, baseline: null }, null, 2);
    }
  }
}
