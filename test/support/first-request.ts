import type { ExecutionRequest } from '../../src/domain/execution/executor.js';
import type { Id } from '../../src/ids.js';

export const sampleResultId: Id<'result'> = '01890000-0000-8000-8000-000000000001';

/** The first attempt at the first trial of an item, which nobody gives up unless a signal of the test's says so. */
export function firstRequest({
  plan,
  item,
  resultId = sampleResultId,
  signal = new AbortController().signal,
}: Pick<ExecutionRequest, 'plan' | 'item'> & Partial<Pick<ExecutionRequest, 'resultId' | 'signal'>>): ExecutionRequest {
  return { runId: '01890000-0000-7000-8000-000000000002', plan, item, trial: 0, resultId, attempt: 1, retries: 0, signal };
}
