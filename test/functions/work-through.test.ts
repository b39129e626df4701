import { expect, test } from 'vitest';
import type { Over } from '../../src/functions/attempt/flow.js';
import { Pace } from '../../src/functions/worker/pace.js';
import { workThrough } from '../../src/functions/worker/work-through.js';
import { moment } from './stage.js';

const job = { id: 'job', functionId: 'function', runs: ['first', 'second', 'third'] };
const completed: Over = { kind: 'COMPLETED', output: null };

/** What the job's runs come to, where the first is over as is said. */
async function work(first: () => Promise<Over | null>, { split = async (): Promise<void> => undefined, ...state }: State = {}) {
  const attempted: string[] = [];
  const parted: string[] = [];
  const over = await workThrough(job, {
    pace: new Pace(),
    attempt: (run) => {
      attempted.push(run);
      return run === 'first' ? first() : Promise.resolve(completed);
    },
    split: (runs) => {
      parted.push(...runs);
      return split();
    },
    isRedelivered: state.isRedelivered ?? false,
    isDraining: () => state.isDraining ?? false,
  });
  return { over, attempted, parted };
}

interface State {
  split?: () => Promise<void>;
  isRedelivered?: boolean;
  isDraining?: boolean;
}

test('each is worked on in its turn, also after one that is not the job’s any more', async () => {
  const all = { over: null, attempted: ['first', 'second', 'third'], parted: [] };
  expect(await work(async () => completed)).toEqual(all);
  expect(await work(async () => null)).toEqual(all);
});

test.each<Over>([
  { kind: 'RETRY', retryAt: new Date(), failures: 1, errorType: 'Error', errorMessage: 'not yet' },
  { kind: 'YIELD' },
])('the job goes on with one that is $kind, and others with those after it', async (over) => {
  expect(await work(async () => over)).toEqual({ over, attempted: ['first'], parted: ['second', 'third'] });
});

test('others go on with those after one that was cancelled, or has come to somebody else with the job', async () => {
  const over: Over = { kind: 'SUPERSEDED' };
  expect(await work(async () => over)).toEqual({ over: null, attempted: ['first'], parted: ['second', 'third'] });
});

test('those after one that takes its time are parted from it while it does', async () => {
  const back = moment();
  const slow = () => back.came.then(() => completed);
  const split = async () => back.come();
  expect(await work(slow, { split })).toEqual({ over: null, attempted: ['first'], parted: ['second', 'third'] });
});

test('those after one that may have ended the process before are parted from it first', async () => {
  let isParted = false;
  const first = async () => {
    expect(isParted).toBe(true);
    return completed;
  };
  const split = async () => {
    isParted = true;
  };
  // They are asked for all the same: some may have been begun.
  expect(await work(first, { split, isRedelivered: true })).toMatchObject({
    attempted: ['first', 'second', 'third'],
    parted: ['second', 'third'],
  });
});

test('a process that closes begins none of them', async () => {
  const state = { isDraining: true };
  expect(await work(async () => completed, state)).toEqual({ over: null, attempted: ['first'], parted: ['second', 'third'] });
});

test('where they can’t be parted, the job fails, and is done anew', async () => {
  const back = moment();
  const slow = () => back.came.then(() => completed);
  const split = () => {
    back.come();
    return Promise.reject(new Error('It is broken.'));
  };
  await expect(work(slow, { split })).rejects.toThrow('It is broken.');
});

test('where an attempt breaks off, the others do not wait for the job to be done anew', async () => {
  const parted: string[] = [];
  const broken = workThrough(job, {
    pace: new Pace(),
    attempt: () => Promise.reject(new Error('It broke off.')),
    split: async (runs) => void parted.push(...runs),
    isRedelivered: false,
    isDraining: () => false,
  });
  await expect(broken).rejects.toThrow('It broke off.');
  expect(parted).toEqual(['second', 'third']);
});
