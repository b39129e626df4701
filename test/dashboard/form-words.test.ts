import { expect, test } from 'vitest';
import {
  isWithin,
  misfitOfCount,
  misfitOfLength,
  misfitOfName,
  misfitOfShare,
  misfitOfWhole,
  wordsAtField,
} from '../../src/dashboard/form-words.js';

test.each([
  ['configuration.model', 'configuration.model is missing.', 'Model', '', '“Model” is missing.'],
  [
    'name',
    'name is empty. Give 1 to 200 characters.',
    'Name of the copy',
    '',
    '“Name of the copy” is empty. Give 1 to 200 characters.',
  ],
  ['configuration.top_p', 'configuration.top_p: give at most 1, not 3.', 'Top p', '', 'Give at most 1, not 3.'],
  ['extract', 'extract: does not compile: Nothing to repeat.', 'Extract', '', '“Extract”: does not compile: Nothing to repeat.'],
  [
    'configuration.stop[0]',
    'configuration.stop[0]: give a text, not 3.',
    'Configuration',
    'stop[0]',
    '“stop[0]”: give a text, not 3.',
  ],
  ['tasks.sample.size', 'Version 1 of the dataset has 6 items.', 'How many items', '', 'Version 1 of the dataset has 6 items.'],
])('what the API says of %s is said in the words of the form', (field, message, label, inside, words) => {
  expect(wordsAtField({ field, message }, label, inside)).toBe(words);
});

test('a problem belongs to a field where its path is that of the field, or of something inside of it', () => {
  expect(isWithin('steps[0].parameters', 'steps')).toBe(true);
  expect(isWithin('tasks.sample.size', 'tasks')).toBe(true);
  expect(isWithin('name', 'name')).toBe(true);
  expect(isWithin('namesake', 'name')).toBe(false);
});

test('names are counted as the API counts them', () => {
  expect(misfitOfName('  ')).toBe('Give it a name.');
  expect(misfitOfName(` ${'🦊'.repeat(200)} `)).toBeNull();
  expect(misfitOfName('a'.repeat(201))).toBe('This has 201 characters: give 200 at most.');
  expect(misfitOfLength('a'.repeat(10_001), 10_000)).toBe('This has 10,001 characters: give 10,000 at most.');
});

test('what counts is a whole number from 1 that the API can hold', () => {
  expect(['1', ' 20 ', '2147483647'].map(misfitOfCount)).toEqual([null, null, null]);
  for (const text of ['', '0', '-1', '1.5', 'many', '2147483648'])
    expect(misfitOfCount(text), text).toBe('Give a whole number from 1.');
});

test('a whole number between bounds is one of those that are told', () => {
  expect(['0', '24', ' 720 '].map((text) => misfitOfWhole(text, 0, 720))).toEqual([null, null, null]);
  for (const text of ['', ' ', '-1', '0.5', 'many', '721'])
    expect(misfitOfWhole(text, 0, 720), text).toBe('Give a whole number from 0 to 720.');
  expect(misfitOfWhole('999', 1000, 3_600_000)).toBe('Give a whole number from 1,000 to 3,600,000.');
});

test('a share is a number from 0 to 1, or left out', () => {
  expect(['', '0', '0.5', '1'].map(misfitOfShare)).toEqual([null, null, null, null]);
  for (const text of ['-0.1', '1.01', 'half']) expect(misfitOfShare(text), text).toBe('Give a number from 0 to 1.');
});
