import type { RunChoiceFragment } from './generated.js';

/** The runs that a run can be compared with: completed ones of its variant, over the same dataset. */
export function baselineChoices(runs: RunChoiceFragment[], runId: string): RunChoiceFragment[] {
  const run = runs.find(({ id }) => id === runId);
  if (!run) return [];
  return runs.filter(
    ({ id, status, variant, datasetVersion }) =>
      id !== runId &&
      status === 'COMPLETED' &&
      variant.id === run.variant.id &&
      datasetVersion.dataset.id === run.datasetVersion.dataset.id,
  );
}
