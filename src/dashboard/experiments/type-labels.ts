import type { ExperimentType } from './generated.js';

/** What an experiment of each type compares, in a word or two. */
export const typeLabels: Record<ExperimentType, string> = {
  EXTRACTION: 'Extraction',
  LLM: 'LLM',
  CUSTOM: 'Custom',
  WEBHOOK: 'Your app',
};
