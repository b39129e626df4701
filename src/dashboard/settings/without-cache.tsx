import type { ReactNode } from 'react';
import { Provider } from 'urql';
import { useUncachedClient } from '../graph/uncached.js';

/** For forms that carry secrets: nothing that they send, and nothing that comes back, stays in the cache. Who shows one reads again what it changed. */
export function WithoutCache({ children }: { children: ReactNode }) {
  return <Provider value={useUncachedClient()}>{children}</Provider>;
}
