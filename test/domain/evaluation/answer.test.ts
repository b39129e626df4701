import { describe, expect, test } from 'vitest';
import { evaluatorDefinitions } from '../../../src/domain/evaluation/evaluators.js';
import { valueAt } from '../../../src/domain/evaluation/pointer.js';
import { parseGiven } from '../../../src/domain/execution/parse-given.js';
import { ValidationError } from '../../../src/failures.js';
import { judged, item, scoreOf } from './judging.js';

describe('a pointer', () => {
  // The examples of RFC 6901, section 5.
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'g|h': 4, 'i\\j': 5, 'k"l': 6, ' ': 7, 'm~n': 8 };
  test.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
    ['/foo/2', undefined],
    ['/foo/01', undefined],
    ['/foo/-', undefined],
    ['/foo/length', undefined],
    ['/toString', undefined],
    ['/foo/0/0', undefined],
  ])('%s', (pointer, value) => {
    expect(valueAt(document, pointer)).toEqual(value);
  });

  test('chooses what is judged, in the expected output too where that has the place', () => {
    expect(scoreOf('EXACT_MATCH', { pointer: '/total' }, { total: 5, tax: 1 }, '5')).toBe(1);
    expect(scoreOf('EXACT_MATCH', { pointer: '/total' }, { total: 5, tax: 1 }, { total: 5, tax: 2 })).toBe(1);
    expect(scoreOf('EXACT_MATCH', { pointer: '/total' }, { total: 5 }, { total: null, tax: 2 })).toBeUndefined();
  });

  test('to a place that the output has not is no answer', () => {
    expect(judged('EXACT_MATCH', { pointer: '/total' }, { tax: 1 }, item('5'))).toMatchObject({
      value: 0,
      explanation: 'No answer: the output has nothing at /total.',
    });
  });
});

describe('an extracting pattern', () => {
  test('takes the last match: its first group, or all of it', () => {
    expect(scoreOf('EXACT_MATCH', { extract: 'A: (\\d+)' }, 'A: 1\nA: 2\n', '2')).toBe(1);
    expect(scoreOf('EXACT_MATCH', { extract: '\\d+' }, '1 and 2', '2')).toBe(1);
    expect(scoreOf('EXACT_MATCH', { extract: 'A: (\\d+)|none' }, 'none', 'none')).toBe(1);
  });

  test('passes over matches of nothing', () => {
    expect(scoreOf('EXACT_MATCH', { extract: '\\d*' }, 'it is 42.', '42')).toBe(1);
    expect(scoreOf('EXACT_MATCH', { extract: '.*' }, 'it\nis', 'is')).toBe(1);
  });

  test('without a match there is no answer', () => {
    expect(judged('EXACT_MATCH', { extract: 'A: (.*)' }, 'I do not know', item(''))).toMatchObject({
      value: 0,
      passed: false,
      error: null,
    });
  });

  test('is applied to the output alone', () => {
    expect(scoreOf('EXACT_MATCH', { extract: 'A: (.*)' }, 'A: 1', 'A: 1')).toBe(0);
    expect(scoreOf('EXACT_MATCH', { extract: 'A: (.*)' }, 'A: 1', '1')).toBe(1);
  });

  test('reads what is not text as JSON', () => {
    expect(scoreOf('EXACT_MATCH', { extract: '"total":(\\d+)' }, { total: 18 }, 18)).toBe(1);
  });

  test('may use escapes of either syntax', () => {
    expect(scoreOf('EXACT_MATCH', { extract: '#### (\\-?[0-9\\.\\,]+)' }, '#### -1,000', -1000)).toBe(1);
    expect(scoreOf('EXACT_MATCH', { extract: '\\p{Lu}+' }, 'the ÄÖ', 'ÄÖ')).toBe(1);
  });
});

describe('a configuration that does not fit names its field', () => {
  test.each([
    ['EXACT_MATCH', { pointer: 'total' }, 'configuration.pointer'],
    ['EXACT_MATCH', { pointer: '/a~2' }, 'configuration.pointer'],
    ['EXACT_MATCH', { extract: '(' }, 'configuration.extract'],
    ['EXACT_MATCH', { extract: '' }, 'configuration.extract'],
    ['EXACT_MATCH', { normalize: ['trim', 'everything'] }, 'configuration.normalize[1]'],
    ['EXACT_MATCH', { rubric: 'x' }, 'configuration.rubric'],
    ['GROUNDING', { document: 'text' }, 'configuration.document'],
    ['JSON_SCHEMA', {}, 'configuration.schema'],
    ['JSON_SCHEMA', { schema: { type: 'strin' } }, 'configuration.schema'],
    ['JSON_SCHEMA', { schema: { $ref: 'https://example.com/other' } }, 'configuration.schema'],
    ['CONTAINS', { text: '' }, 'configuration.text'],
    ['CONTAINS', { text: [] }, 'configuration.text'],
    ['REGEX', {}, 'configuration.pattern'],
    ['REGEX', { pattern: '[' }, 'configuration.pattern'],
    ['REGEX', { pattern: 'a', flags: 'y' }, 'configuration.flags'],
    ['NUMERIC', { absoluteTolerance: -1 }, 'configuration.absoluteTolerance'],
    ['LEVENSHTEIN', { normalize: 3 }, 'configuration.normalize'],
    ['LLM_JUDGE', { model: 'a:b' }, 'configuration.rubric'],
  ] as const)('%s %j', (kind, configuration, field) => {
    const refused = parseGiven(evaluatorDefinitions[kind].configuration, configuration, 'configuration');
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field });
  });

  test('an unknown field comes with the known ones', () => {
    expect(parseGiven(evaluatorDefinitions.NUMERIC.configuration, { tolerance: 1 }, 'configuration')).toMatchObject({
      message: expect.stringContaining('pointer, extract, normalize, expected, absoluteTolerance, relativeTolerance'),
    });
  });
});
