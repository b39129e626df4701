import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { experiment } from '../../../src/functions/experiment.js';
import type { ManagedSource } from '../../../src/functions/managed/settings-cache.js';
import type { LiveSettings } from '../../../src/functions/managed/snapshot.js';
import { invalidateManaged, useManagedServer, useManagedSource } from '../../../src/functions/managed/source.js';

const fallback = { weights: { current: 90, candidate: 10 }, configurations: { current: { model: 'gpt-4o' } } };
const promoted: LiveSettings = { weights: { candidate: 60 }, configurations: { candidate: { model: 'gpt-4o-mini' } } };

/** What came of one reading, by the test's hand. */
interface Reading {
  names: string[];
  signal: AbortSignal;
  answer(settings: Record<string, LiveSettings>): Promise<void>;
  fail(): Promise<void>;
}

let readings: Reading[];
let undo: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  readings = [];
  undo = useManagedSource(sourceByHand(readings));
});

afterEach(() => {
  undo();
  vi.useRealTimers();
});

function sourceByHand(into: Reading[]): ManagedSource {
  return {
    read: (names, signal) =>
      new Promise((resolve, reject) => {
        into.push({
          names,
          signal,
          answer: (settings) => settled(() => resolve(new Map(Object.entries(settings)))),
          fail: () => settled(() => reject(new Error('The API is away.'))),
        });
      }),
  };
}

/** Does something, and returns when all that waited for it has gone on. */
async function settled(act: () => void): Promise<void> {
  act();
  await vi.advanceTimersByTimeAsync(0);
}

function reading(place: number, among = readings): Reading {
  const found = among[place];
  if (!found) throw new Error(`There were only ${among.length} readings.`);
  return found;
}

function weights(): Record<string, number> {
  return experiment.managed('model', fallback).weights;
}

test('the fallback holds until what was promoted is known, and then that does, variant by variant', async () => {
  expect(experiment.managed('model', fallback)).toEqual({ id: 'model', ...fallback });
  expect(readings.map(({ names }) => names)).toEqual([['model']]);
  await reading(0).answer({ model: promoted });
  expect(experiment.managed('model', fallback)).toEqual({
    id: 'model',
    weights: { current: 90, candidate: 60 },
    configurations: { current: { model: 'gpt-4o' }, candidate: { model: 'gpt-4o-mini' } },
  });
  expect(readings).toHaveLength(1);
});

test('a configuration that was promoted replaces that of the fallback whole', async () => {
  weights();
  await reading(0).answer({ model: { weights: {}, configurations: { current: { temperature: 0 } } } });
  expect(experiment.managed('model', fallback)).toEqual({
    id: 'model',
    ...fallback,
    configurations: { current: { temperature: 0 } },
  });
});

test('what was promoted is chosen by, and given with the choice', async () => {
  experiment.managed('model', fallback);
  await reading(0).answer({ model: { ...promoted, weights: { current: 0, candidate: 1 } } });
  const settings = experiment.managed('model', fallback);
  const context = { runId: 'fnr_1', experimentId: 'model', variants: ['current', 'candidate'] };
  const configurations = { current: { model: 'gpt-4o' }, candidate: { model: 'gpt-4o-mini' } };
  const chosen = { variant: 'candidate', key: null, weights: { current: 0, candidate: 1 }, configurations };
  expect(experiment.weighted(settings).choose(context)).toEqual(chosen);
  expect(experiment.bucket('user_1', settings).choose(context)).toEqual({ ...chosen, key: 'user_1' });
  expect(experiment.bucket('user_1', { weights: settings, salt: false }).choose(context)).toEqual({ ...chosen, key: 'user_1' });
  const missing = experiment.bucket(null, { weights: settings, onMissing: 'current' }).choose(context);
  expect(missing).toEqual({ variant: 'current', key: null, weights: null, configurations });
});

test('what was set for variants that the code does not know is left out', async () => {
  weights();
  await reading(0).answer({ model: { weights: { retired: 100 }, configurations: { retired: { model: 'gpt-3.5' } } } });
  expect(experiment.managed('model', fallback)).toEqual({ id: 'model', ...fallback });
});

test('where no weight would be positive, those of the fallback count', async () => {
  weights();
  await reading(0).answer({ model: { weights: { current: 0, candidate: 0 }, configurations: {} } });
  expect(weights()).toEqual(fallback.weights);
});

test('a handler that changes what it is given changes nothing for the others', async () => {
  weights();
  await reading(0).answer({ model: promoted });
  const given = experiment.managed('model', fallback);
  Object.assign(given.weights, { candidate: 0 });
  Object.assign(given.configurations.candidate ?? {}, { model: 'changed' });
  expect(experiment.managed('model', fallback)).toMatchObject({
    weights: { candidate: 60 },
    configurations: { candidate: { model: 'gpt-4o-mini' } },
  });
});

test('a fallback whose weights are none is refused, with the name of the experiment', () => {
  expect(() => experiment.managed('model', { weights: { current: -1 } })).toThrow(
    /^The fallback of experiment\.managed\("model"\): the weight of "current" is -1\. Weights are relative/,
  );
});

test('however many ask while it is read, and within 10 seconds after, it is read once', async () => {
  for (let asked = 0; asked < 100; asked += 1) weights();
  await reading(0).answer({ model: promoted });
  await vi.advanceTimersByTimeAsync(9_999);
  weights();
  expect(readings).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(weights()).toEqual({ current: 90, candidate: 60 });
  weights();
  expect(readings).toHaveLength(2);
  await reading(1).answer({});
  expect(weights()).toEqual(fallback.weights);
});

