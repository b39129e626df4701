import { expectTypeOf, test } from 'vitest';
import { experiment } from '../../../src/functions/experiment.js';
import type { Selector } from '../../../src/functions/selection/selector.js';

/** As `group.experiment` takes its options. */
function take<V extends Record<string, () => unknown>>(_options: {
  variants: V;
  select: Selector<NoInfer<keyof V & string>>;
}): void {}

const variants = { gpt4o: () => 1, claude: () => 2 };
const anyName: string = 'gpt4o';

test('names that are known when a program is compiled are checked then', () => {
  take({ variants, select: experiment.weighted({ gpt4o: 50, claude: 50 }) });
  take({ variants, select: experiment.weighted({ gpt4o: 50 }) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.weighted({ gpt4o: 50, gemini: 50 }) });

  take({ variants, select: experiment.bucket('user_1') });
  take({ variants, select: experiment.bucket('user_1', { weights: { gpt4o: 90, claude: 10 } }) });
  take({
    variants,
    select: experiment.bucket('user_1', { weights: { gpt4o: 90, claude: 10 }, onMissing: 'claude', salt: false }),
  });
  take({ variants, select: experiment.bucket(null, { onMissing: 'claude' }) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.bucket('user_1', { weights: { gpt4o: 90, gemini: 10 } }) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.bucket('user_1', { weights: { gpt4o: 90 }, onMissing: 'gemini' }) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.bucket('user_1', { onMissing: 'gemini' }) });

  take({ variants, select: experiment.fixed('claude') });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.fixed('gemini') });

  take({ variants, select: experiment.custom(() => 'claude') });
  take({ variants, select: experiment.custom(async () => (Math.random() < 0.5 ? 'claude' : 'gpt4o')) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.custom(() => 'gemini') });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.custom(async () => (Math.random() < 0.5 ? 'claude' : 'gemini')) });
});

test('managed settings carry the names of their fallback', () => {
  const settings = experiment.managed('model', {
    weights: { gpt4o: 90, claude: 10 },
    configurations: { claude: { temperature: 0 } },
  });
  expectTypeOf(settings.weights).toEqualTypeOf<Readonly<Record<'gpt4o' | 'claude', number>>>();
  take({ variants, select: experiment.weighted(settings) });
  take({ variants, select: experiment.bucket('user_1', settings) });
  take({ variants, select: experiment.bucket('user_1', { weights: settings, onMissing: 'claude' }) });
  const others = experiment.managed('model', { weights: { gpt4o: 90, gemini: 10 } });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.weighted(others) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.bucket('user_1', others) });
  // @ts-expect-error there is no such variant
  take({ variants, select: experiment.bucket('user_1', { weights: others }) });
  // @ts-expect-error a configuration of a variant without a weight
  experiment.managed('model', { weights: { gpt4o: 90 }, configurations: { gemini: {} } });
});

test('names that any text could be compile, and are checked when a variant is chosen', () => {
  const weights: Record<string, number> = { [anyName]: 1 };
  take({ variants, select: experiment.weighted(weights) });
  take({ variants, select: experiment.bucket('user_1', { weights, onMissing: anyName }) });
  take({ variants, select: experiment.fixed(anyName) });
  take({ variants, select: experiment.custom(() => anyName) });
  take({ variants, select: experiment.custom(async () => anyName) });
  take({ variants, select: experiment.weighted(experiment.managed('model', { weights })) });
  expectTypeOf(experiment.fixed(anyName)).toEqualTypeOf<Selector<never>>();
});

test('what bucket chooses by has a text of its own', () => {
  for (const value of ['user_1', 1, 1n, true]) experiment.bucket(value);
  // @ts-expect-error the text of every object is the same
  experiment.bucket({ id: 'user_1' });
  // @ts-expect-error weights go into an option
  void (() => experiment.bucket('user_1', { gpt4o: 90, claude: 10 }));
});
