import type { ColumnRunFragment } from './generated.js';

/** A run, as far as which variant it is of. */
export interface VariantRun {
  id: string;
  variant: { id: string };
}

/** Which runs are compared: those that somebody chose, the latest completed one of each variant, or the latest while none has completed. */
export type ShownWhich = 'chosen' | 'completed' | 'unfinished';

/** The latest run of each variant, whether it has ended or not. */
export function latestRunIds(variants: readonly { latestRun: { id: string } | null }[]): string[] {
  return variants.flatMap(({ latestRun }) => latestRun?.id ?? []);
}

/** The runs whose variant’s name does not tell them apart: there is another run of it among them. */
export function namesakes(runs: readonly ColumnRunFragment[]): Set<string> {
  return new Set(
    runs.filter((run) => runs.some(({ id, variant }) => id !== run.id && variant.id === run.variant.id)).map(({ id }) => id),
  );
}

/**
 * Where the run is that stands for a former one: that itself, or else the newest of its variant; -1 where there is none.
 *
 * @param runs those of one variant the oldest first.
 */
export function placeOfSuccessor(former: VariantRun, runs: readonly VariantRun[]): number {
  const itself = runs.findIndex(({ id }) => id === former.id);
  return itself === -1 ? runs.findLastIndex(({ variant }) => variant.id === former.variant.id) : itself;
}
