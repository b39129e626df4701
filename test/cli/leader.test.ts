import { expect, test } from 'vitest';
import { describeLeader } from '../../src/cli/leader.js';
import { runState } from './run-states.js';

const scored = (name: string, averageScore: number | null) => runState(name, { metrics: { averageScore } });

test('who is ahead is told as a look at these items, not as a finding', () => {
  expect(describeLeader([scored('lines', 0.77), scored('shapes', 0.89), scored('labels', 0.58)])).toMatchInlineSnapshot(`
    "shapes is ahead on these 40 items: average score 0.890, then lines with 0.770.
    Nothing says yet that it would be on others: the difference has not been tested, and so few items leave room for chance."
  `);
});

test('equal scores are level, also when they differ in their last bits', () => {
  expect(describeLeader([scored('a', 0.3), scored('b', 0.1 + 0.2), scored('c', 0.1)])).toMatchInlineSnapshot(
    `"a and b are level on these 40 items: average score 0.300."`,
  );
});

test('nothing is said of runs without scores, of a single one, and of those that did not complete', () => {
  expect(describeLeader([scored('a', null), scored('b', null)])).toBeNull();
  expect(describeLeader([scored('a', 1)])).toBeNull();
  expect(describeLeader([scored('a', 1), { ...scored('b', 0.5), status: 'FAILED' }])).toBeNull();
});
