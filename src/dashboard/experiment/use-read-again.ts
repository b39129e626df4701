import { useEffect, useState } from 'react';
import type { UseQueryExecute } from 'urql';

/** How long to wait for more that changes, in milliseconds: runs that were started together end together. */
const settlingMs = 150;

/**
 * Reads a query again whenever what it was derived from has changed since it was first shown.
 *
 * @returns whether what was read is of former things.
 */
export function useReadAgain(readAgain: UseQueryExecute, derivedFrom: string | null): boolean {
  const [known, setKnown] = useState(derivedFrom);
  // What it was first derived from.
  if (known === null && derivedFrom !== null) setKnown(derivedFrom);
  const isBehind = known !== null && known !== derivedFrom;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => {
      setKnown(derivedFrom);
      readAgain({ requestPolicy: 'network-only' });
    }, settlingMs);
    return () => clearTimeout(timer);
  }, [isBehind, derivedFrom, readAgain]);
  return isBehind;
}
