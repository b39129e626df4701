import { expect, test } from 'vitest';
import { type LifecycleAction, offeredActions, waitsFor } from '../../src/dashboard/lifecycle/offered-actions.js';
import { stageLooks } from '../../src/dashboard/parts/status.js';
import type { Stage } from '../../src/dashboard/parts/status.js';

const stages = Object.keys(stageLooks) as Stage[];

function waiting(stage: Stage): LifecycleAction[] {
  return offeredActions(stage, true).filter((action) => waitsFor(action, stage) !== null);
}

test('what can be done with an experiment keeps its place from its draft to its last run', () => {
  const open = ['complete', 'share', 'duplicate', 'archive', 'delete'];
  for (const stage of stages.filter((each) => each !== 'COMPLETED' && each !== 'ARCHIVED'))
    expect(offeredActions(stage, true)).toEqual(open);
  expect(offeredActions('COMPLETED', true)).toEqual(['reopen', 'share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('ARCHIVED', true)).toEqual(['share', 'duplicate', 'unarchive', 'delete']);
});

test('while a run is active, concluding, putting away and deleting wait', () => {
  expect(waiting('RUNNING_VARIANT')).toEqual(['complete', 'archive', 'delete']);
  expect(waiting('RUNNING_BASELINE')).toEqual(['complete', 'archive', 'delete']);
});

test('where nothing has completed, there is nothing to conclude yet', () => {
  expect(['DRAFT', 'BASELINE_PENDING', 'BASELINE_FAILED'].map((stage) => waitsFor('complete', stage as Stage))).toEqual([
    'Once a run has completed',
    'Once the baseline has completed a run',
    'Once the baseline has completed a run',
  ]);
  for (const stage of ['BASELINE_COMPLETE', 'IDLE', 'COMPLETED', 'ARCHIVED'] as const) expect(waiting(stage)).toEqual([]);
});

test('only who may delete is offered it', () => {
  expect(offeredActions('BASELINE_COMPLETE', false)).toEqual(['complete', 'share', 'duplicate', 'archive']);
});
