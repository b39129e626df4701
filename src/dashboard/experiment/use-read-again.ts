import { useEffect, useRef } from 'react';
import type { UseQueryExecute } from 'urql';

/** How long to wait for more that changes, in milliseconds: runs that were started together end together. */
const settlingMs = 150;

/** Reads a query again whenever what it was derived from has changed since it was first shown. */
export function useReadAgain(readAgain: UseQueryExecute, derivedFrom: string | null): void {
  const known = useRef(derivedFrom);
  useEffect(() => {
    if (derivedFrom === known.current) return;
    if (known.current === null) {
      known.current = derivedFrom;
      return;
    }
    const timer = setTimeout(() => {
      known.current = derivedFrom;
      readAgain({ requestPolicy: 'network-only' });
    }, settlingMs);
    return () => clearTimeout(timer);
  }, [derivedFrom, readAgain]);
}
