import { type RefObject, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { messageOf } from '../graph/message-of.js';
import { useUncachedClient } from '../graph/uncached.js';
import { type Arrival, arrivalOf, type Places, type Standing } from './arrival.js';
import { type ComparisonQuery, type MatrixRowFragment, RowPlacesDocument } from './generated.js';
import type { MatrixRows } from './matrix-rows.js';
import { readOnce } from './read-once.js';
import { listAlike } from './row-list.js';
import { type ShownList, useReconnected, useRowsOnScreen } from './use-matrix-rows.js';

/** What is on screen: some runs over all rows, and those rows of them that are listed. */
export interface Shown {
  list: ShownList;
  rows: MatrixRows<MatrixRowFragment>;
  comparison: NonNullable<ComparisonQuery['experiment']>['comparison'];
}

interface Succession extends Shown {
  /** How the list took the place of one of former runs; null where it began anew. */
  arrival: Arrival | null;
  /** Whether newer runs are being read, to take the place of those on screen. */
  awaited: boolean;
  /** Why the newer runs could not be read. */
  failure: string | null;
  readAgain: () => void;
}

/**
 * What is on screen of what is wanted. The same list of newer runs waits until its rows are read for what is in sight, and then
 * comes at once: no figure ever stands below a run that it is not of. Any other list begins anew, at once.
 *
 * @param wanted the same object until something of it changes.
 * @param selected the row that is selected.
 */
export function useSuccession(wanted: Shown, selected: RefObject<Standing | null>): Succession {
  const client = useUncachedClient();
  const [held, setHeld] = useState(wanted);
  const [arrived, setArrived] = useState<{ list: ShownList; arrival: Arrival } | null>(null);
  const [told, setTold] = useState<{ list: ShownList; places: Places | string } | null>(null);
  const [attempt, setAttempt] = useState(0);

  const { list, rows } = wanted;
  const awaited = held.list !== list && listAlike(held.list, list) && arrived?.list !== list;
  if (!awaited && held !== wanted) setHeld(wanted);
  const shown = awaited ? held : wanted;
  useRowsOnScreen(shown.rows);
  useSyncExternalStore(rows.subscribe, rows.version);
  const onScreen = useRef(shown.rows);
  useLayoutEffect(() => {
    onScreen.current = shown.rows;
  });
  useEffect(
    () => () => {
      // Those that were awaited only are read for nobody any more.
      if (onScreen.current !== rows) rows.close();
    },
    [rows],
  );
  const readAgain = () => {
    setAttempt((before) => before + 1);
    rows.readAgain();
  };
  useReconnected(() => {
    shown.rows.readAgain();
    if (awaited) readAgain();
  });

  const former = shown.rows;
  useEffect(() => {
    // A further attempt reads what could not be read before.
    void attempt;
    if (!awaited) return;
    const top = topOf(former);
    const { current } = selected;
    const asked = { selected: current?.itemId ?? '', top: top?.itemId ?? '' };
    return readOnce(client, RowPlacesDocument, { ...list, ...asked }, ({ data, error }) => {
      const read = data?.experiment?.comparison;
      const places = read && {
        count: read.rowCount,
        selected: current && { from: current, to: read.selected },
        top: top && { from: top, to: read.top },
      };
      setTold({ list, places: places ?? (error ? messageOf(error) : 'The experiment is gone.') });
    });
  }, [client, awaited, list, former, selected, attempt]);

  const places = awaited && told?.list === list ? told.places : null;
  useEffect(() => {
    if (places === null || typeof places === 'string') return;
    const read = { sight: former.sight, selected: selected.current, runs: runsOf(held) };
    const arrival = arrivalOf(read, places, runsOf(wanted));
    if (arrival === null) {
      // Another row has been selected since.
      setTold(null);
      setAttempt((before) => before + 1);
      return;
    }
    if (arrival.sight) rows.show(arrival.sight);
    if (arrival.sight && !rows.has(arrival.sight)) return;
    setArrived({ list, arrival });
  });

  return {
    ...shown,
    arrival: arrived?.list === shown.list ? arrived.arrival : null,
    awaited,
    failure: awaited ? (typeof places === 'string' ? places : rows.failure) : null,
    readAgain,
  };
}

function runsOf({ comparison }: Shown) {
  return comparison.columns.map(({ run }) => run);
}

function topOf(rows: MatrixRows<MatrixRowFragment>): Standing | null {
  const row = rows.sight && rows.rowAt(rows.sight.first);
  return rows.sight && row ? { itemId: row.item.id, position: rows.sight.first } : null;
}
