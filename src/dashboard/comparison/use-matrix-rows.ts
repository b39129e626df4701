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

/** The rows of a list, read as they are shown. The page is drawn again when some have come. */
export function useMatrixRows(list: ShownList): MatrixRows<MatrixRowFragment> {
  const client = useUncachedClient();
  const rows = useMemo(() => {
    const read: ReadRows<MatrixRowFragment> = (offset, first, then) =>
      readOnce(client, RowsDocument, { ...list, offset, first }, ({ data, error }) => {
        if (data?.experiment) then.rows(data.experiment.comparison.rows.edges.map(({ node }) => node));
        else then.failed(error ? messageOf(error) : 'The experiment is gone.');
      });
    return new MatrixRows(read);
  }, [client, list]);
  useEffect(() => () => rows.close(), [rows]);
  useSyncExternalStore(rows.subscribe, rows.version);
  const connection = useConnection();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (connection === 'reconnecting') setLost(true);
    if (connection !== 'open' || !lost) return;
    setLost(false);
    rows.readAgain();
  }, [connection, lost, rows]);
  return rows;
}

/**
 * How many rows a list has.
 *
 * @param all how many the comparison has: the answer where nothing is filtered, and until the rest is counted.
 * @param moment counts again when it changes: another number for each time that rows may have entered or left.
 */
export function useRowCount(list: ShownList, all: number, moment: number): number {
  const client = useUncachedClient();
  const [counted, setCounted] = useState<{ list: ShownList; count: number } | null>(null);
  const filtered = isFiltered(list);
  useEffect(() => {
    if (!filtered) return;
    // A later moment counts what an earlier one did not see.
    void moment;
    const { experimentId, runIds, filter } = list;
    return readOnce(client, RowCountDocument, { experimentId, runIds, filter }, ({ data }) => {
      if (data?.experiment) setCounted({ list, count: data.experiment.comparison.rowCount });
    });
  }, [client, list, filtered, moment]);
  if (!filtered) return all;
  return counted?.list === list ? counted.count : all;
}
