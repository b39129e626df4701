import { expect, test } from 'vitest';
import { Pace, sharedJobMs } from '../../src/functions/worker/pace.js';

const paceOf = (...ms: number[]): number => {
  const pace = new Pace();
  for (const each of ms) pace.note('quick', each);
  return pace.together('quick');
};

test('runs of a function share a job once some have been quick, as many as it has time for', () => {
  expect(paceOf()).toBe(1);
  expect(paceOf(40)).toBe(sharedJobMs / 40);
  expect(paceOf(sharedJobMs)).toBe(1);
  expect(paceOf(0)).toBe(16);
});

test('one that takes its time has those after it come alone, until enough were quick again', () => {
  const slow = [...Array<number>(50).fill(20), 10_000];
  expect(paceOf(...slow)).toBe(1);
  expect(paceOf(...slow, ...Array<number>(50).fill(20))).toBeGreaterThan(5);
});
