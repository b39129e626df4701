import type { BaselineSource } from './generated.js';

/** What a run is held against, as the small label beside its figures says it. */
export const sourceLabels: Record<BaselineSource, string> = {
  EXPLICIT: 'vs chosen run',
  MARKED_BASELINE: 'vs marked baseline',
  PRIOR_RUN: 'vs prior run',
};
