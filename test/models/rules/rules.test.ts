import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/json.js';
import { extractByRules, isRulesStrategy, type RulesStrategy, rulesStrategies } from '../../../src/models/rules/rules.js';

const strategies = Object.keys(rulesStrategies).filter(isRulesStrategy);

/** What a strategy makes of a document for a schema with these properties. */
function extract(strategy: RulesStrategy, properties: JsonObject, ...lines: string[]): JsonObject {
  return extractByRules(strategy, { type: 'object', properties }, lines.join('\n'));
}

describe('what the strategies have in common', () => {
  test.each(strategies)('%s: a label is found whatever its case, spacing and punctuation', (strategy) => {
    const properties = { invoiceNumber: { type: 'string' } };
    for (const label of ['INVOICE NUMBER:', 'Invoice-Number', 'invoiceNumber =', 'invoice number ......']) {
      expect(extract(strategy, properties, `${label} A-17`)).toEqual({ invoiceNumber: 'A-17' });
    }
  });

  test.each(strategies)('%s: the title, x-labels and quoted words of the description are labels too', (strategy) => {
    const properties = {
      a: { type: 'number', title: 'Net weight' },
      b: { type: 'number', 'x-labels': ['Gross (kg)'] },
      c: { type: 'number', description: 'The weight of the box, printed as "Tara".' },
    };
    expect(extract(strategy, properties, 'Net weight: 12.50', 'Gross kg: 14', 'TARA: 1.50')).toEqual({ a: 12.5, b: 14, c: 1.5 });
  });

  test.each(strategies)('%s: numbers come as numbers, dates as ISO dates, choices as the schema spells them', (strategy) => {
    const properties = {
      total: { type: 'number' },
      pieces: { type: 'integer' },
      day: { type: 'string', format: 'date' },
      printed: { type: 'string', format: 'date-time' },
      state: { enum: ['Paid', 'Open', 3] },
      gift: { type: 'boolean' },
    };
    const document = [
      'Total: 1,234.50',
      'Pieces: 12',
      'Day: 3 March 2025',
      'Printed: 04/03/2025 1:05 PM',
      'State: PAID',
      'Gift: yes',
    ];
    expect(extract(strategy, properties, ...document)).toEqual({
      total: 1234.5,
      pieces: 12,
      day: '2025-03-03',
      printed: '2025-03-04T13:05:00Z',
      state: 'Paid',
      gift: true,
    });
  });

  test.each(strategies)('%s: strings stay as written', (strategy) => {
    const properties = { date: { type: 'string' }, total: { type: 'string' } };
    expect(extract(strategy, properties, 'Date: 25/12/18 8:13 PM', 'Total: $8.20')).toEqual({ date: '25/12/18', total: '$8.20' });
  });

  test.each(strategies)('%s: what is missing is left out, or null where the schema allows it', (strategy) => {
    const properties = {
      total: { type: 'number' },
      tip: { type: ['number', 'null'] },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      state: { enum: ['open', null] },
    };
    expect(extract(strategy, properties, 'nothing of the kind')).toEqual({ tip: null, note: null, state: null });
  });

  test.each(strategies)('%s: objects within objects are filled, and lists of scalars hold every labelled value', (strategy) => {
    const properties = {
      customer: { type: 'object', properties: { id: { type: 'string' }, note: { type: 'string' } } },
      tag: { type: 'array', items: { type: 'string' } },
      positions: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } },
    };
    const document = ['Customer ID: C-9', 'Tag: red', 'Tag: blue', 'Tag: red', 'Price: 3.00'];
    expect(extract(strategy, properties, ...document)).toEqual({ customer: { id: 'C-9' }, tag: ['red', 'blue'] });
  });

  test.each(strategies)('%s: a field does not take what stands at the longer label of another', (strategy) => {
    const properties = { total: { type: 'number' }, itemTotal: { type: 'number' } };
    expect(extract(strategy, properties, 'Total: 7.00', 'Item total: 9.00')).toEqual({ total: 7, itemTotal: 9 });
  });

  test.each(strategies)('%s: a pattern decides what a value may look like', (strategy) => {
    const properties = { lot: { type: 'string', pattern: '^[A-Z]{2}\\d{3}$' } };
    expect(extract(strategy, properties, 'Lot: unknown', 'Lot: AB123.')).toEqual({ lot: 'AB123' });
  });

  test.each(strategies)('%s: references within the schema are followed, also those that lead in a circle', (strategy) => {
    const schema = {
      type: 'object',
      properties: { total: { $ref: '#/$defs/money' }, parent: { $ref: '#' }, lost: { $ref: '#/$defs/none' } },
      $defs: { money: { type: 'number' } },
    };
    expect(extractByRules(strategy, schema, 'total: 5.00')).toMatchObject({ total: 5 });
  });

  test('a schema that only leads to itself, in many ways, ends', () => {
    const properties = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`p${index}`, { $ref: '#' }]));
    expect(extract('lines', properties, 'p1: 1')).toEqual({});
  });

  test.each(strategies)('%s: signs that mean something in a regular expression mean nothing in a label', (strategy) => {
    const properties = { a: { type: 'number', 'x-labels': ['(a+)+$', '[', '.*', '\\d{'] } };
    expect(extract(strategy, properties, 'A A: 4.00')).toEqual({ a: 4 });
  });
});

