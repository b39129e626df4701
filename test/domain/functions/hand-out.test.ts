import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginAttempts } from '../../../src/domain/functions/begin-attempts.js';
import { commitWork } from '../../../src/domain/functions/commit-work.js';
import { concurrencyKeyOf } from '../../../src/domain/functions/concurrency-key.js';
import { handOutRuns, splitJob } from '../../../src/domain/functions/hand-out.js';
import { registerFunctions } from '../../../src/domain/functions/register-functions.js';
import { sendEvents } from '../../../src/domain/functions/send-events.js';
import { unfinishedJobs } from '../../../src/domain/functions/unfinished-jobs.js';
import type { Scope } from '../../../src/domain/scope.js';
import type { Id } from '../../../src/ids.js';
import type { Json } from '../../../src/json.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { testScope } from '../../support/scope.js';
import { expectValue } from '../../support/seed.js';
import { givenFunction, givenRuns } from './given-functions.js';

let database: TestDatabase;
let scope: Scope;
beforeAll(async () => {
  database = await createTestDatabase();
  scope = await testScope(database);
});
afterAll(() => database.close());

const keyed = (limit: number) => ({ limit, path: 'event.data.user' });
const ofUsers = (...users: (string | number)[]) => users.map((user) => ({ user }));

/** What is handed out, as places among the runs. */
async function handOut(functionId: Id<'durableFunction'>, runs: readonly Id<'functionRun'>[], most = 100): Promise<number[]> {
  return (await jobsOf(functionId, runs, { most })).flat();
}

/** The same by job. */
async function jobsOf(
  functionId: Id<'durableFunction'>,
  runs: readonly Id<'functionRun'>[],
  { most = 100, together = 1, jobs = 1 }: { most?: number; together?: number; jobs?: number },
): Promise<number[][]> {
  const handed = await handOutRuns(scope.db, [{ id: functionId, together }], { runs: most, jobs });
  return handed.map((job) => job.runs.map((id) => runs.indexOf(id)));
}

const limitedFunction = (externalId: string) => ({
  app: 'given',
  externalId,
  triggers: [externalId],
  retries: 4,
  timeoutMs: null,
  concurrency: 10_000,
  keyed: null,
});

const end = (runId: Id<'functionRun'> | undefined) =>
  scope.db.functionRun.update({ where: { id: runId ?? '' }, data: { status: 'COMPLETED', completedAt: new Date() } });

