import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/database/client.js';
import { deleteExperiment } from '../../src/domain/experiments/experiments.js';
import type { Scope } from '../../src/domain/scope.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type LiveProcess, startLiveProcess } from '../support/live-process.js';
import { type ExperimentByHand, experimentByHand } from '../support/run-by-hand.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';

let database: TestDatabase;
let scope: Scope;
/** Commits nothing: every change comes from another process. */
let process: LiveProcess;
let experiment: ExperimentByHand;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  process = await startLiveProcess(database.url);
  experiment = await experimentByHand(scope, 200);
});
afterAll(async () => {
  await process.close();
  await database.close();
});

const stateOf = ({ status, sequence }: Run): string => `${status} ${sequence}`;

/** The next state that fits; what comes before it is dropped. */
async function until(states: AsyncIterator<Run>, fits: (run: Run) => boolean): Promise<Run> {
  for (;;) {
    const { value, done } = await states.next();
    if (done) throw new Error('It ended before.');
    if (fits(value)) return value;
  }
}

describe('a run', () => {
  test('is told as it is, then as it changes, to its end', async () => {
    const run = await experiment.startPending();
    const states = process.live.progress.ofRun(run.id);
    expect(stateOf((await states.next()).value)).toBe('PENDING 0');
    await run.begin();
    expect(stateOf((await states.next()).value)).toBe('RUNNING 0');
    await run.commit(150);
    expect(stateOf((await states.next()).value)).toBe('RUNNING 150');
    await run.commit(50);
    expect(stateOf((await states.next()).value)).toBe('COMPLETED 200');
    expect(await states.next()).toEqual({ done: true, value: undefined });
  });

  test('that has ended is told once', async () => {
    const run = await experiment.start();
    await run.commit(200);
    const states = [];
    for await (const state of process.live.progress.ofRun(run.id)) states.push(stateOf(state));
    expect(states).toEqual(['COMPLETED 200']);
  });

  test('that is not there, or is deleted before its end could be told, ends the telling', async () => {
    const nothing = process.live.progress.ofRun(crypto.randomUUID());
    expect(await nothing.next()).toEqual({ done: true, value: undefined });

    const doomed = await experimentByHand(scope, 10);
    const run = await doomed.start();
    const states = process.live.progress.ofRun(run.id);
    await states.next();
    // The first change is read at once, so that the end falls into the interval after it.
    await run.commit(5);
    await until(states, ({ sequence }) => sequence === 5);
    await run.commit(5);
    expectValue(await deleteExperiment(scope, doomed.id));
    for (let { done } = await states.next(); !done; { done } = await states.next());
  });

  test('is told about ten times a second, however often it changes, and its last state is never left out', async () => {
    const run = await experiment.start();
    const states: Run[] = [];
    const began = performance.now();
    const watching = (async () => {
      for await (const state of process.live.progress.ofRun(run.id)) states.push(state);
    })();
    for (let committed = 0; committed < 200; committed += 1) await run.commit(1);
    await watching;
    const elapsedMs = performance.now() - began;
    expect(states.at(-1)).toMatchObject({ status: 'COMPLETED', sequence: 200 });
    expect(states.length).toBeGreaterThanOrEqual(3);
    // The state at first, the first change at once, and then at most one for each tenth of a second (timers may be early by 1 ms).
    expect(states.length).toBeLessThanOrEqual(2 + elapsedMs / 99);
    const sequences = states.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((left, right) => left - right));
  });

  test('is told as it is now to whoever was slow, not as it was in between', async () => {
    const run = await experiment.start();
    const [slow, fast] = [process.live.progress.ofRun(run.id), process.live.progress.ofRun(run.id)];
    expect(stateOf((await slow.next()).value)).toBe('RUNNING 0');
    await fast.next();
    for (let sequence = 10; sequence <= 40; sequence += 10) {
      await run.commit(10);
      await until(fast, (state) => state.sequence === sequence);
    }
    expect(stateOf((await slow.next()).value)).toBe('RUNNING 40');
    await Promise.all([slow.return?.(), fast.return?.()]);
  });

  test('is read once for all who watch it, and for nobody once they have left', async () => {
    const run = await experiment.start();
    const watching = Array.from({ length: 20 }, () => process.live.progress.ofRun(run.id));
    for (const states of watching) await states.next();
    // The interval of the first reading is over when the second change has been told.
    for (const sequence of [1, 2]) {
      await run.commit(1);
      for (const states of watching) await until(states, (state) => state.sequence === sequence);
    }
    const next = watching.map((states) => states.next());
    await process.takeStatements();
    await run.commit(1);
    await Promise.all(next);
    expect(await process.takeStatements()).toHaveLength(1);

    const waiting = watching.map((states) => states.next());
    for (const states of watching) await states.return?.();
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => ({ done: true, value: undefined })));
    const other = await experiment.start();
    const witness = process.live.progress.ofRun(other.id);
    await witness.next();
    await process.takeStatements();
    await run.commit(1);
    for (const sequence of [1, 2, 3]) {
      await other.commit(1);
      await until(witness, (state) => state.sequence === sequence);
    }
    const statements = await process.takeStatements();
    // Some for the witness, and none more, though the interval of the run that was left is over too.
    expect(statements.length).toBeLessThanOrEqual(4);
    await witness.return?.();
  });
});

describe('an experiment', () => {
  test('is told of run by run, oldest first, of later ones too, and never ends', async () => {
    const own = await experimentByHand(scope, 10);
    const ended = await own.start();
    await ended.commit(10);
    const pending = await own.startPending();
    const states = process.live.progress.ofExperiment(own.id);
    const known: string[] = [];
    /** How many runs were told of before this one, and its state. */
    const told = async (): Promise<string> => {
      const { value } = await states.next();
      if (!known.includes(value.id)) known.push(value.id);
      return `${known.indexOf(value.id)} ${stateOf(value)}`;
    };
    expect(await told()).toBe('0 COMPLETED 10');
    expect(await told()).toBe('1 PENDING 0');
    const next = told();
    const later = await own.startPending();
    expect(await next).toBe('2 PENDING 0');
    await pending.begin();
    expect(await told()).toBe('1 RUNNING 0');
    await pending.commit(10);
    expect(await told()).toBe('1 COMPLETED 10');
    await later.begin();
    await later.commit(10);
    for (let state = await told(); state !== '2 COMPLETED 10'; state = await told()) expect(state).toMatch(/^2 /);
    expect(known).toEqual([ended.id, pending.id, later.id]);
    const waiting = states.next();
    await states.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });

  test('without runs is told of with its first', async () => {
    const own = await experimentByHand(scope, 10);
    const states = process.live.progress.ofExperiment(own.id);
    const first = states.next();
    const run = await own.startPending();
    expect((await first).value).toMatchObject({ id: run.id, status: 'PENDING' });
    await states.return?.();
  });

  test('is not told of the runs of another', async () => {
    const [own, other] = [await experimentByHand(scope, 10), await experimentByHand(scope, 10)];
    const states = process.live.progress.ofExperiment(own.id);
    const first = states.next();
    await other.start();
    const run = await own.startPending();
    expect((await first).value.id).toBe(run.id);
    await states.return?.();
  });
});
