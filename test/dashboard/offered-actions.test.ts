import { expect, test } from 'vitest';
import { offeredActions } from '../../src/dashboard/lifecycle/offered-actions.js';

test('what can be done with an experiment follows its stage', () => {
  expect(offeredActions('DRAFT', true)).toEqual(['share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('IDLE', true)).toEqual(['complete', 'share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('COMPLETED', true)).toEqual(['reopen', 'share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('ARCHIVED', true)).toEqual(['share', 'duplicate', 'unarchive', 'delete']);
});

test('while a run is active nothing is concluded, put away or deleted, and only who may delete is offered it', () => {
  for (const stage of ['RUNNING_BASELINE', 'RUNNING_VARIANT'] as const)
    expect(offeredActions(stage, true)).toEqual(['share', 'duplicate']);
  expect(offeredActions('BASELINE_COMPLETE', false)).toEqual(['complete', 'share', 'duplicate', 'archive']);
});
