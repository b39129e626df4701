/** By which rules a run was judged, and over which data. */
export interface JudgedRun {
  judgedBy: string;
  datasetVersion: { id: string };
}

/** Whether the figures of runs say something of each other: all were judged by the same rules, over the same data. */
export function comparable(runs: readonly JudgedRun[]): boolean {
  return new Set(runs.map(({ judgedBy, datasetVersion }) => `${judgedBy} ${datasetVersion.id}`)).size <= 1;
}