describe('runs are handed out', () => {
  test('each once, the oldest first, also to many who ask at once', async () => {
    const { id } = await givenFunction(scope, 'unlimited');
    const runs = await givenRuns(scope, 'unlimited', ofUsers(...Array.from({ length: 30 }, (_, place) => place)));
    expect(await handOut(id, runs, 4)).toEqual([0, 1, 2, 3]);
    const parts = await Promise.all(Array.from({ length: 5 }, () => handOut(id, runs, 10)));
    expect(parts.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: 26 }, (_, place) => place + 4));
  });

  test('as the limit leaves room, to however many ask at once', async () => {
    const { id } = await givenFunction(scope, 'limited', { concurrency: 3 });
    const runs = await givenRuns(scope, 'limited', ofUsers('a', 'b', 'a', 'b', 'a', 'b'));
    const parts = await Promise.all(Array.from({ length: 4 }, () => handOut(id, runs)));
    expect(parts.flat()).toEqual([0, 1, 2]);
    await end(runs[1]);
    expect(await handOut(id, runs)).toEqual([3]);
    await Promise.all([end(runs[0]), end(runs[2])]);
    expect(await handOut(id, runs)).toEqual([4, 5]);
  });

  test('as the limit leaves room for each key', async () => {
    const { id } = await givenFunction(scope, 'keyed', { keyed: keyed(2) });
    const runs = await givenRuns(scope, 'keyed', [...ofUsers('a', 'a', 'a', 'b'), {}, {}, {}]);
    expect(await handOut(id, runs)).toEqual([0, 1, 3, 4, 5]);
    await end(runs[0]);
    expect(await handOut(id, runs)).toEqual([2]);
  });

  test('by the limit of now: one that was lowered waits until enough have ended', async () => {
    const { id } = await givenFunction(scope, 'lowered', { concurrency: 4 });
    const runs = await givenRuns(scope, 'lowered', ofUsers('a', 'b', 'c', 'd', 'e'));
    expect(await handOut(id, runs)).toHaveLength(4);
    await givenFunction(scope, 'lowered', { concurrency: 2 });
    await Promise.all([end(runs[0]), end(runs[1])]);
    expect(await handOut(id, runs)).toEqual([]);
    await end(runs[2]);
    expect(await handOut(id, runs)).toEqual([4]);
  });

  test('while events are sent and workers start, whatever order each has the functions in', async () => {
    const names = Array.from({ length: 10 }, (_, place) => `busy-${place}`);
    const functions = await registerFunctions(scope, names.map(limitedFunction));
    const alone = functions.map(({ id }) => ({ id, together: 1 }));
    const handOutAll = (runs: number) => handOutRuns(scope.db, alone, { runs, jobs: 1 });
    const events = names.toReversed().flatMap((name) => Array.from({ length: 20 }, () => ({ name, data: null })));
    const handed = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const [, runs] = await Promise.all([
          sendEvents(scope, events).then(expectValue),
          handOutAll(5),
          registerFunctions(scope, names.toReversed().map(limitedFunction)),
        ]);
        return runs;
      }),
    );
    const all = [...handed.flat(), ...(await handOutAll(10_000))];
    expect(new Set(all.flatMap(({ runs }) => runs)).size).toBe(2000);
  });

  test('not after they were cancelled', async () => {
    const { id } = await givenFunction(scope, 'cancelled');
    const runs = await givenRuns(scope, 'cancelled', ofUsers('a', 'b'));
    await scope.db.functionRun.update({ where: { id: runs[0] ?? '' }, data: { status: 'CANCELLED', completedAt: new Date() } });
    expect(await handOut(id, runs)).toEqual([1]);
  });
});

describe('runs share jobs', () => {
  const places = (count: number) => Array.from({ length: count }, (_, place) => place);

  test('as many as may, once there would be more jobs than are wanted', async () => {
    const { id } = await givenFunction(scope, 'shared');
    const runs = await givenRuns(scope, 'shared', ofUsers(...places(12)));
    expect(await jobsOf(id, runs, { most: 3, together: 4, jobs: 3 })).toEqual([[0], [1], [2]]);
    expect(await jobsOf(id, runs, { most: 5, together: 4, jobs: 3 })).toEqual([[3, 4], [5, 6], [7]]);
    expect(await jobsOf(id, runs, { together: 3, jobs: 1 })).toEqual([[8, 9, 10], [11]]);
  });

  test('but not those of a function with a limit', async () => {
    const { id } = await givenFunction(scope, 'not shared', { concurrency: 3 });
    const runs = await givenRuns(scope, 'not shared', ofUsers(...places(4)));
    expect(await jobsOf(id, runs, { together: 4, jobs: 1 })).toEqual([[0], [1], [2]]);
  });

  test('until those that nobody has begun get jobs of their own', async () => {
    const { id } = await givenFunction(scope, 'split');
    const runs = await givenRuns(scope, 'split', ofUsers(...places(5)));
    const [job] = await handOutRuns(scope.db, [{ id, together: 5 }], { runs: 5, jobs: 1 });
    expect(job?.runs).toEqual(runs);
    const name = job?.id ?? '';
    const begin = async (run: Id<'functionRun'> | undefined) =>
      (await beginAttempts(scope.db, [{ id: run ?? '', job: name }])).map((attempt) => runs.indexOf(attempt.id));
    await end(runs[1]);
    expect(await begin(runs[2])).toEqual([2]);
    // It waits to be tried again: its back-off is the job's.
    const retry = { kind: 'RETRY', retryAt: new Date(), failures: 1, errorType: 'Error', errorMessage: 'not yet' } as const;
    const nothing = { steps: [], exposures: [], outcomes: [], scores: [] };
    await commitWork(scope.db, [{ run: runs[2] ?? '', attempt: 1, ...nothing, end: retry }]);

    expect(await splitJob(scope.db, 'another', runs)).toEqual([]);
    expect(await splitJob(scope.db, name, runs.slice(1))).toEqual([
      { id: `${runs[3]}.0`, functionId: id, runs: [runs[3]] },
      { id: `${runs[4]}.0`, functionId: id, runs: [runs[4]] },
    ]);
    // What is left of the job begins nothing that has another.
    expect([await begin(runs[0]), await begin(runs[2]), await begin(runs[3])]).toEqual([[0], [2], []]);
    expect(await handOut(id, runs)).toEqual([]);
  });
});

