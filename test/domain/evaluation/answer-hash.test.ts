import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerOptionsOf, type ComparedAnswer } from '../../../src/domain/comparison/compared-answer.js';
import { answerHash } from '../../../src/domain/evaluation/answer-hash.js';
import type { Json } from '../../../src/json.js';
import type { Outcome } from '../../../src/models/outcome.js';

function answer(output: Json): Outcome {
  return { kind: 'answer', output, usage: null, cost: null, durationMs: 1 };
}

function fault(type: string): Outcome {
  return { kind: 'fault', type, message: type, recovery: { when: 'never' }, usage: null, cost: null, durationMs: null };
}

test('it is 8 bytes of SHA-256 over canonical JSON', () => {
  // printf '{"a":"x","b":1}' | sha256sum
  expect(answerHash(answer({ b: 1, a: 'x' }))).toBe('cdab067e9f3beb32');
});

test('the order of keys and white space around strings do not count; everything else does', () => {
  expect(answerHash(answer({ b: 1.0, a: [' x\n'] }))).toBe(answerHash(answer({ a: ['x'], b: 1 })));
  const different: Json[] = ['1', 1, 'x', 'X', 'x y', 'x  y', ['x'], { x: 'x' }, null, 'null', {}, [], '', 'error'];
  expect(new Set(different.map((output) => answerHash(answer(output)))).size).toBe(different.length);
});

test('all errors are one answer, which no output is', () => {
  expect(answerHash(fault('timeout'))).toBe(answerHash(fault('network')));
  fc.assert(fc.property(fc.jsonValue(), (output) => answerHash(answer(output as Json)) !== answerHash(fault('timeout'))));
});

test('text that can not be stored as it is has a hash too', () => {
  expect(answerHash(answer('\ud800'))).toBe(answerHash(answer('\uFFFD')));
});

describe('of a part of the output', () => {
  function by(setting: Partial<ComparedAnswer>): (output: Json) => string {
    const compared = answerOptionsOf({ comparedAnswer: { pointer: '', extract: null, normalize: [], ...setting } });
    return (output) => answerHash(answer(output), compared);
  }

  test('two phrasings of one answer are the same', () => {
    const hash = by({ extract: 'A: (.*)', normalize: ['number'] });
    expect(hash('16 - 3 = 13\nA: 1,000')).toBe(hash('First 3.\nA: 5\nA: 1000.00 '));
    expect(hash('A: 1000')).not.toBe(hash('A: 1001'));
  });

  test('what is not pointed at does not count', () => {
    const hash = by({ pointer: '/total' });
    expect(hash({ total: 9, note: 'a' })).toBe(hash({ note: 'b', total: 9.0 }));
    expect(hash({ total: { b: 1, a: [' x'] } })).toBe(hash({ total: { a: ['x'], b: 1 } }));
    expect(hash({ total: 9 })).not.toBe(hash({ total: '9' }));
  });

  test('a number is as the text that spells it, where the spelling of numbers does not count', () => {
    const hash = by({ pointer: '/total', normalize: ['number'] });
    expect(hash({ total: 9 })).toBe(hash({ total: '9.00' }));
    expect(hash({ total: [1000] })).toBe(hash({ total: ['1,000'] }));
    expect(hash({ total: true })).not.toBe(hash({ total: 'true' }));
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (total) => {
        expect(hash({ total })).toBe(hash({ total: String(total) }));
      }),
    );
  });

  test('no answer is one answer, which no output and no error is', () => {
    const hash = by({ pointer: '/text', extract: 'A: (.*)' });
    const none = hash({});
    expect([hash('A: 1'), hash({ text: 'no' }), hash({ text: '' }), hash(null)]).toEqual([none, none, none, none]);
    const different = [none, answerHash(fault('timeout')), hash({ text: 'A: no answer' }), hash({ text: 'A: error' })];
    expect(new Set(different).size).toBe(different.length);
    fc.assert(fc.property(fc.jsonValue(), (output) => answerHash(answer(output as Json)) !== none));
  });

  test('a value that is null is an answer', () => {
    expect(by({ pointer: '/total' })({ total: null })).not.toBe(by({ pointer: '/total' })({}));
  });

  test('a pattern whose search is ended finds no answer', () => {
    const hash = by({ extract: '(a+)+$' });
    expect(hash(`${'a'.repeat(40)}b`)).toBe(hash('b'));
  });
});
