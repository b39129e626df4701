import { useEffect, useRef, useState } from 'react';
import { useSubscription } from 'urql';
import { useConnection } from '../graph/connection.js';
import { ExperimentsChangedDocument, type ExperimentsChangedSubscription } from './generated.js';
import { changesList, type ListShown } from './list-changes.js';

/** How long to wait for more that changes before the list is read again, in milliseconds. */
const settlingMs = 300;

/**
 * Keeps a page of the list as it is: what changes of an experiment is shown by the cache at once, and the list is read again
 * where other experiments belong to it.
 *
 * @param shown null until it was read.
 * @param readAgain reads the list.
 */
export function useLiveList(shown: ListShown | null, readAgain: () => Promise<void>): void {
  const connection = useConnection();
  const isTold = useRef(false);
  useEffect(() => {
    if (connection !== 'open') isTold.current = false;
  }, [connection]);

  const [{ data: changes = 0 }] = useSubscription<ExperimentsChangedSubscription, number>(
    { query: ExperimentsChangedDocument },
    (count = 0, { experimentsChanged }) => {
      // What changed after the list was read and before the first was told was told to nobody.
      const isFirst = !isTold.current;
      isTold.current = true;
      return !isFirst && shown && !changesList(experimentsChanged, shown) ? count : count + 1;
    },
  );
  const newest = useRef({ changes, readAgain });
  const [known, setKnown] = useState(0);
  const isBehind = changes > known;
  useEffect(() => {
    newest.current = { changes, readAgain };
  });
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => {
      setKnown(newest.current.changes);
      void newest.current.readAgain();
    }, settlingMs);
    return () => clearTimeout(timer);
  }, [isBehind]);
}
