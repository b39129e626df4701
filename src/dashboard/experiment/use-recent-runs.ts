import { useEffect } from 'react';
import { useQuery, useSubscription } from 'urql';
import {
  type ExperimentProgressSubscription,
  ExperimentProgressDocument,
  type RecentRunFragment,
  RecentRunsDocument,
} from './generated.js';

export interface RecentRun extends RecentRunFragment {
  /** Where it stands in the list of runs. */
  cursor: string;
}

/**
 * The newest runs of an experiment (200 at most), live: what is told of their progress is kept for everything else on the page
 * that shows them, and one that starts anywhere is there at once.
 *
 * @returns the newest first; null until they were read.
 */
export function useRecentRuns(experimentId: string): RecentRun[] | null {
  const variables = { experimentId };
  const [{ data }, readAgain] = useQuery({ query: RecentRunsDocument, variables });
  const [{ data: newestTold = '' }] = useSubscription<ExperimentProgressSubscription, string, typeof variables>(
    { query: ExperimentProgressDocument, variables },
    // Ids of runs are in the order in which they were started.
    (newest = '', { experimentProgress: { id } }) => (id > newest ? id : newest),
  );
  const runs = data?.experiment?.runs.edges.map(({ cursor, node }) => ({ ...node, cursor })) ?? null;
  const newestListed = runs && (runs[0]?.id ?? '');
  useEffect(() => {
    if (newestListed !== null && newestTold > newestListed) readAgain({ requestPolicy: 'network-only' });
  }, [newestTold, newestListed, readAgain]);
  return runs;
}
