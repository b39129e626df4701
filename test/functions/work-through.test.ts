import { expect, test } from 'vitest';
import type { Over } from '../../src/functions/attempt/flow.js';
import { Pace } from '../../src/functions/worker/pace.js';
import { workThrough } from '../../src/functions/worker/work-through.js';
import { moment } from './stage.js';

const job = { id: 'job', functionId: 'function', runs: ['first', 'second', 'third'] };
const completed: Over = { kind: 'COMPLETED', output: null };

/** What the job's runs come to, where the first is over as is said. */
async function work(first: () => Promise<Over | null>, takeBack = async (): Promise<void> => undefined) {
  const attempted: string[] = [];
  const takenBack: string[] = [];
  const over = await workThrough(job, {
    pace: new Pace(),
    attempt: (run) => {
      attempted.push(run);
      return run === 'first' ? first() : Promise.resolve(completed);
    },
    takeBack: (runs) => {
      takenBack.push(...runs);
      return takeBack();
    },
  });
  return { over, attempted, takenBack };
}

test('each is worked on in its turn, also after one that is not the job’s any more', async () => {
  const all = { over: null, attempted: ['first', 'second', 'third'], takenBack: [] };
  expect(await work(async () => completed)).toEqual(all);
  expect(await work(async () => null)).toEqual(all);
});

test.each<Over>([
  { kind: 'RETRY', retryAt: new Date(), failures: 1, errorType: 'Error', errorMessage: 'not yet' },
  { kind: 'YIELD' },
])('the job goes on with one that is $kind, and others with those after it', async (over) => {
  expect(await work(async () => over)).toEqual({ over, attempted: ['first'], takenBack: ['second', 'third'] });
});

test('others go on with those after one that was cancelled, or has come to somebody else with the job', async () => {
  const over: Over = { kind: 'SUPERSEDED' };
  expect(await work(async () => over)).toEqual({ over: null, attempted: ['first'], takenBack: ['second', 'third'] });
});

test('those after one that takes its time are taken back while it does', async () => {
  const back = moment();
  const slow = () => back.came.then(() => completed);
  const takeBack = async () => back.come();
  expect(await work(slow, takeBack)).toEqual({ over: null, attempted: ['first'], takenBack: ['second', 'third'] });
});

test('where they can’t be taken back, the job fails, and is done anew', async () => {
  const back = moment();
  const slow = () => back.came.then(() => completed);
  const takeBack = () => {
    back.come();
    return Promise.reject(new Error('It is broken.'));
  };
  await expect(work(slow, takeBack)).rejects.toThrow('It is broken.');
});

test('where an attempt breaks off, the others do not wait for the job to be done anew', async () => {
  const takenBack: string[] = [];
  const broken = workThrough(job, {
    pace: new Pace(),
    attempt: () => Promise.reject(new Error('It broke off.')),
    takeBack: async (runs) => void takenBack.push(...runs),
  });
  await expect(broken).rejects.toThrow('It broke off.');
  expect(takenBack).toEqual(['second', 'third']);
});
