import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { divergentFields, mostValues } from '../../../src/domain/comparison/fields.js';
import { valueAt } from '../../../src/domain/evaluation/pointer.js';
import type { Json } from '../../../src/json.js';

describe('the fields in which outputs differ', () => {
  test('are told by pointer, with what the majority has', () => {
    const fields = divergentFields([
      { total: 12.5, lines: [{ name: 'tea' }], date: '2026-01-02' },
      { total: 12.5, lines: [{ name: 'Tea' }], date: ' 2026-01-02 ' },
      { total: 13, lines: [{ name: 'coffee' }], date: '2026-01-02' },
    ]);
    expect(fields).toEqual([
      {
        pointer: '/total',
        majority: { value: 12.5 },
        values: [{ value: 12.5 }, { value: 12.5 }, { value: 13 }],
        outliers: [false, false, true],
      },
      {
        pointer: '/lines/0/name',
        majority: null,
        values: [{ value: 'tea' }, { value: 'Tea' }, { value: 'coffee' }],
        outliers: [true, true, true],
      },
    ]);
  });

  test('tell a field that is not there from one that is null', () => {
    expect(divergentFields([{ 'a/b': null }, {}, {}])).toEqual([
      { pointer: '/a~1b', majority: null, values: [{ value: null }, null, null], outliers: [true, false, false] },
    ]);
  });

  test('where one has a value and others have objects, are what each has there', () => {
    expect(divergentFields([{ a: 5 }, { a: { b: 1 } }, { a: { b: 2 } }, {}])).toEqual([
      {
        pointer: '/a',
        majority: null,
        values: [{ value: 5 }, { value: { b: 1 } }, { value: { b: 2 } }, null],
        outliers: [true, true, true, true],
      },
    ]);
    const [field] = divergentFields([{ a: [1] }, { a: { b: 1 } }, { a: { b: 1 } }]);
    expect(field).toMatchObject({ pointer: '/a', majority: { value: { b: 1 } }, outliers: [true, false, false] });
  });

  test('are looked for among the first values of a row, however many there are', () => {
    const wide = (last: number): Json => [...Array.from({ length: mostValues / 2 }, () => 0), last];
    expect(divergentFields([wide(1), wide(2)])).toEqual([]);
    const narrow = (last: number): Json => [...Array.from({ length: mostValues / 2 - 1 }, () => 0), last];
    expect(divergentFields([narrow(1), narrow(2)])).toHaveLength(1);
  });

  test('are where the outputs really differ, and there are none where they are the same', () => {
    const value: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<Json>(0, 1, 'x', null, true),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'b', '~/'), tie('json'), { maxKeys: 3 }),
      ),
    })).json;
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (outputs) => {
        const fields = divergentFields(outputs);
        const same = outputs.every((output) => JSON.stringify(sorted(output)) === JSON.stringify(sorted(outputs[0] ?? null)));
        expect(fields.length === 0).toBe(same);
        for (const { pointer, values } of fields)
          expect(values.map((held) => held?.value)).toEqual(outputs.map((output) => valueAt(output, pointer)));
      }),
    );
  });
});

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  );
}
