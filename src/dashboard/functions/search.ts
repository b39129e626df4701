import { numberWithin, oneOf, text } from '../search-values.js';

export const functionRunStatuses = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;

/** What the address says of the list of function runs. */
export interface FunctionRunsSearch {
  function?: string;
  status?: (typeof functionRunStatuses)[number];
  event?: string;
  liveExperiment?: string;
  variant?: string;
}

export function functionRunsSearch(given: Record<string, unknown>): FunctionRunsSearch {
  return {
    function: text(given.function),
    status: oneOf(functionRunStatuses, given.status),
    event: text(given.event),
    liveExperiment: text(given.liveExperiment),
    variant: text(given.variant),
  };
}

/** What the address says of a function run: the position of the step that is open. */
export interface FunctionRunSearch {
  step?: number;
}

export function functionRunSearch(given: Record<string, unknown>): FunctionRunSearch {
  return { step: numberWithin(0, Number.MAX_SAFE_INTEGER, given.step) };
}
