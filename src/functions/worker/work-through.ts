import type { RunJob } from '../../domain/functions/hand-out.js';
import type { Id } from '../../ids.js';
import type { Over } from '../attempt/flow.js';
import { type Pace, sharedJobMs } from './pace.js';

/** What a job has not begun in so many milliseconds is not left to it: it has taken twice what was thought. */
const longestShareMs = 2 * sharedJobMs;

export interface JobServices {
  pace: Pace;
  /** Makes one attempt at a run; null where it is not the job's any more. */
  attempt(run: Id<'functionRun'>): Promise<Over | null>;
  /** Has others hand out these runs anew. */
  takeBack(runs: Id<'functionRun'>[]): Promise<void>;
}

/**
 * Works on the runs of a job, one after the other. When they take longer than was thought, or one is not done with, those that have
 * not begun are taken back, so that none waits for another while a worker is free.
 *
 * @returns how the attempt was over whose run the job is to go on with; null where it has none left.
 */
export async function workThrough(
  { functionId, runs }: RunJob,
  { pace, attempt, takeBack }: JobServices,
): Promise<Extract<Over, { kind: 'RETRY' | 'YIELD' }> | null> {
  const waiting = [...runs];
  const takingBack: Promise<void>[] = [];
  const takeBackRest = (): void => {
    if (waiting.length === 0) return;
    const taking = takeBack(waiting.splice(0));
    // It is waited for at the end; until then, nobody would hear that it failed.
    taking.catch(() => undefined);
    takingBack.push(taking);
  };
  let started = 0;
  const timer = setTimeout(() => {
    if (waiting.length > 0) pace.note(functionId, performance.now() - started);
    takeBackRest();
  }, longestShareMs);
  try {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
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
    takeBackRest();
    await Promise.all(takingBack);
  }
}
