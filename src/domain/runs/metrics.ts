import type { Prisma, Run } from '../../database/client.js';

/** The sums of a run that its metrics are made of. */
export type RunSums = Pick<
  Run,
  | 'itemsCompleted'
  | 'durationSumMs'
  | 'tokensSum'
  | 'answeredTokensSum'
  | 'answeredTokens'
  | 'costSum'
  | 'costUnknown'
  | 'judgeCostSum'
  | 'judgeCostUnknown'
  | 'judgeTokensSum'
  | 'scoreSum'
  | 'scored'
  | 'passed'
  | 'notPassed'
>;

/** A run in numbers. What nothing is known of is null, never 0. */
export interface RunMetrics {
  /** Over the results that have an output, in milliseconds. */
  averageDurationMs: number | null;
  /** Input and output together, over the results that have an output and a known usage. */
  averageTokens: number | null;
  /** Of all results, errors included. */
  totalTokens: number;
  /** US dollars as a decimal string; null when the cost of any call is unknown. */
  totalCost: string | null;
  judgeTokens: number;
  /** Like `totalCost`, and not part of it. */
  judgeCost: string | null;
  /** 0 to 1, over the results that have a score. */
  averageScore: number | null;
  passed: number;
  /** Judged and not passed, errors included. */
  failed: number;
  /** 0 to 100. */
  passRate: number | null;
}

/** The metrics of a run, from the sums that its results were added to. They are of the results so far. */
export function metricsOf(run: RunSums): RunMetrics {
  const judged = run.passed + run.notPassed;
  return {
    averageDurationMs: mean(Number(run.durationSumMs), run.itemsCompleted),
    averageTokens: mean(Number(run.answeredTokensSum), run.answeredTokens),
    totalTokens: Number(run.tokensSum),
    totalCost: knownCost(run.costSum, run.costUnknown),
    judgeTokens: Number(run.judgeTokensSum),
    judgeCost: knownCost(run.judgeCostSum, run.judgeCostUnknown),
    averageScore: roundScore(mean(run.scoreSum, run.scored)),
    passed: run.passed,
    failed: run.notPassed,
    passRate: mean(100 * run.passed, judged),
  };
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}

function knownCost(sum: Prisma.Decimal, unknown: number): string | null {
  return unknown > 0 ? null : sum.toFixed();
}

/** Scores are compared by 9 decimals: a sum of doubles depends on the order in which results came. */
function roundScore(score: number | null): number | null {
  return score === null ? null : Math.round(score * 1e9) / 1e9;
}
