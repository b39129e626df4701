import fc from 'fast-check';
import { expect, test } from 'vitest';
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
