import { formatCount } from '../quantities.js';
import type { Comparison } from './comparison-report.js';

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
  passed: boolean;
  checks: Check[];
}

/** Whether a change may go on. Where there is nothing to compare with, there is nothing to fail. */
export function judge(comparison: Comparison, rules: GateRules): GateResult {
  const checks = comparison.kind === 'no-baseline' ? [] : checksOf(comparison, rules);
  return { rules, passed: checks.every(({ failure }) => failure === null), checks };
}

function checksOf({ report }: Extract<Comparison, { kind: 'compared' }>, { failOn, maxRegressed }: GateRules): Check[] {
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
