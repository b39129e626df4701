import type { ExperimentStage } from './generated.js';

export type LifecycleAction = 'complete' | 'reopen' | 'share' | 'duplicate' | 'archive' | 'unarchive' | 'delete';

/** The actions on a whole experiment: by its stage, and by whether the session may delete. Some of them may have to wait. */
export function offeredActions(stage: ExperimentStage, mayDelete: boolean): LifecycleAction[] {
  return [
    ...changesOf(stage),
    'share',
    'duplicate',
    stage === 'ARCHIVED' ? 'unarchive' : 'archive',
    ...(mayDelete ? (['delete'] as const) : []),
  ];
}

/** Whether the API refuses it for now: while a run is active, an experiment is neither concluded nor put away. */
export function hasToWait(action: LifecycleAction, stage: ExperimentStage): boolean {
  const isActive = stage === 'RUNNING_BASELINE' || stage === 'RUNNING_VARIANT';
  return isActive && (action === 'complete' || action === 'archive' || action === 'delete');
}

function changesOf(stage: ExperimentStage): LifecycleAction[] {
  switch (stage) {
    case 'BASELINE_COMPLETE':
    case 'IDLE':
    case 'RUNNING_VARIANT':
      return ['complete'];
    case 'COMPLETED':
      return ['reopen'];
    case 'DRAFT':
    case 'BASELINE_PENDING':
    case 'RUNNING_BASELINE':
    case 'BASELINE_FAILED':
    case 'ARCHIVED':
      return [];
  }
}
