import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeOfAnswer, readAnswer, sameAnswer } from '../../../src/domain/tests/answer.js';
import { readSteps, type TraceStep, withSteps } from '../../../src/domain/tests/trace.js';
import { isFailure } from '../../../src/failures.js';
import { deepestNesting, type Json } from '../../../src/json.js';
import { expectValue } from '../../support/seed.js';

const said = (given: unknown) => expectValue(readAnswer(given));

/** Lists in each other, as JSON.parse gives them. */
const nested = (levels: number): Json => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('an answer is an output or an error, and what it took', () => {
  expect(readAnswer({ output: null, usage: { inputTokens: 3, outputTokens: null }, cost: 0.25 })).toEqual({
    output: null,
    usage: { inputTokens: 3, outputTokens: null },
    cost: '0.25',
  });
  // As a client sends it that leaves nothing out.
  expect(said({ output: null, error: { message: 'No idea.' }, usage: null, cost: null })).toEqual({
    error: { type: null, message: 'No idea.' },
    usage: null,
    cost: null,
  });
  expect(said({ output: 'a\u0000b' })).toMatchObject({ output: 'a\uFFFDb' });
});

test.each([
  [{}, 'output', 'output is missing: give it, or error: {type?, message} where there is none.'],
  [{ output: 1, error: { message: 'No.' } }, 'output', 'output: give either an output or an error, not both.'],
  [{ error: {} }, 'error.message', 'error.message is missing.'],
  [{ error: { type: 'no words', message: 'No.' } }, 'error.type', expect.stringContaining('1 to 60 letters')],
  [{ output: 1, cost: '-1' }, 'cost', expect.anything()],
  [{ output: 1, usage: { inputTokens: -1, outputTokens: 1 } }, 'usage.inputTokens', expect.anything()],
])('%j is no answer, and its field %s says why', (given, field, message) => {
  expect(readAnswer(given)).toMatchObject({ code: 'VALIDATION', field, message });
  expect(readAnswer(given, 'the answer')).toMatchObject({ field: `the answer.${field}` });
});

test('answers are the same when they say the same, in whatever order', () => {
  expect(sameAnswer(said({ output: { a: 1, b: [2] } }), said({ cost: null, output: { b: [2], a: 1.0 } }))).toBe(true);
  expect(sameAnswer(said({ output: 1 }), said({ output: '1' }))).toBe(false);
  for (const [one, other] of [
    [{ cost: '0.10' }, { cost: '0.1' }],
    [{ cost: 1 }, { cost: '1.0' }],
    [{ cost: '007.500' }, { cost: 7.5 }],
    [{ usage: {} }, {}],
    [{ usage: { inputTokens: null, outputTokens: null } }, { usage: null }],
    [{ usage: { inputTokens: 3 } }, { usage: { outputTokens: null, inputTokens: 3 } }],
  ]) {
    expect(said({ output: 1, ...one })).toEqual(said({ output: 1, ...other }));
    expect(sameAnswer(said({ output: 1, ...one }), said({ output: 1, ...other }))).toBe(true);
  }
  expect(said({ output: 1, usage: { outputTokens: 0 } }).usage).toEqual({ inputTokens: null, outputTokens: 0 });
  expect(sameAnswer(said({ output: 1, cost: '0.1' }), said({ output: 1, cost: '0.2' }))).toBe(false);
  expect(sameAnswer(said({ error: { message: 'a' } }), said({ error: { message: 'a', type: 'b' } }))).toBe(false);
});

test('an error of the app’s own is told apart from those that the deployment meets', () => {
  const outcome = (error: object) => outcomeOfAnswer({ said: said({ error, cost: 1 }), durationMs: null }, 40);
  expect(outcome({ message: 'No.' })).toMatchObject({
    kind: 'fault',
    type: 'app_error',
    message: 'No.',
    cost: '1',
    durationMs: 40,
  });
  expect(outcome({ type: 'timeout', message: 'No.' })).toMatchObject({ type: 'app_timeout', recovery: { when: 'never' } });
});

