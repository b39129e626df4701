import { expect, test } from 'vitest';
import { NonRetriableError } from '../../../src/functions/errors.js';
import { experiment } from '../../../src/functions/experiment.js';
import type { BucketValue } from '../../../src/functions/selection/bucket.js';
import type { Selection, SelectionContext, Selector } from '../../../src/functions/selection/selector.js';

const context: SelectionContext = { runId: 'fnr_1', experimentId: 'tone-test', variants: ['concise', 'detailed'] };
const runs = Array.from({ length: 200 }, (_, place) => `fnr_${place}`);

async function choose(selector: Selector<string>, changed: Partial<SelectionContext> = {}): Promise<Selection> {
  return selector.choose({ ...context, ...changed });
}

/** What choosing fails with: the run is not tried again. */
async function refusal(selector: Selector<string>, changed: Partial<SelectionContext> = {}): Promise<string> {
  const error: unknown = await choose(selector, changed).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NonRetriableError);
  return (error as NonRetriableError).message;
}

async function variants(
  selectorOf: (runId: string) => Selector<string>,
  changed: Partial<SelectionContext> = {},
): Promise<string[]> {
  return Promise.all(runs.map(async (runId) => (await choose(selectorOf(runId), { runId, ...changed })).variant));
}

test('weighted chooses by the run and the experiment, and says by which weights', async () => {
  const select = experiment.weighted({ concise: 70, detailed: 30 });
  expect(await choose(select)).toEqual({
    variant: 'concise',
    key: null,
    weights: { concise: 70, detailed: 30 },
    configurations: null,
  });
  const ofAttempt = await variants(() => select);
  expect(await variants(() => experiment.weighted({ detailed: 30, concise: 70 }))).toEqual(ofAttempt);
  expect(await variants(() => select, { experimentId: 'other' })).not.toEqual(ofAttempt);
  expect(new Set(ofAttempt)).toEqual(new Set(['concise', 'detailed']));
});

test('bucket gives one value the same variant in every run, and says what the value was', async () => {
  const select = experiment.bucket('user_1', { weights: { concise: 90, detailed: 10 } });
  expect(await choose(select)).toMatchObject({ key: 'user_1', weights: { concise: 90, detailed: 10 }, configurations: null });
  expect(new Set(await variants(() => select)).size).toBe(1);
  expect(new Set(await variants((runId) => experiment.bucket(runId))).size).toBe(2);
});

test.each([
  [42, '42'],
  [42n, '42'],
  [true, 'true'],
  ['', ''],
  [0, '0'],
])('bucket chooses by %o as by its text', async (value, text) => {
  const selection = await choose(experiment.bucket(value));
  expect(selection).toEqual(await choose(experiment.bucket(text)));
  expect(selection.key).toBe(text);
});

test('all variants are equal where bucket is given no weights, and those without one are out where it is', async () => {
  expect((await choose(experiment.bucket('user_1'))).weights).toEqual({ concise: 1, detailed: 1 });
  const select = (value: string): Selector<'concise'> => experiment.bucket(value, { weights: { concise: 5 } });
  expect((await choose(select('user_1'))).weights).toEqual({ concise: 5, detailed: 0 });
  expect(new Set(await variants(select))).toEqual(new Set(['concise']));
});

test('experiments split a value apart, unless they have the same salt or none', async () => {
  const other = { experimentId: 'other' };
  expect(await variants((user) => experiment.bucket(user), other)).not.toEqual(await variants((user) => experiment.bucket(user)));
  const together = await variants((user) => experiment.bucket(user, { salt: 'autumn' }));
  expect(await variants((user) => experiment.bucket(user, { salt: 'autumn' }), other)).toEqual(together);
  const bare = await variants((user) => experiment.bucket(user, { salt: false }));
  expect(await variants((user) => experiment.bucket(user, { salt: false }), other)).toEqual(bare);
  expect(bare).not.toEqual(together);
  // The experiment's id is the salt by default.
  const named = await variants((user) => experiment.bucket(user, { salt: 'tone-test' }), other);
  expect(await variants((user) => experiment.bucket(user))).toEqual(named);
});

test.each([null, undefined])('a value that is %j is refused, with what to do', async (value) => {
  expect(await refusal(experiment.bucket(value))).toBe(
    `Experiment "tone-test": experiment.bucket has ${value} to choose by, which would put all such runs into one variant. ` +
      'Give a value, or say with onMissing which variant they get. The variants are: concise, detailed.',
  );
});

test('onMissing names the variant where there is no value, and is counted by run', async () => {
  const select = experiment.bucket(undefined, { weights: { concise: 1, detailed: 1 }, onMissing: 'detailed' });
  expect(await choose(select)).toEqual({ variant: 'detailed', key: null, weights: null, configurations: null });
  expect((await choose(experiment.bucket('user_1', { onMissing: 'detailed' }))).key).toBe('user_1');
});

