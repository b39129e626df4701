import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What a handler was given for these values by the steps that returned them, and again when it was called anew. */
async function remembered(values: readonly unknown[]): Promise<{ first: unknown[]; again: unknown[] }> {
  const calls: unknown[][] = [];
  const run = await stage.play(async ({ step, attempt }) => {
    calls.push(await Promise.all(values.map((value) => step.run('value', () => value))));
    if (attempt === 0) throw new Error('once more');
  });
  expect(run).toMatchObject({ status: 'COMPLETED', attempts: 2 });
  const [first = [], again = []] = calls;
  return { first, again };
}

test('what a step gives is the same to the letter when the handler is called again', async () => {
  const values = [
    undefined,
    null,
    false,
    '',
    'undefined',
    [],
    {},
    [[[]], { a: { b: [null] } }],
    'ä 漢 🙂 \u2028 "quoted" \\ \n',
    'zero \u0000, and surrogates alone \ud800 \udc00',
    { '\u0000': '\ud83d', '': 1, toJSON: 'no function' },
    1e308,
    5e-324,
    0.1 + 0.2,
    Number.MAX_SAFE_INTEGER,
    '123456789012345678901234567890',
    'a'.repeat(200_000),
  ];
  const { first, again } = await remembered(values);
  expect(first).toStrictEqual(values);
  expect(again).toStrictEqual(values);
});

test('negative zero is zero, at once as later', async () => {
  expect(await remembered([-0, { at: [-0] }])).toStrictEqual({ first: [0, { at: [0] }], again: [0, { at: [0] }] });
});

test('any JSON value is given back equal, by the step and by its memory', async () => {
  // JSON has a text for the negative zero, and JSON.stringify does not write it.
  const value = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }).map((json) => JSON.stringify(json));
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 20, maxLength: 30 }), async (texts) => {
      const { first, again } = await remembered(texts.map((text) => JSON.parse(text)));
      expect(first.map((json) => JSON.stringify(json))).toEqual(texts);
      expect(again.map((json) => JSON.stringify(json))).toEqual(texts);
    }),
    { numRuns: 3 },
  );
});

class Price {
  amount = 1;
}

const cyclic: unknown[] = [];
cyclic.push({ again: cyclic });
let deep: unknown = 1;
for (let depth = 0; depth < 501; depth += 1) deep = [deep];

/** Four million values, of 22 lists. */
let again: unknown = 1;
for (let depth = 0; depth < 22; depth += 1) again = [again, again];

const refused: Record<string, unknown> = {
  'a function': () => 1,
  'a BigInt in a list': [1n],
  'NaN in an object': { items: [{ price: Number.NaN }] },
  Infinity: Number.NEGATIVE_INFINITY,
  'a symbol': { 'odd key': Symbol('s') },
  'a Date': { at: new Date(0) },
  'a Map': new Map(),
  'an instance': [new Price()],
  'undefined in a list': [1, undefined],
  'a hole': new Array(2),
  'an object with a toJSON': { toJSON: () => 1 },
  'a cycle': cyclic,
  'too deep': deep,
  'too many': again,
  'too long': 'ä'.repeat(2_200_000),
};

test('what does not survive JSON is refused with the step and the place, and is not tried again', async () => {
  const told = await Promise.all(
    Object.entries(refused).map(async ([what, value]) => {
      const run = await stage.play(({ step }) => step.run('give', () => value));
      expect(run).toMatchObject({ status: 'FAILED', errorType: 'StepError', attempts: 1 });
      return `${what}: ${run.errorMessage}`;
    }),
  );
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "a function: What the step "give" returned can't be remembered: it is a function, which JSON has no text for.
    a BigInt in a list: What the step "give" returned can't be remembered: [0] is a BigInt, which JSON has no text for.
    NaN in an object: What the step "give" returned can't be remembered: .items[0].price is NaN, which JSON has no text for.
    Infinity: What the step "give" returned can't be remembered: it is -Infinity, which JSON has no text for.
    a symbol: What the step "give" returned can't be remembered: ["odd key"] is a symbol, which JSON has no text for.
    a Date: What the step "give" returned can't be remembered: .at is a Date, which JSON has no text for.
    a Map: What the step "give" returned can't be remembered: it is a Map, which JSON has no text for.
    an instance: What the step "give" returned can't be remembered: [0] is a Price, which JSON has no text for.
    undefined in a list: What the step "give" returned can't be remembered: [1] is undefined, which JSON has no text for.
    a hole: What the step "give" returned can't be remembered: [0] is undefined, which JSON has no text for.
    an object with a toJSON: What the step "give" returned can't be remembered: .toJSON is a function, which JSON has no text for.
    a cycle: What the step "give" returned can't be remembered: [0].again contains itself.
    too deep: What the step "give" returned can't be remembered: it has more than 500 lists and objects in each other.
    too many: What the step "give" returned can't be remembered: it is more than 2097152 values, which take more than 4 MiB as JSON.
    too long: What the step "give" returned can't be remembered: it takes 4.2 MiB as JSON, and may take 4 MiB: store what is large elsewhere, and return where it is."
  `);
});

test('what the handler returns is kept likewise, and refused with the function', async () => {
  expect(await stage.play(() => ({ text: '\u0000', number: 1e308 }))).toMatchObject({
    output: { text: '\u0000', number: 1e308 },
  });
  expect(await stage.play(() => undefined)).toMatchObject({ status: 'COMPLETED', output: null });
  expect(await stage.play(() => ({ total: 1n }))).toMatchObject({
    status: 'FAILED',
    errorType: 'TypeError',
    errorMessage: 'What the function "usual" returned can\'t be stored: .total is a BigInt, which JSON has no text for.',
    attempts: 1,
  });
});
