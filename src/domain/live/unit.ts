import { createHash } from 'node:crypto';
import type { Id } from '../../ids.js';

/** What is counted once where a value was chosen by: 16 bytes of its SHA-256 with the live experiment's id, so that the value itself is not stored. */
export function unitOfKey(liveExperimentId: Id<'liveExperiment'>, key: string): Buffer {
  return createHash('sha256').update(`${liveExperimentId}/${key}`).digest().subarray(0, 16);
}

/** What is counted once where the run was chosen by: its id. */
export function unitOfRun(runId: Id<'functionRun'>): Buffer {
  return Buffer.from(runId.replaceAll('-', ''), 'hex');
}

/** What is counted once where a score came for a variant alone: the score itself. */
export function unitOfScore(scoreId: string): Buffer {
  return unitOfRun(scoreId);
}
