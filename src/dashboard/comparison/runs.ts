import type { ColumnRunFragment } from './generated.js';

/** Whether results of a run are still to come. */
export function isActive({ status }: Pick<ColumnRunFragment, 'status'>): boolean {
  return status === 'PENDING' || status === 'RUNNING';
}

/** The runs whose variant’s name does not tell them apart: there is another run of it among them. */
export function namesakes(runs: readonly ColumnRunFragment[]): Set<string> {
  return new Set(
    runs.filter((run) => runs.some(({ id, variant }) => id !== run.id && variant.id === run.variant.id)).map(({ id }) => id),
  );
}