test('jobs that have not ended are found, each with those of its runs that have not', async () => {
  const { id } = await givenFunction(scope, 'unfinished');
  const runs = await givenRuns(scope, 'unfinished', ofUsers(...Array.from({ length: 7 }, (_, place) => place)));
  const handed = await handOutRuns(scope.db, [{ id, together: 2 }], { runs: 6, jobs: 1 });
  await Promise.all([end(runs[0]), end(runs[2]), end(runs[3])]);
  expect(await unfinishedJobs.count(scope.db, [id])).toBe(2);
  const pages = [];
  for await (const page of unfinishedJobs.pages(scope.db, [id], 1)) pages.push(page);
  expect(pages).toEqual([
    [{ id: handed[0]?.id, functionId: id, runs: [runs[1]] }],
    [{ id: handed[2]?.id, functionId: id, runs: [runs[4], runs[5]] }],
  ]);
});

/** The rule in the plainest words: the oldest that both limits leave room for. */
function due(
  users: string[],
  underWay: Set<number>,
  ended: Set<number>,
  { limit, ofKey, most }: { limit: number | null; ofKey: number | null; most: number },
): number[] {
  const taken: number[] = [];
  const busy = (user?: string) => [...underWay, ...taken].filter((place) => user === undefined || users[place] === user).length;
  for (const [place, user] of users.entries()) {
    if (underWay.has(place) || ended.has(place) || taken.length === most) continue;
    if (limit !== null && busy() >= limit) break;
    if (ofKey === null || busy(user) < ofKey) taken.push(place);
  }
  return taken;
}

test('whatever ends in whichever order, what is handed out is what the limits say', async () => {
  const limit = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
  const rounds = fc.array(fc.record({ most: fc.integer({ min: 1, max: 5 }), ends: fc.array(fc.nat(20), { maxLength: 4 }) }), {
    minLength: 2,
    maxLength: 6,
  });
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      limit,
      limit,
      fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 10 }),
      rounds,
      async (all, ofKey, users, steps) => {
        number += 1;
        const name = `any-${number}`;
        const { id } = await givenFunction(scope, name, { concurrency: all, keyed: ofKey === null ? null : keyed(ofKey) });
        const runs = await givenRuns(scope, name, ofUsers(...users));
        const [underWay, ended] = [new Set<number>(), new Set<number>()];
        for (const { most, ends } of steps) {
          const expected = due(users, underWay, ended, { limit: all, ofKey, most });
          expect(await handOut(id, runs, most)).toEqual(expected);
          for (const place of expected) underWay.add(place);
          for (const place of ends.filter((each) => underWay.delete(each))) {
            ended.add(place);
            await end(runs[place]);
          }
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('the key is what the event has at the path, as text, and a hash where that is long', () => {
  const path = 'event.data.user.id';
  const keyOf = (data: Json) => concurrencyKeyOf(path, data);
  expect(keyOf({ user: { id: 'user-1' } })).toBe('user-1');
  expect(keyOf({ user: { id: 7 } })).toBe('7');
  expect(keyOf({ user: { id: { a: [1] } } })).toBe('{"a":[1]}');
  const without: Json[] = [{ user: { id: null } }, { user: {} }, { user: 'id' }, [], null];
  for (const data of without) expect(keyOf(data)).toBe('');
  expect(keyOf({ user: { id: 'a'.repeat(1_000_000) } })).toMatch(/^[0-9a-f]{64}$/);
});

test('a key that is long is stored', async () => {
  const { id } = await givenFunction(scope, 'long', { keyed: keyed(1) });
  const noise = Array.from({ length: 20_000 }, (_, place) => String.fromCharCode(0x4e00 + ((place * 7919) % 20_000))).join('');
  const runs = await givenRuns(scope, 'long', ofUsers(noise, noise, `${noise}!`));
  expect(await handOut(id, runs)).toEqual([0, 2]);
});