describe('what sets them apart', () => {
  const properties = {
    vendor: { type: 'string' },
    total: { type: 'number' },
    date: { type: 'string', format: 'date' },
    currency: { enum: ['EUR', 'MYR'] },
  };

  test('labels takes the first labelled value, lines the last, shapes the largest', () => {
    const document = ['Total: 10.00', 'Total: 12.00', 'Total: 0.50'];
    expect(strategies.map((strategy) => extract(strategy, properties, ...document).total)).toEqual([10, 0.5, 12]);
  });

  test('labels does not look below a label, lines and shapes do', () => {
    expect(strategies.map((strategy) => extract(strategy, properties, 'TOTAL', '153.35').total)).toEqual([
      undefined,
      153.35,
      153.35,
    ]);
  });

  test('lines keeps to the column of a table', () => {
    const table = ['Order      Date          Due', 'A-1        2025-03-01    2025-04-01'];
    expect(extract('lines', properties, ...table)).toMatchObject({ date: '2025-03-01' });
    expect(extract('lines', { due: { type: 'string', format: 'date' } }, ...table)).toEqual({ due: '2025-04-01' });
  });

  test('shapes needs no label where the value tells', () => {
    const receipt = [
      '* * *',
      'Oak Street Books Ltd (12345-X)',
      '12 Oak Street',
      'Kuala Lumpur',
      '',
      '3 Mar 2025 10:41',
      'RM 12.00',
    ];
    const fields = { ...properties, address: { type: 'string' } };
    expect(extract('shapes', fields, ...receipt)).toEqual({
      vendor: 'Oak Street Books Ltd',
      date: '2025-03-03',
      currency: 'MYR',
      address: '12 Oak Street Kuala Lumpur',
    });
    expect(extract('labels', fields, ...receipt)).toEqual({});
  });

  test('shapes prefers the rounded total below the exact one, and no total that is only a part', () => {
    const receipt = ['SUB-TOTAL 31.98', 'TOTAL 33.92', 'ROUNDING -0.02', 'TOTAL ROUNDED 33.90', 'TOTAL TAX 1.92'];
    expect(extract('shapes', properties, ...receipt).total).toBe(33.9);
  });

  test('shapes joins a name whose legal form stands in a line of its own', () => {
    expect(extract('shapes', properties, 'RIVERBEND POTTERY', 'PTY LTD', '1 Quay Road').vendor).toBe('RIVERBEND POTTERY PTY LTD');
  });
});

describe('whatever the document', () => {
  const properties: JsonObject = {
    vendor: { type: 'string' },
    address: { type: ['string', 'null'] },
    total: { type: 'number' },
    count: { type: 'integer' },
    date: { type: 'string', format: 'date' },
    currency: { enum: ['EUR', 'USD'] },
    lot: { type: 'string', pattern: '^[A-Z]+-\\d+$' },
    number: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } },
  };
  const schema: JsonObject = { type: 'object', properties };
  const piece = fc.constantFrom(
    'total',
    'Total:',
    'date',
    'number #',
    '1.00',
    '1,234.5',
    '-',
    '12/03/2025',
    'EUR',
    '$',
    '\n',
    '\t',
    '  ',
    '(',
    ':',
  );
  const document = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }).map((pieces) => pieces.join(' ')),
  );

  test('nothing throws, no key is invented, and the same document gives the same answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...strategies), document, (strategy, text) => {
        const output = extractByRules(strategy, schema, text);
        expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(output)));
        expect(JSON.parse(JSON.stringify(output))).toEqual(output);
        expect(extractByRules(strategy, schema, text)).toEqual(output);
        if ('total' in output) expect(output.total).toBeTypeOf('number');
        if ('count' in output) expect(Number.isInteger(output.count)).toBe(true);
        if ('date' in output) expect(output.date).toMatch(/^\d{4}-\d\d-\d\d$/);
        if ('currency' in output) expect(['EUR', 'USD']).toContain(output.currency);
        if ('lot' in output) expect(output.lot).toMatch(/^[A-Z]+-\d+$/);
      }),
      { numRuns: 200 },
    );
  });

  test('nothing throws whatever the schema', () => {
    const label = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'total', '', '(a+)+$'));
    const property = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          type: fc.constantFrom('string', 'number', 'array', 'object', 'null'),
          pattern: fc.string(),
          enum: fc.jsonValue(),
          items: fc.jsonValue(),
          'x-labels': fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...strategies), fc.dictionary(label, property), document, (strategy, given, text) => {
        const anySchema = JSON.parse(JSON.stringify({ type: 'object', properties: given }));
        const output = extractByRules(strategy, anySchema, text);
        expect(Object.keys(given)).toEqual(expect.arrayContaining(Object.keys(output)));
      }),
      { numRuns: 200 },
    );
  });

  const hostile = [
    'total ',
    'total\n',
    '1',
    '1.1.',
    'total: ',
    '\n',
    ' ',
    'a  ',
    '(',
    '(1',
    '1/1/1/',
    '12 mar ',
    'EUR 1,',
    'A1-',
    'date total -',
    '|',
  ];
  test.each(hostile)('four times as much of %j takes about four times as long', (unit) => {
    const small = unit.repeat(24_000 / unit.length);
    for (const strategy of strategies) {
      const unitCost = Math.min(processorTime(strategy, small), processorTime(strategy, small));
      // Quadratic would be 16 times; the floor keeps the clock's grain out of it.
      expect(processorTime(strategy, small.repeat(4))).toBeLessThan(10 * Math.max(unitCost, 20));
    }
  });

  /** Milliseconds of the processor, so that neighbours on the machine do not count. */
  function processorTime(strategy: RulesStrategy, text: string): number {
    const before = process.cpuUsage();
    extractByRules(strategy, schema, text);
    return process.cpuUsage(before).user / 1000;
  }
});

test('a schema that asks for no object gives an empty one', () => {
  const schemas: JsonObject[] = [{}, { type: 'array', items: { type: 'string' } }, { type: 'object' }];
  for (const schema of schemas) {
    expect(extractByRules('shapes', schema, 'Total: 1.00')).toEqual({});
  }
});
