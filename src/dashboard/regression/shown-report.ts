/** Which report is on screen: what its queries and its links are about. */
export interface ShownReport {
  experimentId: string;
  runId: string;
  baselineRunId: string;
  /** The baseline run where one was named; null where the server chose. */
  against: string | null;
  threshold: number;
}

/** What its queries are asked with. */
export function reportVariables({ runId, against, threshold }: Pick<ShownReport, 'runId' | 'against' | 'threshold'>) {
  return { runId, against, threshold };
}
