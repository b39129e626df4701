import { ErrorCode } from 'bullmq';
import type { ItemQueue } from './queue-store.js';

/** Has a job that waits tried at once. One that does not wait is left alone: it is queued, at work, or done. */
export async function wake(queue: ItemQueue, jobId: string): Promise<void> {
  const job = await queue.getJob(jobId);
  try {
    await job?.promote();
  } catch (error) {
    if (!isNotWaiting(error)) throw error;
  }
}

function isNotWaiting(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === ErrorCode.JobNotExist || code === ErrorCode.JobNotInState;
}
