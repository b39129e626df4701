import { type AnswerDraft, newAnswer } from '../experiment/answer-draft.js';
import { newSetup, type SetupDraft } from '../setup/setup-draft.js';
import { type ConfigurationDraft, emptyDraft } from '../variants/configuration-draft.js';
import type { ConfigurationType } from '../variants/parameter-fields.js';
import type { EvaluatorKind } from './generated.js';

export interface VariantDraft {
  key: number;
  name: string;
  configuration: ConfigurationDraft;
}

export interface EvaluatorDraft {
  key: number;
  name: string;
  kind: EvaluatorKind;
  /** 0 to 1; empty: the default of the kind. */
  threshold: string;
  configuration: ConfigurationDraft;
}

/** A new experiment while it is being written: texts as they stand in their fields. */
export interface ExperimentDraft extends SetupDraft {
  name: string;
  description: string;
  type: ConfigurationType;
  variants: readonly VariantDraft[];
  /** Whether the first variant is what all others will be compared with. Of the type WEBHOOK it always is. */
  baseline: boolean;
  evaluators: readonly EvaluatorDraft[];
  answer: AnswerDraft;
  start: boolean;
  trials: string;
}

export const newDraft: ExperimentDraft = {
  ...newSetup,
  name: '',
  description: '',
  type: 'LLM',
  variants: [{ key: 1, name: '', configuration: emptyDraft }],
  baseline: false,
  evaluators: [{ key: 1, name: 'exact match', kind: 'EXACT_MATCH', threshold: '', configuration: emptyDraft }],
  answer: newAnswer,
  start: true,
  trials: '1',
};

/** Whether the first variant is to be the baseline. */
export function hasBaseline({ type, baseline }: Pick<ExperimentDraft, 'type' | 'baseline'>): boolean {
  return type === 'WEBHOOK' || baseline;
}

/** The variants to begin with: where there is a baseline, that alone. All others branch from it later. */
export function firstVariants(draft: ExperimentDraft): readonly VariantDraft[] {
  return hasBaseline(draft) ? draft.variants.slice(0, 1) : draft.variants;
}

/** A number that names one more entry of a list. */
export function nextKey(entries: readonly { key: number }[]): number {
  return Math.max(0, ...entries.map(({ key }) => key)) + 1;
}
