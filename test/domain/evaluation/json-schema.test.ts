import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.js';
import { item, judged, scoreOf } from './judging.js';

const schema: JsonObject = {
  type: 'object',
  properties: { total: { type: 'number' }, date: { type: 'string', format: 'date' } },
  required: ['total'],
  additionalProperties: false,
};

test('an answer is valid or not, and the first error says where', () => {
  expect(scoreOf('JSON_SCHEMA', { schema }, { total: 9, date: '2018-12-25' })).toBe(1);
  expect(judged('JSON_SCHEMA', { schema }, { total: '9' }, item())).toMatchObject({
    value: 0,
    passed: false,
    explanation: '/total must be number.',
  });
  expect(judged('JSON_SCHEMA', { schema }, {}, item())).toMatchObject({
    value: 0,
    explanation: "The answer must have required property 'total'.",
  });
  expect(judged('JSON_SCHEMA', { schema }, { total: 9, date: '25/12/2018' }, item())).toMatchObject({
    value: 0,
    explanation: '/date must match format "date".',
  });
});

test('text is judged as it is, and else as the JSON that it holds', () => {
  expect(scoreOf('JSON_SCHEMA', { schema }, '{"total": 9}')).toBe(1);
  expect(scoreOf('JSON_SCHEMA', { schema, extract: '```json\\s*([\\s\\S]*?)```' }, 'Here:\n```json\n{"total": 9}\n```')).toBe(1);
  expect(scoreOf('JSON_SCHEMA', { schema: { type: 'string' } }, '{"total": 9}')).toBe(1);
  expect(scoreOf('JSON_SCHEMA', { schema }, 'nothing')).toBe(0);
});

test('a schema is of draft 2020-12, or of draft-07 where it says so', () => {
  expect(scoreOf('JSON_SCHEMA', { schema: { prefixItems: [{ type: 'string' }] } }, [1])).toBe(0);
  const tuple = { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }] };
  expect(scoreOf('JSON_SCHEMA', { schema: tuple }, [1])).toBe(0);
});

test('several patterns are kept apart', () => {
  const patterns = {
    properties: { a: { pattern: '^a+$' }, b: { pattern: '^b+$' } },
    patternProperties: { '^x': { type: 'number' } },
  };
  expect(scoreOf('JSON_SCHEMA', { schema: patterns }, { a: 'aa', b: 'bb', x: 1 })).toBe(1);
  expect(scoreOf('JSON_SCHEMA', { schema: patterns }, { a: 'aa', b: 'aa' })).toBe(0);
  expect(scoreOf('JSON_SCHEMA', { schema: patterns }, { a: 'bb', b: 'bb' })).toBe(0);
  expect(scoreOf('JSON_SCHEMA', { schema: patterns }, { x: '1' })).toBe(0);
});

test('two schemas may have the same $id', () => {
  expect(scoreOf('JSON_SCHEMA', { schema: { $id: 'https://example.com/a', type: 'string' } }, 'x')).toBe(1);
  expect(scoreOf('JSON_SCHEMA', { schema: { $id: 'https://example.com/a', type: 'number' } }, 'x')).toBe(0);
});
