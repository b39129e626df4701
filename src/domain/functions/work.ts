import type { FunctionStepKind, FunctionStepStatus } from '../../database/client.js';
import type { Id } from '../../ids.js';

/** A step as it ended, or failed for now. */
export interface StepRecord {
  externalId: string;
  occurrence: number;
  kind: FunctionStepKind;
  status: FunctionStepStatus;
  position: number;
  /** Which one it was, of those that ended, that the handler was given: 0 for the first; null while it waits to be tried again. */
  turn: number | null;
  attempts: number;
  /** What it gave, as JSON text; null where it gave nothing. */
  output: string | null;
  errorType: string | null;
  errorMessage: string | null;
  retryAt: Date | null;
  startedAt: Date;
  durationMs: number;
  inputTokens: number | null;
  outputTokens: number | null;
  /** US dollars. */
  cost: string | null;
  exposureId: string | null;
}

/** That the run was given a variant. */
export interface NewExposure {
  id: string;
  liveExperimentId: Id<'liveExperiment'>;
  variant: string;
  allocationId: string;
  parentId: string | null;
  /** In hexadecimal digits. */
  unit: string;
}

/** How a variant did. */
export interface ExposureOutcome {
  exposureId: string;
  status: 'COMPLETED' | 'FAILED';
  errorType: string | null;
  errorMessage: string | null;
  durationMs: number;
  /** US dollars. */
  cost: string | null;
}

/** A number that the code gave an exposure. */
export interface ExposureScore {
  id: string;
  exposureId: string;
  name: string;
  value: number;
}

/** How an attempt at a run ended. */
export type AttemptEnd =
  /** The handler returned: JSON text, or null for nothing. */
  | { kind: 'COMPLETED'; output: string | null }
  | { kind: 'FAILED'; errorType: string; errorMessage: string }
  /** It is tried again then; `failures` is 1 where the handler threw, and 0 where only steps failed. */
  | { kind: 'RETRY'; retryAt: Date; failures: 0 | 1; errorType: string; errorMessage: string }
  /** It was broken off between steps, for another worker to go on. */
  | { kind: 'YIELD' };

/** What an attempt at a run has done since it last said so. All of it becomes durable at once, or nothing. */
export interface Work {
  run: Id<'functionRun'>;
  attempt: number;
  steps: StepRecord[];
  exposures: NewExposure[];
  outcomes: ExposureOutcome[];
  scores: ExposureScore[];
  end: AttemptEnd | null;
}