test.each([
  ['an object', { id: 1 }, 'of type object'],
  ['a list', ['user_1'], 'a list'],
  ['a symbol', Symbol('user'), 'of type symbol'],
])('%s has no text that would tell it from others, and is refused', async (_, value, kind) => {
  expect(await refusal(experiment.bucket(value as unknown as BucketValue))).toBe(
    `Experiment "tone-test": what experiment.bucket has to choose by is ${kind}. Give a text, a number or a boolean, such as an id.`,
  );
});

test('fixed and custom give the variant that they name', async () => {
  const selection = { variant: 'detailed', key: null, weights: null, configurations: null };
  expect(await choose(experiment.fixed('detailed'))).toEqual(selection);
  expect(await choose(experiment.custom(() => 'detailed'))).toEqual(selection);
  expect(await choose(experiment.custom(() => Promise.resolve('detailed')))).toEqual(selection);
});

test('custom fails as the code in it does', async () => {
  const error = new Error('The flags are away.');
  const failing = experiment.custom((): string => {
    throw error;
  });
  await expect(choose(failing)).rejects.toBe(error);
});

const gone: string = 'gone';

test.each([
  ['weighted', experiment.weighted({ concise: 1, [gone]: 0 }), 'experiment.weighted gives a weight to "gone"'],
  ['bucket', experiment.bucket('user_1', { weights: { [gone]: 1 } }), 'experiment.bucket gives a weight to "gone"'],
  ['onMissing', experiment.bucket('user_1', { onMissing: gone }), 'experiment.bucket has for onMissing "gone"'],
  ['fixed', experiment.fixed(gone), 'experiment.fixed chose "gone"'],
  ['custom', experiment.custom(() => gone), 'experiment.custom chose "gone"'],
  ['a name that every object has', experiment.fixed<string>('constructor'), 'experiment.fixed chose "constructor"'],
  ['nothing', experiment.custom(() => undefined as unknown as string), 'experiment.custom chose undefined'],
])('a variant that the code does not have is refused, with those that it has: %s', async (_, select, what) => {
  const message = `Experiment "tone-test": ${what}, which is none of its variants. The variants are: concise, detailed.`;
  expect(await refusal(select)).toBe(message);
});

test('an experiment without variants has nothing to choose', async () => {
  expect(await refusal(experiment.bucket('user_1'), { variants: [] })).toBe(
    'Experiment "tone-test" has no variants. Give at least one.',
  );
});

const rule = 'Weights are relative: finite numbers of 0 and more, at least one of them positive.';

test.each<[weights: unknown, error: ErrorConstructor, message: string]>([
  [{ a: 1, b: -1 }, RangeError, `: the weight of "b" is -1. ${rule}`],
  [{ a: 1, b: Number.NaN }, RangeError, `: the weight of "b" is NaN. ${rule}`],
  [{ a: Number.POSITIVE_INFINITY }, RangeError, `: the weight of "a" is Infinity. ${rule}`],
  [{ a: 0, b: 0 }, RangeError, `: the weight of each of a, b is 0. ${rule}`],
  [{}, RangeError, `: no weights are given. ${rule}`],
  [{ a: '50' }, TypeError, `: the weight of "a" is "50", of type string. ${rule}`],
  [{ a: undefined }, TypeError, `: the weight of "a" is undefined, of type undefined. ${rule}`],
  [{ a: 50n }, TypeError, `: the weight of "a" is 50, of type bigint. ${rule}`],
  [[50, 50], TypeError, ' was given a list for weights. Give each variant one: { current: 90, candidate: 10 }.'],
  [null, TypeError, ' was given null for weights. Give each variant one: { current: 90, candidate: 10 }.'],
  ['a', TypeError, ' was given string for weights. Give each variant one: { current: 90, candidate: 10 }.'],
])('what are no weights is refused where they are given: %o', (weights, error, message) => {
  const given = weights as Record<string, number>;
  const thrownBy = (make: () => unknown): unknown => {
    try {
      return make();
    } catch (thrown) {
      return thrown;
    }
  };
  expect(thrownBy(() => experiment.weighted(given))).toEqual(new error(`experiment.weighted${message}`));
  expect(thrownBy(() => experiment.bucket('user_1', { weights: given }))).toEqual(new error(`experiment.bucket${message}`));
});

test('options that bucket does not have are refused, weights given in their place above all', () => {
  expect(() => experiment.bucket('user_1', { current: 90, candidate: 10 } as object)).toThrow(
    new TypeError('experiment.bucket has no option "current". Its options are: weights, salt, onMissing.'),
  );
  expect(() => experiment.bucket('user_1', { salt: true as unknown as false })).toThrow(
    new TypeError('experiment.bucket has the salt true. Give a text, or false for none.'),
  );
  expect(() => experiment.custom('detailed' as unknown as () => string)).toThrow(TypeError);
});

test('weights that are changed after they were given change nothing', async () => {
  const weights = { concise: 1, detailed: 0 };
  const weighted = experiment.weighted(weights);
  const bucket = experiment.bucket('user_1', { weights });
  weights.concise = 0;
  weights.detailed = Number.NaN;
  expect((await choose(weighted)).weights).toEqual({ concise: 1, detailed: 0 });
  expect((await choose(bucket)).weights).toEqual({ concise: 1, detailed: 0 });
});
