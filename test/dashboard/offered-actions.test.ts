import { expect, test } from 'vitest';
import { hasToWait, offeredActions } from '../../src/dashboard/lifecycle/offered-actions.js';

test('what can be done with an experiment follows its stage', () => {
  expect(offeredActions('DRAFT', true)).toEqual(['share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('IDLE', true)).toEqual(['complete', 'share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('COMPLETED', true)).toEqual(['reopen', 'share', 'duplicate', 'archive', 'delete']);
  expect(offeredActions('ARCHIVED', true)).toEqual(['share', 'duplicate', 'unarchive', 'delete']);
});

test('while a run is active, concluding, putting away and deleting wait in their places', () => {
  expect(offeredActions('RUNNING_VARIANT', true)).toEqual(offeredActions('IDLE', true));
  const waiting = offeredActions('RUNNING_VARIANT', true).filter((action) => hasToWait(action, 'RUNNING_VARIANT'));
  expect(waiting).toEqual(['complete', 'archive', 'delete']);
  expect(offeredActions('IDLE', true).filter((action) => hasToWait(action, 'IDLE'))).toEqual([]);
  expect(offeredActions('RUNNING_BASELINE', true).filter((action) => !hasToWait(action, 'RUNNING_BASELINE'))).toEqual([
    'share',
    'duplicate',
  ]);
});

test('only who may delete is offered it', () => {
  expect(offeredActions('BASELINE_COMPLETE', false)).toEqual(['complete', 'share', 'duplicate', 'archive']);
});
