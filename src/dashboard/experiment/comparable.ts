/** By which rules a run was judged, and over which data. */
export interface JudgedRun {
  judgedBy: string;
  datasetVersion: { id: string };
  trials: number;
  /** Results that it will have, items × trials; 0 until it has begun. */
  itemsTotal: number;
}

/**
 * Whether the figures of runs say something of each other: all were judged by the same rules, over the same data, and as many items
 * of that. Other items, as many of them, are taken for the same.
 */
export function comparable(runs: readonly JudgedRun[]): boolean {
  const worlds = new Set(runs.map(({ judgedBy, datasetVersion }) => `${judgedBy} ${datasetVersion.id}`));
  const items = new Set(runs.filter(({ itemsTotal }) => itemsTotal > 0).map(({ itemsTotal, trials }) => itemsTotal / trials));
  return worlds.size <= 1 && items.size <= 1;
}
