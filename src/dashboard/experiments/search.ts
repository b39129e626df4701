import { type Stage, type Status, stageLooks, statusLooks } from '../parts/status.js';
import { oneOf, text } from '../search-values.js';

export const experimentTypes = ['EXTRACTION', 'LLM', 'CUSTOM', 'WEBHOOK'] as const;
export const experimentStatuses = ['DRAFT', 'RUNNING', 'COMPLETED', 'PARTIAL_SUCCESS', 'FAILED'] as const satisfies Status[];
export const experimentStages = Object.keys(stageLooks) as Stage[];

/** What the address says of the list of experiments. What is left out does not restrict. */
export interface ExperimentsSearch {
  search?: string;
  type?: (typeof experimentTypes)[number];
  status?: (typeof experimentStatuses)[number];
  stage?: Stage;
}

export function experimentsSearch(given: Record<string, unknown>): ExperimentsSearch {
  return {
    search: text(given.search),
    type: oneOf(experimentTypes, given.type),
    status: oneOf(experimentStatuses, given.status),
    stage: oneOf(experimentStages, given.stage),
  };
}

/** The name of a status as a filter offers it. */
export function statusLabel(status: Status): string {
  return statusLooks[status].label;
}
