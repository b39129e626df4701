import { describe, expect, test } from 'vitest';
import { checkJsonSchema } from '../../../src/domain/schemas/json-schema.js';
import { ValidationError } from '../../../src/failures.js';
import type { Json } from '../../../src/json.js';

const invoice = {
  type: 'object',
  properties: {
    total: { type: 'number' },
    date: { type: 'string', format: 'date' },
    lines: { type: 'array', items: { $ref: '#/$defs/line' } },
  },
  required: ['total'],
  $defs: { line: { type: 'object', properties: { sku: { type: 'string', pattern: '^[A-Z]{3}\\d+$' } } } },
};
const draft7 = 'http://json-schema.org/draft-07/schema#';

describe('what describes an object is taken as it is', () => {
  test.each<[string, Json]>([
    ['draft 2020-12, unnamed', invoice],
    ['draft 2020-12, named', { ...invoice, $schema: 'https://json-schema.org/draft/2020-12/schema' }],
    [
      'draft-07',
      {
        $schema: draft7,
        type: 'object',
        properties: { pair: { type: 'array', items: [{ type: 'string' }, { type: 'number' }] } },
      },
    ],
    [
      'keywords and formats that mean nothing',
      { type: 'object', 'x-order': 3, properties: { a: { type: 'string', format: 'isbn' } } },
    ],
    [
      'a property that is called pattern',
      { type: 'object', properties: { pattern: { type: 'string' }, $ref: { type: 'string' } } },
    ],
    ['a property that is named as a part of every object', { type: 'object', properties: { constructor: { type: 'string' } } }],
  ])('%s', (_, schema) => {
    expect(checkJsonSchema(schema)).toBe(schema);
  });
});

describe('the error names where it is wrong', () => {
  const root = (properties: Json): Json => ({ type: 'object', properties });
  test.each<[string, Json, RegExp]>([
    ['jsonSchema', 'object', /give an object/],
    ['jsonSchema', [], /give an object/],
    ['jsonSchema', null, /give an object/],
    ['jsonSchema', { ...invoice, description: 'x'.repeat(200_000) }, /at most 131072/],
    ['jsonSchema.type', {}, /"type": "object"/],
    ['jsonSchema.type', { type: 'array', items: invoice }, /"type": "object"/],
    ['jsonSchema.type', { type: ['object', 'null'] }, /"type": "object"/],
    ['jsonSchema.$schema', { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' }, /draft-07/],
    ['jsonSchema.$schema', { $schema: 7, type: 'object' }, /draft-07/],
    ['jsonSchema.$async', { $async: true, type: 'object' }, /Leave it out/],
    ['jsonSchema.properties', { type: 'object', properties: 3 }, /must be object/],
    ['jsonSchema.properties.total.type', root({ total: { type: 'money' } }), /allowed values: array, boolean/],
    ['jsonSchema.properties.a/b~c.minLength', root({ 'a/b~c': { minLength: -1 } }), />= 0/],
    [
      'jsonSchema.properties.lines.items.allOf[1].required',
      root({ lines: { items: { allOf: [{}, { required: 'sku' }] } } }),
      /must be array/,
    ],
    [
      'jsonSchema.properties.lines.items.$ref',
      root({ total: {}, lines: { items: { $ref: '#/$defs/line' } } }),
      /can't resolve reference/,
    ],
    ['jsonSchema.properties.other.$ref', root({ other: { $ref: 'http://127.0.0.1:1/schema.json' } }), /can't resolve reference/],
    ['jsonSchema.properties.lines.anyOf[1].pattern', root({ lines: { anyOf: [{}, { pattern: '(' }] } }), /Unterminated group/],
    ['jsonSchema.properties.kind.enum', root({ kind: { enum: [] } }), /non-empty/],
    [
      'jsonSchema.properties.pair.items',
      root({ pair: { type: 'array', items: [{ type: 'string' }] } }),
      /must be object,boolean/,
    ],
  ])('%s', (field, schema, message) => {
    const refused = checkJsonSchema(schema);
    expect(refused).toBeInstanceOf(ValidationError);
    expect(refused).toMatchObject({ field, message: expect.stringMatching(message) });
  });
});
