import { expect, test } from 'vitest';
import {
  type AnswerDraft,
  answerDraftOf,
  answerInput,
  newAnswer,
  uncounted,
} from '../../src/dashboard/experiment/answer-draft.js';

test('all of an output is compared as it is, until something of it is chosen', () => {
  expect(answerInput(newAnswer)).toBeNull();
  expect(uncounted(newAnswer)).toEqual([]);
  expect(answerInput({ ...newAnswer, normalize: ['CASE'] })).toEqual({
    pointer: null,
    extract: null,
    normalize: ['TRIM', 'CASE'],
  });
});

test('of a part, how numbers are written does not count, unless somebody has chosen otherwise', () => {
  const part: AnswerDraft = { ...newAnswer, pointer: '/total' };
  expect(uncounted(part)).toEqual(['NUMBER']);
  expect(answerInput(part)).toEqual({ pointer: '/total', extract: null, normalize: ['TRIM', 'NUMBER'] });
  expect(answerInput({ ...part, normalize: [] })).toEqual({ pointer: '/total', extract: null, normalize: ['TRIM'] });
});

test('what the API has comes back as it was, and what nobody chose goes with what it was for', () => {
  const stored = { pointer: '/total', extract: 'A: (.*)', normalize: ['TRIM' as const, 'CASE' as const] };
  expect(answerInput(answerDraftOf(stored))).toEqual(stored);
  const byDefault = answerDraftOf({ pointer: '/total', extract: null, normalize: ['TRIM', 'NUMBER'] });
  expect(answerInput({ ...byDefault, pointer: '' })).toBeNull();
  expect(answerDraftOf(null)).toEqual(newAnswer);
});
