import type { Comparison, ComparisonReport } from '../../src/cli/compare/comparison-report.js';

/** A report of a change that made things worse, with whatever a test says otherwise. */
export function givenReport(overrides: Partial<ComparisonReport> = {}): ComparisonReport {
  return {
    experiment: { id: 'exp_01', name: 'Reading orders' },
    run: { id: 'run_02', variant: 'lines' },
    baseline: { id: 'run_01', variant: 'labels', source: 'MARKED_BASELINE' },
    threshold: 0.05,
    summary: {
      comparedItems: 1319,
      improved: 40,
      regressed: 102,
      unchanged: 1177,
      newlyFailing: 3,
      newlyWorking: 1,
      baselineMean: 0.562547384,
      currentMean: 0.515542077,
      meanDelta: -0.047005307,
      netDelta: -62,
    },
    statistics: {
      verdict: 'REGRESSED',
      confidenceLow: -0.0644,
      confidenceHigh: -0.0296,
      pValue: 0.0000002,
      itemsNeeded: null,
      mcnemar: { improved: 40, regressed: 102, pValue: 0.00000021 },
      passRates: {
        baseline: { rate: 56.2547384, low: 53.5645, high: 58.9087 },
        current: { rate: 51.5542077, low: 48.8561, high: 54.2437 },
      },
    },
    performance: {
      baseline: { averageDurationMs: 812.4, averageTokens: 311.2, totalCost: '1.204' },
      current: { averageDurationMs: 640, averageTokens: 345.9, totalCost: '1.31' },
      delta: { averageDurationMs: -172.4, averageTokens: 34.7, totalCost: '0.106' },
    },
    regressed: [
      { externalId: 'question-7', baselineScore: 1, currentScore: 0, delta: -1 },
      { externalId: 'question-12', baselineScore: 0.75, currentScore: 0.5, delta: -0.25 },
    ],
    excluded: [
      { reason: 'ADDED', count: 2 },
      { reason: 'CHANGED_INPUT', count: 1 },
    ],
    ignoredEvaluators: [{ name: 'tone', side: 'CURRENT' }],
    ...overrides,
  };
}

export function compared(overrides: Partial<ComparisonReport> = {}): Extract<Comparison, { kind: 'compared' }> {
  return { kind: 'compared', report: givenReport(overrides) };
}

export const withoutBaseline: Comparison = {
  kind: 'no-baseline',
  experiment: { id: 'exp_01', name: 'Reading orders' },
  run: { id: 'run_02', variant: 'lines' },
  reason: 'NONE_FOUND',
};

export const brokenOff: Comparison = {
  kind: 'broken-off',
  experiment: { id: 'exp_01', name: 'Reading orders' },
  run: { id: 'run_02', variant: 'lines' },
  status: 'FAILED',
};
