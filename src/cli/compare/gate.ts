import { formatCount } from '../quantities.js';
import type { Comparison, ComparisonReport } from './comparison-report.js';

/** When the gate is closed. */
export interface GateRules {
  /** The verdict that fails; `inconclusive` fails on a regression too. */
  failOn: FailOn;
  /** How many regressed items pass at most; null: however many. */
  maxRegressed: number | null;
}

export const failOns = ['regressed', 'inconclusive'] as const;
export type FailOn = (typeof failOns)[number];

/** One thing that the gate looked at. */
export interface Check {
  name: 'verdict' | 'regressed items';
  /** Why it fails; null: it passes. */
  failure: string | null;
}

export interface GateResult {
  rules: GateRules;
  /** `undecided`: there is a baseline, but no item could be compared with it. */
  outcome: 'passed' | 'failed' | 'undecided';
  /** None where it is undecided. */
  checks: Check[];
}

/**
 * Whether a change may go on. Where there is nothing to compare with, there is nothing to fail. A run that did not complete is
 * worse than any that did.
 */
export function judge(comparison: Comparison, rules: GateRules): GateResult {
  if (comparison.kind === 'compared' && comparison.report.summary.comparedItems === 0)
    return { rules, outcome: 'undecided', checks: [] };
  const checks = checksOf(comparison, rules);
  return { rules, outcome: checks.every(({ failure }) => failure === null) ? 'passed' : 'failed', checks };
}

function checksOf(comparison: Comparison, rules: GateRules): Check[] {
  switch (comparison.kind) {
    case 'compared':
      return checksOfReport(comparison.report, rules);
    case 'no-baseline':
      return [];
    case 'broken-off':
      return [{ name: 'verdict', failure: `The run is ${comparison.status}, so there is nothing to compare.` }];
  }
}

function checksOfReport(report: ComparisonReport, { failOn, maxRegressed }: GateRules): Check[] {
  const { verdict } = report.statistics;
  const fails = verdict === 'REGRESSED' || (verdict === 'INCONCLUSIVE' && failOn === 'inconclusive');
  const checks: Check[] = [{ name: 'verdict', failure: fails ? `The verdict is ${verdict}.` : null }];
  if (maxRegressed !== null) {
    const { regressed } = report.summary;
    const failure = `${formatCount(regressed)} ${regressed === 1 ? 'item' : 'items'} regressed; at most ${formatCount(maxRegressed)} may.`;
    checks.push({ name: 'regressed items', failure: regressed > maxRegressed ? failure : null });
  }
  return checks;
}
