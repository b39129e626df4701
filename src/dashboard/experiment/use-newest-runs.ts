import { useEffect, useState } from 'react';
import type { UseQueryExecute } from 'urql';
import type { Pages } from '../parts/pager.js';
import type { OwnStarts } from './use-own-starts.js';
import type { RecentRun } from './use-recent-runs.js';

interface NewestRuns {
  pages: Pages;
  /** The newest run of the list; null while it has none, undefined while it is being read. */
  shown: string | null | undefined;
  /** The newest first; null until they were read. */
  recent: readonly RecentRun[] | null;
  own: OwnStarts;
}

/**
 * Reads the list of runs again for what is waited for: the first runs, and those of one's own starts. Any others would push those
 * that are being read out of sight: the list is held, until they are asked for.
 */
export function useNewestRuns({ pages, shown, recent, own }: NewestRuns, readAgain: UseQueryExecute): void {
  const { number, isHeld, hold, toNewest } = pages;
  useEffect(() => {
    if (own.runIds.length > 0) toNewest();
  }, [own.runIds, toNewest]);

  const begins = number === 1 && !isHeld;
  // Ids of runs are in the order in which they were started.
  const newer = begins && shown !== undefined ? (recent ?? []).filter(({ id }) => shown === null || id > shown) : [];
  const isOwn = typeof shown === 'string' && own.runIds.some((id) => id > shown);
  const awaited = isOwn && begins ? own.runIds.at(-1) : shown === null ? newer[0]?.id : undefined;
  // Asked for once: what could not be read says so, and is read again when somebody says so.
  const [asked, setAsked] = useState<string>();
  useEffect(() => {
    if (awaited === undefined || awaited === asked) return;
    setAsked(awaited);
    readAgain({ requestPolicy: 'network-only' });
  }, [awaited, asked, readAgain]);

  const before = awaited === undefined && !own.isPending ? newer.at(-1)?.cursor : undefined;
  useEffect(() => {
    if (before !== undefined) hold(before);
  }, [before, hold]);
}
