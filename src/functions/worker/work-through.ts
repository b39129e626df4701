import type { RunJob } from '../../domain/functions/hand-out.js';
import type { Id } from '../../ids.js';
import type { Over } from '../attempt/flow.js';
import { type Pace, sharedJobMs } from './pace.js';

/** What a job has not begun in so many milliseconds is not left to it: it has taken twice what was thought. */
const longestShareMs = 2 * sharedJobMs;

export interface JobServices {
  pace: Pace;
  /** Whether somebody was at the job before. */
  isRedelivered: boolean;
  /** Whether the process is to begin no more. */
  isDraining(): boolean;
  /** Makes one attempt at a run; null where it is not the job's any more. */
  attempt(run: Id<'functionRun'>): Promise<Over | null>;
  /** Gives those of these runs that nobody has begun jobs of their own, which are next in the queue. */
  split(runs: Id<'functionRun'>[]): Promise<void>;
}

/**
 * Works on the runs of a job, one after the other. When they take longer than was thought, or one is not done with, or may have ended
 * the process, those after it get jobs of their own.
 *
 * @returns how the attempt was over whose run the job is to go on with; null where it has none left.
 */
export async function workThrough(
  { functionId, runs }: RunJob,
  { pace, isRedelivered, isDraining, attempt, split }: JobServices,
): Promise<Extract<Over, { kind: 'RETRY' | 'YIELD' }> | null> {
  const waiting = [...runs];
  const splitting: Promise<void>[] = [];
  const splitRest = (): void => {
    if (waiting.length === 0) return;
    const parting = split(waiting.splice(0));
    // It is waited for at the end; until then, nobody would hear that it failed.
    parting.catch(() => undefined);
    splitting.push(parting);
  };
  if (isRedelivered && waiting.length > 1) await split(waiting.slice(1));
  let started = 0;
  const timer = setTimeout(() => {
    if (waiting.length > 0) pace.note(functionId, performance.now() - started);
    splitRest();
  }, longestShareMs);
  try {
    for (let run = waiting.shift(); run !== undefined; run = isDraining() ? undefined : waiting.shift()) {
      started = performance.now();
      const over = await attempt(run);
      if (over) pace.note(functionId, performance.now() - started);
      if (over?.kind === 'RETRY' || over?.kind === 'YIELD') return over;
      // The run was cancelled, or the job has come to somebody else, who is then at the others, too.
      if (over?.kind === 'SUPERSEDED') return null;
    }
    return null;
  } finally {
    clearTimeout(timer);
    splitRest();
    await Promise.all(splitting);
  }
}