test('an answer took as long as its response, or where it came apart from it the time since the request', () => {
  expect(outcomeOfAnswer({ said: said({ output: 1 }), durationMs: 12 }, 40)).toMatchObject({ kind: 'answer', durationMs: 12 });
  expect(outcomeOfAnswer({ said: said({ output: 1 }), durationMs: null }, 40)).toMatchObject({ durationMs: 40 });
});

test('an answer may be as deep as values may be, and large', () => {
  expect(said({ output: nested(deepestNesting) })).toMatchObject({ output: nested(deepestNesting) });
  const large = 'x'.repeat(3_000_000);
  expect(said({ output: [large] })).toMatchObject({ output: [large] });
});

test('what is deeper is refused before anything walks it', () => {
  const message = expect.stringContaining(': give at most 500 lists and objects inside each other.');
  for (const levels of [deepestNesting + 1, 100_000]) {
    expect(readAnswer({ output: nested(levels) })).toMatchObject({ field: 'output', message });
    expect(readAnswer({ output: 1, error: nested(levels) }, 'the answer')).toMatchObject({ field: 'the answer.error', message });
    expect(readSteps([{ externalId: 'a' }, { externalId: 'b', input: nested(levels) }], 'steps')).toMatchObject({
      field: 'steps[1]',
      message,
    });
  }
});

test.each([
  [[{ externalId: '' }], 'steps[0].externalId'],
  [[{ externalId: 'a' }, { externalId: 'b', inputTokens: 1.5 }], 'steps[1].inputTokens'],
  ['none', 'steps'],
  [Array.from({ length: 1001 }, () => ({ externalId: 'a' })), 'steps'],
])('steps that can’t be kept say why', (given, field) => {
  expect(readSteps(given, 'steps')).toMatchObject({ code: 'VALIDATION', field });
});

test('no steps are none', () => {
  expect([readSteps(undefined, 'steps'), readSteps(null, 'steps'), readSteps([], 'steps')]).toEqual([[], [], []]);
});

const step = (externalId: string, more: Partial<TraceStep> = {}): TraceStep => ({
  externalId,
  input: null,
  output: null,
  durationMs: null,
  inputTokens: null,
  outputTokens: null,
  ...more,
});

test('however often steps are sent again, a trace has each once, in the order in which they came first', () => {
  const steps = fc.uniqueArray(
    fc
      .record({ name: fc.constantFrom('a', 'b', 'c'), output: fc.jsonValue() })
      .map(({ name, output }) => step(name, { output: output as never })),
    { selector: (one) => JSON.stringify(one) },
  );
  fc.assert(
    fc.property(steps, fc.array(fc.tuple(fc.nat(), fc.nat())), (all, repeats) => {
      const once = expectValue(withSteps([], all));
      const again = repeats.reduce<TraceStep[]>(
        (trace, [from, to]) => expectValue(withSteps(trace, all.slice(from % 10, to % 10))),
        once,
      );
      expect(again).toEqual(all);
    }),
  );
});

test('two steps that are alike and come together are both kept', () => {
  const twice = [step('a'), step('a')];
  expect(withSteps([], twice)).toEqual(twice);
  expect(withSteps(twice, twice)).toEqual(twice);
  expect(withSteps(twice, [step('a', { durationMs: 1 })])).toHaveLength(3);
});

test('a trace has its bounds', () => {
  const steps = (count: number, output = '') => Array.from({ length: count }, (_, place) => step(`s${place}`, { output }));
  expect(isFailure(withSteps(steps(600), steps(1000)))).toBe(false);
  expect(withSteps([step('one more')], steps(1000))).toMatchObject({
    field: 'steps',
    message: expect.stringContaining('1001 steps'),
  });
  expect(withSteps([], steps(2, 'x'.repeat(600_000)))).toMatchObject({
    field: 'steps',
    message: expect.stringContaining('1048576'),
  });
});
