import { useEffect, useRef, useState } from 'react';
import { type UseQueryResponse, useClient, useQuery, useSubscription } from 'urql';
import { isActive } from '../active.js';
import { ComparisonDocument, type ComparisonQuery, RunsChangedDocument } from './generated.js';
import { latestRunIds, type ShownWhich } from './runs.js';

interface Unfinished {
  experimentId: string;
  /** The latest runs, none of which had completed. */
  runIds: string[];
  /** They have completed since. */
  isOver: boolean;
}

interface Comparison {
  query: UseQueryResponse<ComparisonQuery>[0];
  readAgain: UseQueryResponse<ComparisonQuery>[1];
  /** The runs that what is shown was read for; null: the latest completed one of each variant. */
  answered: string[] | null;
  which: ShownWhich;
  /** Whether what is shown is of what was asked for before. */
  isFormer: boolean;
}

/**
 * The runs of an experiment side by side: those that were chosen, or else the latest completed one of each variant. While there is
 * none of these, the latest of each, as far as they have come; once they have completed they are those, and stay on screen.
 *
 * @param chosen null where nobody has chosen.
 */
export function useComparison(experimentId: string, chosen: string[] | null): Comparison {
  const client = useClient();
  const [kept, setUnfinished] = useState<Unfinished | null>(null);
  const unfinished = kept?.experimentId === experimentId ? kept : null;
  const asked = chosen ?? (unfinished?.isOver === false ? unfinished.runIds : null);
  const variables = { experimentId, runIds: asked };
  const [query, readAgain] = useQuery({ query: ComparisonDocument, variables });
  const experiment = query.data?.experiment;
  // What is shown is of the runs that were asked for before, until others are read.
  const answered: string[] | null = query.operation?.variables.runIds ?? null;
  const isFormer = answered?.join() !== asked?.join();

  const columns = experiment?.comparison.columns ?? [];
  const started = experiment?.variants.flatMap(({ latestRun }) => latestRun ?? []) ?? [];
  const hasNone = experiment?.id === experimentId && !isFormer && asked === null && columns.length === 0;
  if (hasNone && !query.fetching && !query.stale && started.length > 0)
    setUnfinished({ experimentId, runIds: latestRunIds(experiment.variants), isOver: false });

  const isDone = unfinished?.isOver === false && started.every(({ status }) => status === 'COMPLETED');
  useEffect(() => {
    if (!isDone) return;
    let isLeft = false;
    // Read before it is shown: what is on screen stays until then.
    void client
      .query(ComparisonDocument, { experimentId, runIds: null }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        if (isLeft || !data?.experiment?.comparison.columns.length) return;
        setUnfinished((former) => former && { ...former, isOver: true });
      });
    return () => {
      isLeft = true;
    };
  }, [client, experimentId, isDone]);

  useLatestRuns(experimentId, query.data, () => {
    // The latest completed run whose failed items are tried again is not completed, and an earlier one would take its place.
    const isRetrying = columns.some(({ run }) => isActive(run.status));
    if (asked === null && !isRetrying) readAgain({ requestPolicy: 'network-only' });
  });
  const isUnfinished = answered !== null && answered.join() === unfinished?.runIds.join();
  const which = answered === null ? 'completed' : chosen === null && isUnfinished ? 'unfinished' : 'chosen';
  return { query, readAgain, answered, which, isFormer };
}

/** Watches the latest run of each variant, and says when one began or ended: others may be the latest completed ones then. */
function useLatestRuns(experimentId: string, data: ComparisonQuery | undefined, onChange: () => void): void {
  useSubscription({ query: RunsChangedDocument, variables: { experimentId } });
  const states = data?.experiment?.variants.map(({ latestRun }) => `${latestRun?.id} ${latestRun?.status}`).join();
  const former = useRef(states);
  useEffect(() => {
    if (former.current !== undefined && states !== undefined && former.current !== states) onChange();
    former.current = states;
  });
}
