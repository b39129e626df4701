import type { ExperimentStage } from './generated.js';

export type LifecycleAction = 'complete' | 'reopen' | 'share' | 'duplicate' | 'archive' | 'unarchive' | 'delete';

/** What the API allows of the actions on a whole experiment: by its stage, and by whether the session may delete. */
export function offeredActions(stage: ExperimentStage, mayDelete: boolean): LifecycleAction[] {
  return [
    ...changesOf(stage),
    'share',
    'duplicate',
    ...awayFrom(stage),
    ...(mayDelete && !isActive(stage) ? (['delete'] as const) : []),
  ];
}

function changesOf(stage: ExperimentStage): LifecycleAction[] {
  switch (stage) {
    case 'BASELINE_COMPLETE':
    case 'IDLE':
      return ['complete'];
    case 'COMPLETED':
      return ['reopen'];
    case 'DRAFT':
    case 'BASELINE_PENDING':
    case 'RUNNING_BASELINE':
    case 'BASELINE_FAILED':
    case 'RUNNING_VARIANT':
    case 'ARCHIVED':
      return [];
  }
}

function awayFrom(stage: ExperimentStage): LifecycleAction[] {
  if (stage === 'ARCHIVED') return ['unarchive'];
  return isActive(stage) ? [] : ['archive'];
}

/** While a run is active, an experiment can neither be put away nor deleted. */
function isActive(stage: ExperimentStage): boolean {
  return stage === 'RUNNING_BASELINE' || stage === 'RUNNING_VARIANT';
}
