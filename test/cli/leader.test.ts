import { expect, test } from 'vitest';
import { describeLead, describeLevel, leadOf } from '../../src/cli/leader.js';
import { givenReport } from './comparison-reports.js';
import { runState } from './run-states.js';

const scored = (name: string, averageScore: number | null) => runState(name, { metrics: { averageScore } });

test('who is ahead is told with how sure that is', () => {
  const lead = leadOf([scored('lines', 0.77), scored('shapes', 0.89), scored('labels', 0.58)]);
  if (lead?.kind !== 'ahead') throw new Error('One of them is ahead.');
  expect([lead.first.id, lead.second.id]).toEqual(['run_shapes', 'run_lines']);
  expect(describeLead(lead, givenReport())).toMatchInlineSnapshot(`
    "shapes is ahead on these 40 items: average score 0.890, then lines with 0.770.
    Regressed, against lines. The mean score fell by 0.047 over 1,319 items (95 % interval -0.064 to -0.030)."
  `);
});

test('equal scores are level, also when they differ in their last bits', () => {
  const lead = leadOf([scored('a', 0.3), scored('b', 0.1 + 0.2), scored('c', 0.1)]);
  if (lead?.kind !== 'level') throw new Error('They are level.');
  expect(describeLevel(lead.runs)).toBe('a and b are level on these 40 items: average score 0.300.');
});

test('nothing leads where runs have no scores, did not complete, or are alone', () => {
  expect(leadOf([scored('a', null), scored('b', null)])).toBeNull();
  expect(leadOf([scored('a', 1)])).toBeNull();
  expect(leadOf([scored('a', 1), { ...scored('b', 0.5), status: 'FAILED' }])).toBeNull();
});
