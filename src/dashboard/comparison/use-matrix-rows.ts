import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../graph/connection.js';
import { messageOf } from '../graph/message-of.js';
import { useUncachedClient } from '../graph/uncached.js';
import { type MatrixRowFragment, RowCountDocument, RowsDocument } from './generated.js';
import { MatrixRows, type ReadRows } from './matrix-rows.js';
import { readOnce } from './read-once.js';
import { isFiltered, type RowList } from './row-list.js';

/** The list of rows that is shown: of which runs, which rows, in which order. */
export interface ShownList extends RowList {
  experimentId: string;
  runIds: string[];
}

/** The rows of a list, which are read as they are shown. */
export function useMatrixRows(list: ShownList): MatrixRows<MatrixRowFragment> {
  const client = useUncachedClient();
  return useMemo(() => {
    const read: ReadRows<MatrixRowFragment> = (offset, first, then) =>
      readOnce(client, RowsDocument, { ...list, offset, first }, ({ data, error }) => {
        if (data?.experiment) then.rows(data.experiment.comparison.rows.edges.map(({ node }) => node));
        else then.failed(error ? messageOf(error) : 'The experiment is gone.');
      });
    return new MatrixRows(read);
  }, [client, list]);
}

/** Draws again when some of the rows that are on screen have come, and stops reading them when they leave it. */
export function useRowsOnScreen(rows: MatrixRows<MatrixRowFragment>): void {
  useSyncExternalStore(rows.subscribe, rows.version);
  useEffect(() => () => rows.close(), [rows]);
}

/** Does something each time that a connection that was lost is back. */
export function useReconnected(then: () => void): void {
  const connection = useConnection();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connection === 'reconnecting') setLost(true);
    if (connection !== 'open' || !lost) return;
    setLost(false);
    then();
  });
}

interface RowCount {
  /** How many rows the list has; null until they are counted. */
  count: number | null;
  /** Why they could not be counted. */
  failure: string | null;
  countAgain: () => void;
}

/**
 * Counts the rows of a list.
 *
 * @param all how many the comparison has: the answer where nothing is filtered.
 * @param told how many were told of beforehand; null where they were not.
 * @param moment counts again when it changes: another number for each time that rows may have entered or left.
 */
export function useRowCount(list: ShownList, all: number, told: number | null, moment: number): RowCount {
  const client = useUncachedClient();
  const [counted, setCounted] = useState<(Omit<RowCount, 'countAgain'> & { list: ShownList }) | null>(null);
  const [attempt, setAttempt] = useState(0);
  const filtered = isFiltered(list);
  useEffect(() => {
    if (!filtered) return;
    // A later moment counts what an earlier one did not see.
    void [moment, attempt];
    const { experimentId, runIds, filter } = list;
    return readOnce(client, RowCountDocument, { experimentId, runIds, filter }, ({ data, error }) => {
      if (data?.experiment) setCounted({ list, count: data.experiment.comparison.rowCount, failure: null });
      else setCounted({ list, count: null, failure: error ? messageOf(error) : 'The experiment is gone.' });
    });
  }, [client, list, filtered, moment, attempt]);
  const countAgain = () => setAttempt((former) => former + 1);
  if (!filtered) return { count: all, failure: null, countAgain };
  return { ...(counted?.list === list ? counted : { count: told, failure: null }), countAgain };
}
