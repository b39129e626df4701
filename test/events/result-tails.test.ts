import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cancelRun } from '../../src/domain/runs/cancel-run.js';
import { retryFailedItems } from '../../src/domain/runs/retry-failed-items.js';
import type { Scope } from '../../src/domain/scope.js';
import { Bell, Leaving } from '../../src/events/stream.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type LiveProcess, startLiveProcess } from '../support/live-process.js';
import { type ExperimentByHand, experimentByHand, type RunByHand } from '../support/run-by-hand.js';
import { testScope } from '../support/scope.js';
import { expectValue } from '../support/seed.js';

let database: TestDatabase;
let scope: Scope;
/** Neither commits anything: every result comes from another process. */
let processes: [LiveProcess, LiveProcess];
let process: LiveProcess;
let small: ExperimentByHand;

beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
  processes = [await startLiveProcess(database.url), await startLiveProcess(database.url)];
  [process] = processes;
  small = await experimentByHand(scope, 60);
});
afterAll(async () => {
  for (const each of processes) await each.close();
  await database.close();
});

const never = new Leaving();

async function follow(runId: string, after = 0, by = process): Promise<number[]> {
  const sequences: number[] = [];
  for await (const page of by.live.results.follow(runId, after)) sequences.push(...page.map(({ sequence }) => sequence));
  return sequences;
}

interface Subscriber {
  after: number;
  /** How many commits there are before it joins. */
  joins: number;
  /** How many further commits it lets pass after each page. */
  rests: number;
  process: 0 | 1;
}

const subscriberOf = (mostResults: number, mostCommits: number): fc.Arbitrary<Subscriber> =>
  fc.record({
    after: fc.nat(mostResults + 5),
    joins: fc.nat(mostCommits),
    rests: fc.nat(3),
    process: fc.constantFrom<0 | 1>(0, 1),
  });

/** Commits the batches while subscribers come, and gives what each of them saw. */
async function watchWhileCommitting(run: RunByHand, commits: (() => Promise<void>)[], subscribers: Subscriber[]) {
  const committed = new Bell();
  let over = false;
  const seen = subscribers.map(async ({ after, joins, rests, process: place }) => {
    const wait = async (until: number): Promise<void> => {
      while (committed.count < until && !over) await committed.next(committed.count, never);
    };
    await wait(joins);
    const sequences: number[] = [];
    for await (const page of processes[place].live.results.follow(run.id, after)) {
      sequences.push(...page.map(({ sequence }) => sequence));
      await wait(committed.count + rests);
    }
    return sequences;
  });
  for (const commit of commits) {
    await commit();
    committed.ring();
  }
  over = true;
  committed.ring();
  return Promise.all(seen);
}

describe('every subscriber sees each result above its cursor, in order, once', () => {
  test('wherever it begins, whenever it joins, on whichever process, and however slowly it reads', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 });
    const subscribers = fc.array(subscriberOf(60, 10), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, subscribers, async (given, watching) => {
        const run = await small.start();
        // The last commit takes what is left, and ends the run.
        const commits = [...given, 60].map((size) => () => run.commit(size));
        const seen = await watchWhileCommitting(run, commits, watching);
        const all = await run.sequences();
        expect(all).toHaveLength(60);
        expect(seen).toEqual(watching.map(({ after }) => all.filter((sequence) => sequence > after)));
      }),
      { numRuns: 20 },
    );
  });

  test('also when failed items are tried again, which leaves gaps in the sequences', async () => {
    const failures = fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 6 });
    const subscribers = fc.array(subscriberOf(100, 6), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(failures, subscribers, async (failing, watching) => {
        const run = await small.start();
        for (let place = 0; place < 6; place += 1) await run.commit(10, { failed: failing.includes(place) });
        await run.retry();
        const commits = Array.from({ length: 6 }, () => () => run.commit(10));
        const seen = await watchWhileCommitting(run, commits, watching);
        const all = await run.sequences();
        expect(all).toHaveLength(60);
        expect(all.at(-1)).toBe(60 + 10 * failing.length);
        expect(seen).toEqual(watching.map(({ after }) => all.filter((sequence) => sequence > after)));
      }),
      { numRuns: 10 },
    );
  });

  test('also in a run of more results than a process keeps at hand', async () => {
    const large = await experimentByHand(scope, 2500);
    const run = await large.start();
    const commits = Array.from({ length: 13 }, () => () => run.commit(200));
    const watching = fc.sample(subscriberOf(2500, 13), { numRuns: 40, seed: 7 });
    const seen = await watchWhileCommitting(run, commits, watching);
    const all = Array.from({ length: 2500 }, (_, place) => place + 1);
    expect(seen).toEqual(watching.map(({ after }) => all.slice(after)));
  });
});

