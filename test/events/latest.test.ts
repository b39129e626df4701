import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Latest } from '../../src/events/latest.js';

type Step = { offer: [key: string, value: number] } | 'take';

/** What a subscriber gets, by the plainest bookkeeping: a list in which a newer value takes the place of the older. */
function expected(steps: Step[]): number[] {
  const given: number[] = [];
  const list: { key: string; value: number }[] = [];
  let wanted = 0;
  for (const step of steps) {
    if (step === 'take') wanted += 1;
    else {
      const [key, value] = step.offer;
      const known = list.find((entry) => entry.key === key);
      if (known) known.value = value;
      else list.push({ key, value });
    }
    for (; wanted > 0 && list.length > 0; wanted -= 1) given.push(...list.splice(0, 1).map(({ value }) => value));
  }
  return [...given, ...list.map(({ value }) => value)];
}

describe('what a subscriber has not been given yet', () => {
  test('is the latest of each key, in the order in which the keys became due, to the end', async () => {
    const step = fc.oneof(fc.record({ offer: fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat()) }), fc.constant<'take'>('take'));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const latest = new Latest<string, number>();
        const asked: Promise<IteratorResult<number>>[] = [];
        for (const given of steps) {
          if (given === 'take') asked.push(latest.next());
          else latest.offer(...given.offer);
        }
        latest.end();
        const values: number[] = [];
        for (const next of await Promise.all(asked)) if (!next.done) values.push(next.value);
        for await (const value of latest) values.push(value);
        expect(values).toEqual(expected(steps));
      }),
    );
  });

  test('goes first to the one who takes what comes while the subscriber waits, and only then', async () => {
    const latest = new Latest<string, number>();
    const taken: number[] = [];
    latest.takeFirst((value) => value !== 3 && taken.push(value) > 0);
    latest.offer('run', 1);
    expect(await latest.next()).toEqual({ value: 1, done: false });
    const waiting = latest.next();
    latest.offer('run', 2);
    latest.offer('run', 3);
    latest.offer('run', 4);
    expect(await waiting).toEqual({ value: 3, done: false });
    expect(taken).toEqual([2]);
    expect(await latest.next()).toEqual({ value: 4, done: false });
  });

  test('is told with its error once, after what was pending', async () => {
    const latest = new Latest<string, number>();
    latest.offer('run', 1);
    latest.fail(new Error('gone'));
    expect(await latest.next()).toEqual({ value: 1, done: false });
    await expect(latest.next()).rejects.toThrow('gone');
    expect(await latest.next()).toEqual({ value: undefined, done: true });
  });

  test('is dropped when the subscriber leaves, even while it waits', async () => {
    let left = 0;
    const latest = new Latest<string, number>(() => {
      left += 1;
    });
    const waiting = latest.next();
    await latest.return();
    latest.offer('run', 1);
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(await latest.next()).toEqual({ value: undefined, done: true });
    expect(left).toBe(1);
  });
});