test('while the API is away, what was read last holds, and it is asked ever less often, up to once a minute', async () => {
  weights();
  await reading(0).answer({ model: promoted });
  await vi.advanceTimersByTimeAsync(10_000);
  for (const waitMs of [1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1000)) {
    expect(weights()).toEqual({ current: 90, candidate: 60 });
    const asked = readings.length;
    await reading(asked - 1).fail();
    await vi.advanceTimersByTimeAsync(waitMs - 1);
    weights();
    expect(readings).toHaveLength(asked);
    await vi.advanceTimersByTimeAsync(1);
  }
  weights();
  await reading(readings.length - 1).answer({});
  expect(weights()).toEqual(fallback.weights);
});

test('a source that throws is a source that is away', async () => {
  const undoOther = useManagedSource({
    read() {
      throw new Error('There is no URL.');
    },
  });
  expect(weights()).toEqual(fallback.weights);
  await experiment.managed.ready('model');
  expect(weights()).toEqual(fallback.weights);
  undoOther();
});

test('a slow API is given up after 5 seconds, and what it says later is not waited for', async () => {
  expect(weights()).toEqual(fallback.weights);
  const ready = experiment.managed.ready('model');
  await vi.advanceTimersByTimeAsync(4_999);
  expect(reading(0).signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(reading(0).signal.aborted).toBe(true);
  await ready;
  await reading(0).fail();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(weights()).toEqual(fallback.weights);
  await reading(1).answer({ model: promoted });
  expect(weights()).toEqual({ current: 90, candidate: 60 });
});

test('ready waits for the first reading alone, and takes a failure for an end', async () => {
  const ready = experiment.managed.ready('model');
  await reading(0).answer({ model: promoted });
  await ready;
  expect(weights()).toEqual({ current: 90, candidate: 60 });
  await vi.advanceTimersByTimeAsync(10_000);
  await experiment.managed.ready('model');
  expect(readings).toHaveLength(2);
  const other = experiment.managed.ready('other');
  await reading(2).fail();
  await other;
});

test('what was changed is read at once, also while the API was said to be away', async () => {
  weights();
  await reading(0).fail();
  invalidateManaged(['model', 'never asked for']);
  expect(readings.map(({ names }) => names)).toEqual([['model'], ['model']]);
  await reading(1).answer({ model: promoted });
  expect(weights()).toEqual({ current: 90, candidate: 60 });
});

test('what was changed while it was read is read again, once', async () => {
  weights();
  invalidateManaged(['model']);
  invalidateManaged('all');
  expect(readings).toHaveLength(1);
  await reading(0).answer({});
  expect(readings).toHaveLength(2);
  await reading(1).answer({ model: promoted });
  expect(weights()).toEqual({ current: 90, candidate: 60 });
  expect(readings).toHaveLength(2);
});

test('all that anybody asked for is read together', async () => {
  weights();
  experiment.managed('tone', fallback);
  await reading(0).answer({});
  await reading(1).answer({});
  invalidateManaged('all');
  expect(readings.slice(2).map(({ names }) => names)).toEqual([['model', 'tone']]);
  await reading(2).answer({ model: promoted, tone: { weights: { current: 0 }, configurations: {} } });
  expect(weights()).toEqual({ current: 90, candidate: 60 });
  expect(experiment.managed('tone', fallback).weights).toEqual({ current: 0, candidate: 10 });
});

test('the source that was given last counts, until that is undone', async () => {
  weights();
  await reading(0).answer({ model: promoted });
  const others: Reading[] = [];
  const undoOther = useManagedSource(sourceByHand(others));
  expect(weights()).toEqual(fallback.weights);
  expect(others).toHaveLength(1);
  undoOther();
  expect(weights()).toEqual({ current: 90, candidate: 60 });
});

test('the server of clients that are made anew for every request is asked once', async () => {
  undo();
  const servers: Reading[] = [];
  const undoServer = useManagedServer('one', sourceByHand(servers));
  weights();
  await reading(0, servers).answer({ model: promoted });
  for (let request = 0; request < 3; request += 1) {
    useManagedServer('one', sourceByHand(servers));
    expect(weights()).toEqual({ current: 90, candidate: 60 });
  }
  invalidateManaged('all');
  expect(servers).toHaveLength(2);

  const undoOther = useManagedServer('other', sourceByHand(servers));
  expect(weights()).toEqual(fallback.weights);
  useManagedServer('one', sourceByHand(servers));
  expect(weights()).toEqual({ current: 90, candidate: 60 });
  undoOther();
  undoServer();
  expect(experiment.managed('model', fallback)).toEqual({ id: 'model', ...fallback });
  expect(servers).toHaveLength(3);
});

test('a worker’s source counts more than the servers of clients, whenever they are made', async () => {
  weights();
  await reading(0).answer({ model: promoted });
  const servers: Reading[] = [];
  const undoServer = useManagedServer('one', sourceByHand(servers));
  expect(weights()).toEqual({ current: 90, candidate: 60 });
  expect(servers).toHaveLength(0);
  undo();
  expect(weights()).toEqual(fallback.weights);
  expect(servers).toHaveLength(1);
  undoServer();
});

test('without a source the fallback holds, and nothing is waited for', async () => {
  undo();
  expect(experiment.managed('model', fallback)).toEqual({ id: 'model', ...fallback });
  await experiment.managed.ready('model');
  invalidateManaged('all');
  expect(readings).toHaveLength(0);
});

test('a fallback without weights is refused where it is given', () => {
  const given = (fallback?: object) => () => experiment.managed('model', fallback as never);
  const message = 'experiment.managed("model") needs what counts until something is set: give { weights: { … } }.';
  expect(given()).toThrow(new TypeError(message));
  expect(given({ current: 1, candidate: 1 })).toThrow(new TypeError(message));
});