describe('the end', () => {
  test('a run that has ended is replayed from the cursor, and then over', async () => {
    const run = await small.start();
    await run.commit(60);
    expect(await follow(run.id, 57)).toEqual([58, 59, 60]);
    expect(await follow(run.id, 60)).toEqual([]);
    expect(await follow(run.id, 1000)).toEqual([]);
  });

  test('a run that ends without any result is over at every cursor', async () => {
    const run = await small.start();
    const seen = Promise.all([-1, 0, 5].map((after) => follow(run.id, after)));
    expectValue(await cancelRun(scope, run.id));
    expect(await seen).toEqual([[], [], []]);
    expect(await follow(run.id, -1)).toEqual([]);
  });

  test('a run is over whose last results were withdrawn before it was cancelled', async () => {
    const run = await small.start();
    await run.commit(50);
    await run.commit(10, { failed: true });
    expectValue(await retryFailedItems(scope, run.id));
    const seen = follow(run.id, 48);
    expectValue(await cancelRun(scope, run.id));
    expect(await seen).toEqual([49, 50]);
    expect(await follow(run.id)).toEqual(await run.sequences());
  });

  test('a run that is not there gives nothing', async () => {
    expect(await follow(crypto.randomUUID())).toEqual([]);
  });

  test('whoever comes after a run was taken up again follows it, though another still reads of its first end', async () => {
    const run = await small.start();
    const slow = process.live.results.follow(run.id, 0);
    await run.commit(50, { failed: true });
    const first = await slow.next();
    await run.commit(10);
    // Another has seen the end on the same process.
    await follow(run.id);
    await run.retry();
    const later = follow(run.id, 40);
    await run.commit(50);
    expect(await later).toEqual(await run.sequences(40));
    expect(first.value).toHaveLength(50);
    expect((await slow.next()).value?.[0]?.sequence).toBe(51);
    await slow.return?.();
  });
});

test('whoever joins while a run is tried again is not told of what was withdrawn', async () => {
  const run = await small.start();
  const watching = process.live.results.follow(run.id, 0);
  await run.commit(50);
  await watching.next();
  // In one go, so that the end in between may pass unseen.
  await run.commit(10, { failed: true });
  await run.retry();
  const heard = process.heard((signal) => signal?.sequence === 61);
  await run.commit(1);
  await heard;
  const joined = follow(run.id);
  await run.commit(9);
  expect(await joined).toEqual(await run.sequences());
  await watching.return?.();
});

test('whoever leaves while nothing happens is forgotten: later results are read for nobody', async () => {
  const run = await small.start();
  const waiting = Array.from({ length: 5 }, () => process.live.results.follow(run.id, 0));
  const next = waiting.map((results) => results.next());
  await run.commit(10);
  await Promise.all(next);
  const more = waiting.map((results) => results.next());
  for (const results of waiting) await results.return?.();
  expect(await Promise.all(more)).toEqual(more.map(() => ({ done: true, value: undefined })));

  await process.takeStatements();
  const heard = process.heard((signal) => signal?.sequence === 60);
  await run.commit(50);
  await heard;
  expect(await process.takeStatements()).toEqual([]);
});

test('twenty who follow the same run cost the statements of one', async () => {
  const begun = process.heard((signal) => signal?.status === 'RUNNING');
  const run = await small.start();
  await begun;
  await run.commit(1);
  const statementsOf = async (followers: number, count: number): Promise<number> => {
    const all = Array.from({ length: followers }, () => process.live.results.follow(run.id, 0));
    const { length: known } = await run.sequences();
    for (const results of all) for (let seen = 0; seen < known; ) seen += (await results.next()).value?.length ?? known;
    await process.takeStatements();
    const next = all.map((results) => results.next());
    await run.commit(count);
    await Promise.all(next);
    for (const results of all) await results.return?.();
    return (await process.takeStatements()).length;
  };
  const one = await statementsOf(1, 10);
  expect(await statementsOf(20, 10)).toBe(one);
});
