import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { onEnd, pipe, subscribe } from 'wonka';
import { isActive } from '../active.js';
import { useUncachedClient } from '../graph/uncached.js';
import {
  ChangesDocument,
  type ChangesSubscription,
  type ColumnFieldsFragment,
  ComparisonDocument,
  type MatrixRowFragment,
  type SummaryFieldsFragment,
} from './generated.js';
import type { MatrixRows } from './matrix-rows.js';
import { standsInPlace } from './row-list.js';
import type { ShownList } from './use-matrix-rows.js';

/** How often rows that may enter or leave a filtered list are counted, in milliseconds. */
const countMs = 1000;

/** What a comparison says of all of its rows. */
interface ComparisonTotals {
  columns: ColumnFieldsFragment[];
  summary: SummaryFieldsFragment;
}

interface Live extends ComparisonTotals {
  /** Grows when rows may have entered or left the list. */
  moment: number;
}

/**
 * Follows the runs that are under way: rows that change are put in where they stand, or read again where they may move.
 *
 * @param read what was read of the comparison before.
 * @param asked the runs that were asked for, null for the latest completed ones: `read` is what was answered to that.
 * @returns the totals as they are now.
 */
export function useLiveChanges(
  list: ShownList,
  rows: MatrixRows<MatrixRowFragment>,
  read: ComparisonTotals,
  asked: string[] | null,
): Live {
  const client = useUncachedClient();
  const cached = useClient();
  const [told, setTold] = useState<(ComparisonTotals & { runs: string }) | null>(null);
  const [moment, setMoment] = useState(0);
  const counting = useRef<ReturnType<typeof setTimeout> | null>(null);
  const runs = list.runIds.join();
  /** The runs that are followed, until it is read what has come of them. */
  const followed = useRef<string | null>(null);
  const active = read.columns.some(({ run }) => isActive(run.status));

  useEffect(() => {
    const { experimentId, runIds } = list;
    /** Reads what has come of it: until that is there, what was told last is shown. */
    const settle = async () => {
      followed.current = null;
      rows.readAgain();
      setMoment((former) => former + 1);
      await cached.query(ComparisonDocument, { experimentId, runIds: asked }, { requestPolicy: 'network-only' }).toPromise();
      setTold(null);
    };
    if (!active) {
      if (followed.current === runs) void settle();
      return;
    }
    followed.current = runs;
    let left = false;
    const countSoon = () => {
      counting.current ??= setTimeout(() => {
        counting.current = null;
        setMoment((former) => former + 1);
      }, countMs);
    };
    const take = ({ comparisonChanges: change }: ChangesSubscription) => {
      setTold({ ...change, runs });
      // The first event, also of a subscription that was lost and is open again, has no rows.
      if (change.rows.length === 0 || change.moreRows > 0 || !standsInPlace(list)) {
        rows.outdate();
        countSoon();
      }
      if (standsInPlace(list)) for (const row of change.rows) rows.put(row.place, row);
    };
    const { unsubscribe } = pipe(
      client.subscription(ChangesDocument, { experimentId, runIds }),
      // It ends when it is left, too.
      onEnd(() => {
        if (!left) void settle();
      }),
      subscribe(({ data }) => data && take(data)),
    );
    return () => {
      left = true;
      unsubscribe();
      if (counting.current) clearTimeout(counting.current);
      counting.current = null;
    };
  }, [active, list, runs, rows, asked, client, cached]);

  const { columns, summary } = told?.runs === runs ? told : read;
  return { columns, summary, moment };
}
