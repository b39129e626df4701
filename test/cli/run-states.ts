import type { RunState } from '../../src/cli/run-summary.js';

/** A run that completed, but for what is given. */
export function runState(
  name: string,
  { metrics, ...given }: Partial<Omit<RunState, 'metrics'>> & { metrics?: Partial<RunState['metrics']> } = {},
): RunState {
  return {
    id: `run_${name}`,
    variant: { id: `var_${name}`, name },
    status: 'COMPLETED',
    itemsTotal: 40,
    itemsCompleted: 40,
    itemsFailed: 0,
    sequence: 40,
    startedAt: null,
    completedAt: null,
    error: null,
    ...given,
    metrics: {
      averageDurationMs: 100,
      averageTokens: 0,
      totalTokens: 0,
      totalCost: '0',
      judgeTokens: 0,
      judgeCost: '0',
      averageScore: 0.5,
      passed: 20,
      failed: 20,
      passRate: 50,
      ...metrics,
    },
  };
}
