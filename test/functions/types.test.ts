import { describe, expect, expectTypeOf, test } from 'vitest';
import { experiment, type StepError, Variorum } from '../../src/functions.js';
import type { JsonObject } from '../../src/json.js';

// What a program may not do is checked when it is compiled (npm run check:types), and so is what it knows of types; what an
// untyped program would get instead is checked here.

type Events = {
  'document/uploaded': { documentId: string; pages: number };
  'user/joined': { userId: string };
};
const typed = new Variorum<Events>({ id: 'typed' });
const untyped = new Variorum({ id: 'untyped' });

const context = { runId: 'fnr_1', experimentId: 'tone', variants: ['short', 'long'] };

describe('the result of an experiment', () => {
  test('is what any of its variants gives', () => {
    untyped.createFunction({ id: 'union', triggers: { event: 'asked' } }, async ({ step, group }) => {
      const result = await group.experiment('tone', {
        variants: {
          short: () => step.run('short', () => 'yes'),
          long: async () => {
            const facts = await step.run('facts', () => Promise.resolve(['open']));
            return facts.length;
          },
        },
        select: experiment.weighted({ short: 1, long: 1 }),
      });
      expectTypeOf(result).toEqualTypeOf<string | number>();
    });
  });

  test('says by the name of the variant which of them it is', () => {
    untyped.createFunction({ id: 'narrowed', triggers: { event: 'asked' } }, async ({ step, group }) => {
      const outcome = await group.experiment('tone', {
        variants: { short: () => step.run('short', () => 'yes'), long: () => step.run('long', () => ({ text: 'yes, we are' })) },
        select: experiment.weighted({ short: 1, long: 1 }),
        withVariant: true,
      });
      expectTypeOf(outcome.variant).toEqualTypeOf<'short' | 'long'>();
      if (outcome.variant === 'long') expectTypeOf(outcome.result).toEqualTypeOf<{ text: string }>();
      else expectTypeOf(outcome.result).toEqualTypeOf<string>();
    });
  });

  test('may come of a configuration that was promoted', () => {
    untyped.createFunction({ id: 'promoted', triggers: { event: 'asked' } }, ({ step, group }) =>
      group.experiment('tone', {
        variants: {
          short: ({ configuration }) => {
            expectTypeOf(configuration).toEqualTypeOf<JsonObject | null>();
            return step.run('short', () => configuration?.model ?? 'none');
          },
          long: () => step.run('long', () => 'none'),
        },
        select: experiment.bucket('user-1', { weights: experiment.managed('tone', { weights: { short: 1, long: 1 } }) }),
      }),
    );
  });
});

describe('a name that is no variant', () => {
  test('does not compile', () => {
    untyped.createFunction({ id: 'refused', triggers: { event: 'asked' } }, ({ step, group }) => {
      const variants = { short: () => step.run('short', () => 1), long: () => step.run('long', () => 2) };
      // @ts-expect-error: the weight of `lang`
      void group.experiment('tone', { variants, select: experiment.weighted({ short: 1, lang: 1 }) });
      // @ts-expect-error: the weight of `lang`
      void group.experiment('tone', { variants, select: experiment.bucket('a', { weights: { short: 1, lang: 1 } }) });
      // @ts-expect-error: `onMissing`
      void group.experiment('tone', { variants, select: experiment.bucket(null, { onMissing: 'lang' }) });
      // @ts-expect-error: what is always chosen
      void group.experiment('tone', { variants, select: experiment.fixed('lang') });
      // @ts-expect-error: what the code may choose
      void group.experiment('tone', { variants, select: experiment.custom(() => (Math.random() < 0.5 ? 'short' : 'lang')) });
      const managed = experiment.managed('tone', { weights: { short: 1, lang: 1 } });
      // @ts-expect-error: the weight of `lang`
      void group.experiment('tone', { variants, select: experiment.weighted(managed) });
    });
  });

  test('is an error of the experiment where it is known only when it runs', () => {
    const name: string = 'lang';
    untyped.createFunction({ id: 'later', triggers: { event: 'asked' } }, ({ step, group }) =>
      group.experiment('tone', {
        variants: { short: () => step.run('short', () => 1), long: () => step.run('long', () => 2) },
        select: experiment.fixed(name),
      }),
    );
    const refused = expect.objectContaining({ name: 'NonRetriableError', message: expect.stringContaining('short, long') });
    for (const select of [
      experiment.fixed(name),
      experiment.weighted({ [name]: 1 }),
      experiment.bucket(null, { onMissing: name }),
    ])
      expect(() => select.choose(context)).toThrow(refused);
  });

  test('may be left without a weight', () => {
    untyped.createFunction({ id: 'partial', triggers: { event: 'asked' } }, ({ step, group }) =>
      group.experiment('tone', {
        variants: { short: () => step.run('short', () => 1), long: () => step.run('long', () => 2) },
        select: experiment.weighted({ long: 1 }),
      }),
    );
    expect(experiment.weighted({ long: 1 }).choose(context)).toMatchObject({ variant: 'long' });
  });
});

describe('an event', () => {
  test('has the data that the client was told of', async () => {
    typed.createFunction({ id: 'one', triggers: { event: 'document/uploaded' } }, ({ event }) => {
      expectTypeOf(event.name).toEqualTypeOf<'document/uploaded'>();
      expectTypeOf(event.data).toEqualTypeOf<{ documentId: string; pages: number }>();
    });
    typed.createFunction({ id: 'two', triggers: [{ event: 'document/uploaded' }, { event: 'user/joined' }] }, ({ event }) => {
      expectTypeOf(event.data).toEqualTypeOf<Events[keyof Events]>();
    });
    // @ts-expect-error: the name
    typed.createFunction({ id: 'three', triggers: { event: 'document/removed' } }, () => 1);
    expectTypeOf(typed.send).toBeCallableWith({ name: 'user/joined', data: { userId: 'u1' } });
    expectTypeOf(typed.send).toBeCallableWith([{ name: 'user/joined', data: { userId: 'u1' }, id: 'joined-1' }]);
    // @ts-expect-error: the data of another event
    expectTypeOf(typed.send).toBeCallableWith({ name: 'user/joined', data: { documentId: 'd1', pages: 1 } });
  });

  test('may have any data where the client was told of none', () => {
    untyped.createFunction({ id: 'any', triggers: { event: 'asked' } }, ({ event }) => {
      expectTypeOf(event.data).toBeAny();
      expectTypeOf(event.createdAt).toEqualTypeOf<Date>();
    });
  });
});

test('a step gives what its code gives, waited for', () => {
  untyped.createFunction({ id: 'steps', triggers: { event: 'asked' }, retries: 1 }, async ({ step }) => {
    expectTypeOf(await step.run('now', () => 1)).toEqualTypeOf<number>();
    expectTypeOf(await step.run('later', async () => ({ at: 'noon' }))).toEqualTypeOf<{ at: string }>();
    expectTypeOf(await step.run('nothing', () => undefined)).toEqualTypeOf<undefined>();
    // @ts-expect-error: the cost is US dollars
    void step.run('cost', ({ cost }) => cost(true));
  });
  expectTypeOf<StepError['stepId']>().toEqualTypeOf<string>();
});
