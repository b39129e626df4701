import { expect, test } from 'vitest';
import { answerOptionsOf, type ComparedAnswerInput, readComparedAnswer } from '../../../src/domain/comparison/compared-answer.js';
import { ValidationError } from '../../../src/failures.js';

test.each<[ComparedAnswerInput, object]>([
  [{ extract: 'A: (.*)' }, { pointer: '', extract: 'A: (.*)', normalize: ['trim', 'number'] }],
  [
    { pointer: '/total', extract: null, normalize: null },
    { pointer: '/total', extract: null, normalize: ['trim', 'number'] },
  ],
  [
    { pointer: '/a~1b', normalize: [] },
    { pointer: '/a~1b', extract: null, normalize: [] },
  ],
  [{ normalize: ['case', 'trim', 'case'] }, { pointer: '', extract: null, normalize: ['trim', 'case'] }],
  [{ extract: 'a/b\n' }, { pointer: '', extract: 'a/b\n', normalize: ['trim', 'number'] }],
  [{}, { pointer: '', extract: null, normalize: ['trim', 'number'] }],
])('%j is stored in one way, with its defaults', (given, stored) => {
  expect(readComparedAnswer(given)).toEqual(stored);
});

test.each<ComparedAnswerInput>([{ normalize: [] }, { pointer: '', normalize: ['trim'] }])(
  '%j leaves nothing out, so the whole output is compared',
  (given) => expect(readComparedAnswer(given)).toBeNull(),
);

test.each<[ComparedAnswerInput, string, string]>([
  [{ pointer: 'total' }, 'comparedAnswer.pointer', 'must be a JSON Pointer'],
  [{ extract: 'A: (.*' }, 'comparedAnswer.extract', 'does not compile'],
  [{ extract: '' }, 'comparedAnswer.extract', 'must not be empty'],
  [{ extract: 'x'.repeat(2001) }, 'comparedAnswer.extract', 'at most 2,000 characters'],
])('%j does not fit', (given, field, message) => {
  const refused = readComparedAnswer(given);
  expect(refused).toBeInstanceOf(ValidationError);
  expect(refused).toMatchObject({ field, message: expect.stringContaining(message) });
});

test('what is stored can be read again', () => {
  expect(answerOptionsOf({ comparedAnswer: readComparedAnswer({ pointer: '/a', extract: 'A: (.*)' }) })).toMatchObject({
    pointer: '/a',
    extract: expect.objectContaining({ source: 'A: (.*)' }),
    normalize: ['trim', 'number'],
  });
  expect(answerOptionsOf({ comparedAnswer: null })).toBeNull();
});

test('text that can not be stored as it is becomes storable', () => {
  expect(readComparedAnswer({ pointer: '/\u0000', extract: '\ud800' })).toMatchObject({ pointer: '/\uFFFD', extract: '\uFFFD' });
});
