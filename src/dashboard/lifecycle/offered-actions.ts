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

/**
 * What has to come before the API does it; null where it does it now. While a run is active, an experiment is neither concluded nor
 * put away, and where nothing has completed there is nothing to conclude. Actions that wait keep their places meanwhile.
 */
export function waitsFor(action: LifecycleAction, stage: ExperimentStage): string | null {
  const isActive = stage === 'RUNNING_BASELINE' || stage === 'RUNNING_VARIANT';
  if (isActive && (action === 'complete' || action === 'archive' || action === 'delete')) return 'Once no run is active';
  if (action !== 'complete') return null;
  if (stage === 'DRAFT') return 'Once a run has completed';
  return stage === 'BASELINE_PENDING' || stage === 'BASELINE_FAILED' ? 'Once the baseline has completed a run' : null;
}

function changesOf(stage: ExperimentStage): LifecycleAction[] {
  switch (stage) {
    case 'COMPLETED':
      return ['reopen'];
    case 'ARCHIVED':
      return [];
    case 'DRAFT':
    case 'BASELINE_PENDING':
    case 'RUNNING_BASELINE':
    case 'BASELINE_COMPLETE':
    case 'BASELINE_FAILED':
    case 'RUNNING_VARIANT':
    case 'IDLE':
      return ['complete'];
  }
}
