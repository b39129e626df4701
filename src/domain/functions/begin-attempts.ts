import type { Database, FunctionStepKind, FunctionStepStatus } from '../../database/client.js';
import type { Id } from '../../ids.js';
import type { Json } from '../../json.js';

/** What is known of a step from attempts before. */
export interface StepMemory {
  externalId: string;
  occurrence: number;
  kind: FunctionStepKind;
  status: FunctionStepStatus;
  position: number;
  /** Which one it was, of those that ended, that the handler was given; null for one that has not. */
  turn: number | null;
  attempts: number;
  output: Json;
  /** Whether it gave nothing, which is not the same as null. */
  isEmpty: boolean;
  errorType: string | null;
  errorMessage: string | null;
  /** When it is tried again at the earliest, as text (RFC 3339). */
  retryAt: string | null;
  /** When it was tried last, as text (RFC 3339). */
  startedAt: string;
  durationMs: number;
  inputTokens: number | null;
  outputTokens: number | null;
  /** US dollars. */
  cost: string | null;
}

/** An attempt at a run that has just begun, and what it begins with. */
export interface BegunAttempt {
  id: Id<'functionRun'>;
  functionId: Id<'durableFunction'>;
  job: string;
  /** How often it was retried by hand. */
  retries: number;
  /** How often the handler was called, this time too: whoever commits under another number is refused. */
  attempts: number;
  /** How often the handler threw. */
  failures: number;
  /** How often whoever worked on the run was lost. */
  lost: number;
  eventId: Id<'event'>;
  eventExternalId: string | null;
  eventName: string;
  eventData: Json;
  eventCreatedAt: Date;
  steps: StepMemory[];
}

/** A run, and the job that it was handed out with. */
export interface RunToBegin {
  id: Id<'functionRun'>;
  job: string;
}

/** Begins an attempt at each of these runs; those that have ended, were handed out with another job since, or are gone, are left out. */
export function beginAttempts(db: Database, runs: readonly RunToBegin[]): Promise<BegunAttempt[]> {
  return db.$queryRaw<BegunAttempt[]>`
    SELECT id, function_id AS "functionId", job, retries, attempts, failures, lost, event_id AS "eventId",
      event_external_id AS "eventExternalId", event_name AS "eventName", event_data AS "eventData", event_created_at AS "eventCreatedAt",
      steps
    FROM begin_function_runs(${runs.map(({ id }) => id)}::uuid[], ${runs.map(({ job }) => job)}::text[])`;
}
