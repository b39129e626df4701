import { expect, test } from 'vitest';
import type { Json } from '../../../src/json.js';
import { item, judged, scoreOf } from './judging.js';

const document = `GREEN LEAF TRADING
NO.12, JALAN BUNGA 3,
 50000 KUALA LUMPUR
DATE: 04/03/2018 8:13 PM
TOTAL RM1,060.30
DISC -5.59
QTY 2.5`;

function grounded(output: Json): number | null | undefined {
  return scoreOf('GROUNDING', {}, output, null, { document });
}

test.each<[Json, number]>([
  ['Green Leaf Trading', 1],
  ['no 12 jalan bunga 3, 50000 Kuala Lumpur', 1],
  ['Green', 1],
  ['Leaf Green', 0],
  ['REEN LEAF', 0],
  ['1060.30', 1],
  [1060.3, 1],
  ['$1,060.3', 1],
  ['1060.31', 0],
  [60.3, 0],
  [-5.59, 1],
  [5.59, 1],
  [-2.5, 0],
  [5, 0],
  [12, 1],
  ['2018-03-04', 1],
  ['4 March 2018', 1],
  ['April 3, 2018', 1],
  ['2018-03-05', 0],
  ['***', 0],
])('%j in the document: %d', (output, value) => {
  expect(grounded(output)).toBe(value);
});

test('the share of values at any depth counts, and those that are missing are named', () => {
  const output = { company: 'Green Leaf Trading', totals: [1060.3, 99], paid: true, note: null, empty: '' };
  expect(judged('GROUNDING', {}, output, item(null, { document }))).toMatchObject({
    value: 0.666666667,
    passed: true,
    explanation: '2 of 3 values are in the document, not /totals/1 "99".',
  });
});

test('without values or without a document there is nothing to judge', () => {
  expect(grounded({ company: null, paid: false })).toBeUndefined();
  expect(scoreOf('GROUNDING', {}, 'x', null, {})).toBeUndefined();
});

test('the document is all text of the input, or what a pointer names', () => {
  const input: Json = { title: 'Ode', pages: [{ text: 'to joy' }, { number: 9 }] };
  expect(scoreOf('GROUNDING', {}, ['Ode', 'joy', 9], null, input)).toBe(1);
  expect(scoreOf('GROUNDING', { document: '/pages' }, ['Ode', 'joy'], null, input)).toBe(0.5);
  expect(judged('GROUNDING', { document: '/body' }, 'Ode', item(null, input))).toMatchObject({
    value: null,
    error: { message: expect.stringContaining('nothing at /body') },
  });
});

test('without normalization, values are looked for letter by letter', () => {
  expect(scoreOf('GROUNDING', { normalize: false }, 'Green', null, { document })).toBe(0);
  expect(scoreOf('GROUNDING', { normalize: false }, 'GREEN LEAF', null, { document })).toBe(1);
});
