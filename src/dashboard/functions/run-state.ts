import type { FunctionRunStatus } from './generated.js';

/** Moments of a function run, as ISO 8601. */
interface RunMoments {
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
}

/** Whether something may still come of a run by itself. */
export function isUnderWay(status: FunctionRunStatus): boolean {
  switch (status) {
    case 'PENDING':
    case 'RUNNING':
      return true;
    case 'COMPLETED':
    case 'FAILED':
    case 'CANCELLED':
      return false;
  }
}

/** Whether `retryFunctionRun` goes on with a run. */
export function isRetriable(status: FunctionRunStatus): boolean {
  return status === 'FAILED' || status === 'CANCELLED';
}

/** From when the event was received to when a worker first began it, in milliseconds; null before. */
export function waitedMs({ createdAt, startedAt }: RunMoments): number | null {
  return startedAt === null ? null : between(createdAt, startedAt);
}

/** From when a worker first began it to its end, in milliseconds; null before that, and where it was cancelled before it began. */
export function tookMs({ startedAt, completedAt }: RunMoments): number | null {
  return startedAt === null || completedAt === null ? null : between(startedAt, completedAt);
}

/** Never less than 0: clocks of two machines differ. */
function between(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from));
}
