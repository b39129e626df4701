import type { JobsOptions } from 'bullmq';
import type { Config } from '../config.js';
import type { Score } from '../domain/evaluation/evaluator.js';
import type { Unit } from '../domain/runs/units.js';
import { type Id, resultIdOf } from '../ids.js';
import type { Answer } from '../models/outcome.js';

/**
 * The work on one unit of a run. It is executed in the lane of its executor; then, where a run has remote evaluators, it
 * goes on through their lanes one after the other, carrying its answer, so that a judge's faults never cost a second
 * execution.
 */
export type ItemJob = ExecuteJob | JudgeJob;

interface ItemJobBase extends Unit {
  runId: Id<'run'>;
}

export interface ExecuteJob extends ItemJobBase {
  stage: 'execute';
  /** Put in by the reconciler, which can't know whether the unit was finished in the meantime: look before executing. */
  recheck: boolean;
}

export interface JudgeJob extends ItemJobBase {
  stage: 'judge';
  answer: Answer;
  /** What the run's evaluators have said so far. */
  scores: Score[];
  /** Which of the run's evaluators is to judge, by its place in the run's list. */
  evaluator: number;
}

/** What a job is known by. */
export type ItemJobKey = ItemJobBase & ({ stage: 'execute' } | { stage: 'judge'; evaluator: number });

/** The id under which a job is queued: one for each unit and stage, so that adding it twice adds it once. */
export function jobIdOf(job: ItemJobKey): string {
  const resultId = resultIdOf(job.runId, job.itemId, job.trial);
  return job.stage === 'execute' ? resultId : `${resultId}.${job.evaluator}`;
}

/**
 * How jobs are kept. Ended jobs are removed: a failed one that stayed would make adding its id again a silent no-op, and
 * its unit would be lost.
 */
export function jobOptions(config: Config): JobsOptions {
  return {
    attempts: config.retryAttempts,
    backoff: { type: 'custom' },
    removeOnComplete: true,
    removeOnFail: true,
    stackTraceLimit: 1,
  };
}
