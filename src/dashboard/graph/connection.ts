import { useSyncExternalStore } from 'react';

/** How the socket to the server stands. It opens with the first subscription, so that idle is no trouble. */
export type Connection = 'idle' | 'open' | 'reconnecting';

let connection: Connection = 'idle';
const listeners = new Set<() => void>();

export function setConnection(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}

/** How the socket stands now, told again whenever that changes. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );
}
