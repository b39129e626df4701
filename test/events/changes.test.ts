import { expect, test } from 'vitest';
import { Changes } from '../../src/events/changes.js';
import type { ManySignal } from '../../src/events/signals.js';

type Signal = ManySignal<'functionRun'> | null;

/** Things that are named by their ids and have a number each, with what reads them counted. */
function numbers({ intervalMs = 0, restFactor = 0 } = {}) {
  const values = new Map<string, number>();
  let tell: (signal: Signal) => void = () => undefined;
  let reads = 0;
  const changes = new Changes<'functionRun', { id: string; value: number }>({
    listen: (listener) => {
      tell = listener;
      return () => {
        tell = () => undefined;
      };
    },
    read: async (id) => {
      reads += 1;
      const value = values.get(id);
      return value === undefined ? null : { id, value };
    },
    hasEnded: ({ value }) => value < 0,
    intervalMs,
    restFactor,
  });
  return {
    changes,
    tell: (signal: Signal) => tell(signal),
    takeReads: () => {
      const taken = reads;
      reads = 0;
      return taken;
    },
    set: (id: string, value: number) => {
      values.set(id, value);
      tell({ ids: [id] });
    },
  };
}

test('tells what it is told of, as it is then, to its end', async () => {
  const { changes, set } = numbers();
  set('a', 1);
  const states = changes.of('a');
  expect((await states.next()).value).toEqual({ id: 'a', value: 1 });
  set('b', 5);
  set('a', 2);
  expect((await states.next()).value).toEqual({ id: 'a', value: 2 });
  set('a', -1);
  expect((await states.next()).value).toEqual({ id: 'a', value: -1 });
  expect(await states.next()).toEqual({ done: true, value: undefined });
  expect(await changes.of('nothing').next()).toEqual({ done: true, value: undefined });
});

test('what changes while its reader is at work is told as one, and what others watch is not read for it', async () => {
  const { changes, set, takeReads } = numbers();
  set('a', 1);
  const states = changes.of('a');
  await states.next();
  for (let value = 2; value <= 20; value += 1) set('a', value);
  for (let value = 1; value <= 20; value += 1) set('b', value);
  takeReads();
  expect((await states.next()).value).toEqual({ id: 'a', value: 20 });
  const waiting = states.next();
  set('b', 0);
  await states.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(takeReads()).toBe(1);
});

test('states are apart by the interval, or by what their reader took, and the last is told', async () => {
  const { changes, set, takeReads } = numbers({ intervalMs: 50 });
  set('a', 1);
  const states = changes.of('a');
  await states.next();
  const begun = performance.now();
  const waiting = states.next();
  set('a', 2);
  set('a', 3);
  expect((await waiting).value).toEqual({ id: 'a', value: 3 });
  // Timers may be a millisecond early.
  expect(performance.now() - begun).toBeGreaterThan(45);
  expect(takeReads()).toBe(2);
  await states.return?.();
});

test('whoever leaves in between does not wait for the interval', async () => {
  const { changes, set } = numbers({ intervalMs: 3_600_000 });
  set('a', 1);
  const leaving = changes.of('a');
  await leaving.next();
  const waiting = leaving.next();
  await leaving.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('whoever waits for the interval when it is closed waits no longer', async () => {
  const { changes, set } = numbers({ intervalMs: 3_600_000 });
  set('a', 1);
  const states = changes.of('a');
  await states.next();
  const waiting = states.next();
  changes.close();
  expect(await waiting).toEqual({ done: true, value: undefined });
});

test('when signals may have been missed, all that is watched is told again; closed, it ends', async () => {
  const { changes, set, tell } = numbers();
  set('a', 1);
  set('b', 1);
  const both = [changes.of('a'), changes.of('b')];
  for (const states of both) await states.next();
  const told = both.map((states) => states.next());
  tell(null);
  expect(await Promise.all(told)).toMatchObject([{ value: { id: 'a' } }, { value: { id: 'b' } }]);
  const ends = both.map((states) => states.next());
  changes.close();
  expect(await Promise.all(ends)).toMatchObject([{ done: true }, { done: true }]);
});
