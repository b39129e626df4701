import { createContext, useContext } from 'react';
import type { Client } from 'urql';

const Uncached = createContext<Client | null>(null);

export const UncachedClient = Uncached.Provider;

/** The client that keeps nothing of what it reads. */
export function useUncachedClient(): Client {
  const client = useContext(Uncached);
  if (!client) throw new Error('There is no client above this part of the page.');
  return client;
}
