import type { ComparedAnswerInput, ExperimentToEditFragment, Normalization } from './generated.js';

/** Which part of an output is the answer that is compared, while it is being written. */
export interface AnswerDraft {
  /** A JSON Pointer; empty: all of the output. */
  pointer: string;
  /** A regular expression over that; empty: none. */
  extract: string;
  /** Which differences don’t count, where somebody has chosen that. White space at both ends never does. */
  normalize: readonly Normalization[] | null;
}

export const newAnswer: AnswerDraft = { pointer: '', extract: '', normalize: null };

/** The differences that may be told not to count, as the form says them. */
export const differenceLabels: Record<Exclude<Normalization, 'TRIM'>, string> = {
  NUMBER: 'How numbers are written, as 1,000 and 1000',
  CASE: 'Upper and lower case',
  WHITESPACE: 'How much white space, and of which kind',
  PUNCTUATION: 'Punctuation',
  DATE: 'How dates are written',
};

/** Which differences don’t count: where nobody has chosen, those that the API takes. */
export function uncounted({ pointer, extract, normalize }: AnswerDraft): readonly Normalization[] {
  return normalize ?? (pointer === '' && extract === '' ? [] : ['NUMBER']);
}

/** The answer as the API takes it; null: all of the output, as it is. */
export function answerInput(answer: AnswerDraft): ComparedAnswerInput | null {
  const { pointer, extract } = answer;
  const normalize = uncounted(answer);
  if (pointer === '' && extract === '' && normalize.length === 0) return null;
  return { pointer: pointer || null, extract: extract || null, normalize: ['TRIM', ...normalize] };
}

/** What a form begins with, of what the API has. */
export function answerDraftOf(stored: ExperimentToEditFragment['comparedAnswer']): AnswerDraft {
  if (!stored) return newAnswer;
  const { pointer, extract, normalize } = stored;
  const chosen = normalize.filter((each) => each !== 'TRIM');
  const draft = { pointer, extract: extract ?? '', normalize: null };
  const isByDefault = chosen.join() === uncounted(draft).join();
  return { ...draft, normalize: isByDefault ? null : chosen };
}
