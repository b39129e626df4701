import type { SelectionStrategy } from './generated.js';

/** How variants are chosen, in a few words. */
export const strategyLabels: Record<SelectionStrategy, string> = {
  BUCKET: 'By weight, for each value',
  WEIGHTED: 'By weight, for each run',
  FIXED: 'Named by the code',
  CUSTOM: 'Computed by the code',
};
