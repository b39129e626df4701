/** One run beside its baseline, as the command `compare` shows it. */
export interface ComparisonReport {
  experiment: { id: string; name: string };
  run: ComparedRun;
  baseline: ComparedRun & { source: BaselineSource };
  /** The difference of scores beyond which an item counts as changed. */
  threshold: number;
  summary: {
    comparedItems: number;
    improved: number;
    regressed: number;
    unchanged: number;
    newlyFailing: number;
    newlyWorking: number;
    baselineMean: number | null;
    currentMean: number | null;
    meanDelta: number | null;
    netDelta: number | null;
  };
  statistics: {
    verdict: Verdict;
    confidenceLow: number | null;
    confidenceHigh: number | null;
    pValue: number | null;
    itemsNeeded: number | null;
    mcnemar: { improved: number; regressed: number; pValue: number } | null;
    passRates: { baseline: PassRate; current: PassRate } | null;
  };
  performance: { baseline: Figures; current: Figures; delta: Figures };
  /** The compared items that regressed, the largest change first; the first hundred of them. */
  regressed: ChangedItem[];
  /** Why items were left out, and how many. */
  excluded: { reason: string; count: number }[];
  /** The evaluators that did not judge both runs by the same rules. */
  ignoredEvaluators: { name: string; side: string }[];
}

export interface ComparedRun {
  id: string;
  variant: string;
}

export type Verdict = 'IMPROVED' | 'REGRESSED' | 'NO_DIFFERENCE' | 'INCONCLUSIVE';
export type BaselineSource = 'EXPLICIT' | 'MARKED_BASELINE' | 'PRIOR_RUN';

/** 0 to 100, with the ends of its 95 % interval. */
export interface PassRate {
  rate: number;
  low: number;
  high: number;
}

export interface Figures {
  averageDurationMs: number | null;
  averageTokens: number | null;
  /** US dollars, a decimal string. */
  totalCost: string | null;
}

export interface ChangedItem {
  externalId: string;
  baselineScore: number;
  currentScore: number;
  delta: number;
}

/** What the command found: a report, that there is nothing to compare the run with, or a run that ended without completing. */
export type Comparison =
  | { kind: 'compared'; report: ComparisonReport }
  | { kind: 'no-baseline'; experiment: { id: string; name: string }; run: ComparedRun; reason: NoBaselineReason }
  | { kind: 'broken-off'; experiment: { id: string; name: string }; run: ComparedRun; status: 'FAILED' | 'CANCELLED' };

/** Why a run has no baseline: no run qualifies, or it is the marked one itself. */
export type NoBaselineReason = 'NONE_FOUND' | 'IS_BASELINE';
