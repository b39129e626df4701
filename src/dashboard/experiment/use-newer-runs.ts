import { useEffect } from 'react';
import type { UseQueryExecute } from 'urql';

/** A start that was asked for on this page. */
export interface OwnStart {
  /** The newest run that there was before; null where there was none. */
  after: string | null;
}

interface RunsShown {
  /** The newest run of the list; null while it has none, undefined where it does not begin with the newest. */
  shown: string | null | undefined;
  /** The newest run there is; null while there is none. */
  newest: string | null;
  own: OwnStart | null;
}

/**
 * Reads the list of runs again for what is waited for: the first runs, and those of one's own start. Any others would push those
 * that are being read out of sight, and are shown when they are asked for.
 *
 * @returns whether there are such others.
 */
export function useNewerRuns({ shown, newest, own }: RunsShown, readAgain: UseQueryExecute): boolean {
  const isNewer = shown !== undefined && isAfter(newest, shown);
  const isOwn = own !== null && isAfter(newest, own.after) && !isAfter(shown ?? null, own.after);
  const awaited = isNewer && (shown === null || isOwn) ? newest : null;
  useEffect(() => {
    if (awaited !== null) readAgain({ requestPolicy: 'network-only' });
  }, [awaited, readAgain]);
  return isNewer && awaited === null;
}

/** Ids of runs are in the order in which they were started. */
function isAfter(id: string | null, other: string | null): boolean {
  return id !== null && (other === null || id > other);
}
